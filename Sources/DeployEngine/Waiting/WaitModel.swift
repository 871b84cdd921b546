internal import Kubernetes

/// Decides how it stands with what is waited for; asks for nothing itself.
///
/// It is told what the watches say and that time is over, and says what to watch, which logs to
/// fetch, what to tell, and that it is over. What holds an object up is only looked for while
/// something does.
struct WaitModel: Sendable {
  /// What happened.
  enum Input: Equatable, Sendable {
    case rows(WaitWatch, Change<HealthRow>)
    case pods(String, Change<PodRow>)
    case events(WaitWatch, Change<EventRow>)
    case log(WaitLog, [String])
    case timedOut
    case cancelled
  }

  /// What to do.
  enum Output: Equatable, Sendable {
    case watch(WaitWatch)
    case fetch(WaitLog)
    case tell(WaitEvent)
    case finish(WaitResult)
  }

  let options: WaitOptions
  let targets: [WaitTarget]
  let watches: [ObjectKey: WaitWatch]

  private(set) var statuses: [ObjectKey: WaitStatus] = [:]
  private(set) var rows: [WaitWatch: Reflection<HealthRow>] = [:]
  private(set) var pods: [String: Reflection<PodRow>] = [:]
  private(set) var events: [WaitWatch: Reflection<EventRow>] = [:]
  private(set) var history = PodHistory()
  /// Warnings that came after the first list of them: they are about what is going on now.
  private(set) var freshEvents: Set<ObjectName> = []
  private(set) var seen: Set<ObjectKey> = []
  private var isOver = false

  // Logs: what was fetched last for each pod, and what is on its way.
  private var logs: [ObjectName: (log: WaitLog, lines: [String])] = [:]
  private var fetching: Set<WaitLog> = []
  static let mostFetches = 8

  init(_ targets: [WaitTarget], _ options: WaitOptions) {
    self.options = options
    var known: Set<ObjectKey> = []
    self.targets = targets.filter { known.insert($0.key).inserted }
    watches = Self.watches(of: self.targets)
    for target in self.targets {
      let isJudged = watches[target.key] != nil
      statuses[target.key] = WaitStatus(
        key: target.key, health: isJudged ? .missing : .healthy,
        outcome: isJudged ? nil : .healthy)
    }
  }

  /// One watch for each kind and namespace; of a single object where there is only one.
  private static func watches(of targets: [WaitTarget]) -> [ObjectKey: WaitWatch] {
    var groups: [ResourceQuery: [ObjectKey]] = [:]
    for key in targets.map(\.key) where Health.concerns(key.kind) {
      let namespace = key.kind.isNamespaced ? key.name.namespace : nil
      groups[ResourceQuery(key.kind, namespace: namespace), default: []].append(key)
    }
    var watches: [ObjectKey: WaitWatch] = [:]
    for (query, keys) in groups {
      var query = query
      if keys.count == 1, let key = keys.first {
        query.fieldSelector = "metadata.name=\(key.name.name)"
      }
      for key in keys { watches[key] = .targets(query) }
    }
    return watches
  }

  /// The statuses in the order of the targets.
  var result: WaitResult { WaitResult(statuses: targets.compactMap { statuses[$0.key] }) }

  // MARK: Steps

  mutating func begin() -> [Output] {
    var outputs: [Output] = [.tell(.began(result.statuses))]
    var begun: Set<WaitWatch> = []
    for target in targets {
      guard let watch = watches[target.key], begun.insert(watch).inserted else { continue }
      rows[watch] = Reflection()
      outputs.append(.watch(watch))
    }
    return outputs + finishIfSettled()
  }

  mutating func handle(_ input: Input) -> [Output] {
    guard !isOver else { return [] }
    var outputs: [Output] = []
    switch input {
    case .rows(let watch, let change):
      if case .interrupted(let trouble) = change {
        outputs.append(.tell(.interrupted(trouble.error)))
      }
      rows[watch, default: Reflection()].apply(change)
      outputs += reassess(after: watch, change.names)
    case .pods(let namespace, let change):
      let isFirstList = pods[namespace]?.isComplete != true
      history.note(change, isFirstList: isFirstList)
      pods[namespace, default: Reflection()].apply(change)
      outputs += reassess(in: namespace)
    case .events(let watch, let change):
      if case .applied(let rows) = change, events[watch]?.isComplete == true {
        for row in rows {
          freshEvents.insert(row.name)
          history.note(row)
        }
      } else if case .page(let rows, _) = change {
        for row in rows { history.note(row) }
      }
      events[watch, default: Reflection()].apply(change)
      outputs += reassess(in: watch.query.namespace ?? "")
    case .log(let log, let lines):
      fetching.remove(log)
      logs[log.pod] = (log, lines)
      outputs += reassess(in: log.pod.namespace)
    case .timedOut: return end { .timedOut($0.health, $0.message) }
    case .cancelled: return end { .cancelled($0.health, $0.message) }
    }
    return outputs + finishIfSettled()
  }

  private mutating func end(_ outcome: (WaitStatus) -> WaitOutcome) -> [Output] {
    var outputs: [Output] = []
    for target in targets {
      guard var status = statuses[target.key], status.outcome == nil else { continue }
      status.outcome = outcome(status)
      outputs += update(status)
    }
    isOver = true
    return outputs + [.finish(result)]
  }

  private mutating func finishIfSettled() -> [Output] {
    if let failed = statuses.values.first(where: \.hasFailed) {
      // The end is told with its cause: what is on its way about it is waited for.
      guard isExplained(failed) else { return [] }
      return end { .cancelled($0.health, $0.message) }
    }
    guard statuses.values.allSatisfy({ $0.outcome != nil }) else { return [] }
    isOver = true
    return [.finish(result)]
  }

  private func isExplained(_ status: WaitStatus) -> Bool {
    let namespace = status.key.name.namespace
    guard !namespace.isEmpty else { return true }
    let isListed =
      (pods[namespace].map(\.hasAnswered) ?? true)
      && (rows[.replicaSets(namespace)].map(\.hasAnswered) ?? true)
      && (events[.warnings(namespace)].map(\.hasAnswered) ?? true)
    let pods = Set(status.culprits.map(\.pod))
    return isListed && !fetching.contains { pods.contains($0.pod) }
  }

  // MARK: Assessing

  /// Looks again at the objects of one watch; at all of them where the list as a whole has changed.
  private mutating func reassess(after watch: WaitWatch, _ names: Set<ObjectName>?) -> [Output] {
    guard case .targets = watch else { return reassess(in: watch.query.namespace ?? "") }
    var outputs: [Output] = []
    var indices: [String: SupportIndex] = [:]
    for target in targets where watches[target.key] == watch {
      guard names?.contains(target.key.name) != false else { continue }
      let namespace = target.key.name.namespace
      let index = indices[namespace] ?? SupportIndex(self, namespace)
      indices[namespace] = index
      outputs += assess(target, index)
    }
    return outputs
  }

  /// Looks again at what isn't settled in a namespace.
  private mutating func reassess(in namespace: String) -> [Output] {
    let index = SupportIndex(self, namespace)
    var outputs: [Output] = []
    for target in targets where target.key.name.namespace == namespace {
      guard statuses[target.key]?.outcome != .healthy else { continue }
      outputs += assess(target, index)
    }
    return outputs
  }

  private mutating func assess(_ target: WaitTarget, _ index: SupportIndex) -> [Output] {
    guard let watch = watches[target.key], let reflection = rows[watch] else { return [] }
    if let row = reflection[target.key.name], isMeant(row, by: target) { seen.insert(target.key) }
    var status = judge(target, reflection, index)
    var outputs: [Output] = []
    if status.outcome != .healthy, reflection.isComplete || reflection[target.key.name] != nil {
      outputs += watchSupports(of: target.key)
      explain(&status, target, index)
      outputs += fetchLogs(for: &status, index)
    }
    return outputs + update(status)
  }

  /// Begins to follow what may hold an object up.
  private mutating func watchSupports(of key: ObjectKey) -> [Output] {
    let namespace = key.name.namespace
    guard !namespace.isEmpty else { return [] }
    var outputs: [Output] = []
    if events[.warnings(namespace)] == nil {
      events[.warnings(namespace)] = Reflection()
      outputs.append(.watch(.warnings(namespace)))
    }
    if key.kind == .persistentVolumeClaims {
      if events[.claimEvents(namespace)] == nil {
        events[.claimEvents(namespace)] = Reflection()
        outputs.append(.watch(.claimEvents(namespace)))
      }
      return outputs
    }
    if pods[namespace] == nil {
      pods[namespace] = Reflection()
      outputs.append(.watch(.pods(namespace)))
    }
    if rows[.replicaSets(namespace)] == nil {
      rows[.replicaSets(namespace)] = Reflection()
      outputs.append(.watch(.replicaSets(namespace)))
    }
    return outputs
  }

  private mutating func fetchLogs(
    for status: inout WaitStatus, _ index: SupportIndex
  ) -> [Output] {
    var outputs: [Output] = []
    for place in status.culprits.indices {
      let culprit = status.culprits[place]
      guard let log = index.log(of: culprit.pod, marked: history.mark(of: culprit.pod)) else {
        continue
      }
      if let known = logs[log.pod] {
        status.culprits[place].container = known.log.container
        status.culprits[place].lastLogLines = known.lines
      }
      let isKnown = logs[log.pod]?.log == log || fetching.contains { $0.pod == log.pod }
      guard !isKnown, fetching.count < Self.mostFetches else { continue }
      fetching.insert(log)
      outputs.append(.fetch(log))
    }
    return outputs
  }

  private mutating func update(_ status: WaitStatus) -> [Output] {
    guard statuses[status.key] != status else { return [] }
    statuses[status.key] = status
    return [.tell(.changed(status))]
  }

  /// Whether a row is of the object that was applied.
  func isMeant(_ row: HealthRow, by target: WaitTarget) -> Bool {
    // Another of the same name on its way out is not; one that somebody made since is.
    target.uid.isEmpty || row.uid == target.uid || !row.isBeingDeleted
  }
}

extension WaitStatus {
  var hasFailed: Bool {
    if case .failed? = outcome { true } else { false }
  }
}

extension Reflection {
  /// Whether the list is there, or won't be for a while.
  var hasAnswered: Bool {
    if case .stale = state { return true }
    return isComplete
  }
}

extension Change {
  /// Which objects it is about; nil for all of them.
  var names: Set<ObjectName>? {
    switch self {
    case .applied(let rows), .page(let rows, _): Set(rows.map(\.name))
    case .deleted(let names): Set(names)
    case .alive, .unreadable: []
    case .began, .listed, .interrupted: nil
    }
  }
}
