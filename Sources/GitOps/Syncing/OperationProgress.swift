public import Kubernetes

/// How far an operation has come, made anew of every state of its application.
public struct OperationProgress: Hashable, Sendable {
  /// Where an operation stands.
  public enum Stage: Hashable, Sendable {
    /// It is asked for, and no controller has taken it up yet.
    case waitingForController
    /// A sync window keeps it from starting.
    case blockedByWindow
    /// It is being carried out.
    case running
    /// It failed, and is tried again at that time, in seconds since 1970, where that can be told.
    case waitingToRetry(at: Int64?)
    /// It is being ended.
    case terminating
    /// It is over.
    case over(OperationPhase)
  }

  /// What became of one wave of one phase.
  public struct Step: Hashable, Sendable {
    /// The phase; nil where it isn't said.
    public var phase: SyncPhase?
    /// The wave; nil where it isn't known.
    public var wave: Int?
    /// What became of each resource and hook.
    public var results: [ResourceResult]

    /// Whether all of it is done.
    public var isDone: Bool { results.allSatisfy(\.isDone) }

    /// Whether a part of it failed.
    public var hasFailed: Bool { results.contains(where: \.hasFailed) }
  }

  /// What everything waits for.
  public struct Waiting: Hashable, Sendable {
    /// What is to happen to it.
    public enum Event: Hashable, Sendable {
      /// It is to become healthy.
      case health
      /// It is a hook, and is to end.
      case completion
      /// It is to go.
      case deletion
    }

    /// What is to happen.
    public var event: Event
    /// The group of the first one's kind.
    public var group: String
    /// Its kind.
    public var kind: String
    /// Its name; the namespace only where it can be told from the results.
    public var name: ObjectName
    /// How many others there are.
    public var others: Int
  }

  /// Where it stands.
  public var stage: Stage
  /// What was asked for.
  public var operation: RequestedOperation
  /// What Argo CD says.
  public var message: String
  /// What is synced, one revision for each source.
  public var revisions: [String]
  /// What became of everything so far, phase by phase and wave by wave.
  public var steps: [Step]
  /// What everything waits for; nil for nothing that is known.
  public var waiting: Waiting?
  /// When it began, in seconds since 1970.
  public var started: Int64?
  /// When it, or its last attempt, ended.
  public var finished: Int64?
  /// How often it was tried again.
  public var retries: Int

  /// Reads the progress of an application's operation; nil where there never was one.
  ///
  /// `wave` says the wave of a resource whose status doesn't: from its manifest's annotation.
  public init?(
    _ application: Application, wave: (ResourceResult) -> Int? = { _ in nil }
  ) {
    let state = application.status.operation
    guard let operation = application.operation ?? state?.operation else { return nil }
    self.operation = operation
    // A state that was left from the operation before says nothing of this one.
    guard let state, application.operation == nil || Self.isOf(operation, state) else {
      stage = .waitingForController
      (message, revisions, steps, retries) = ("", operation.revisions, [], 0)
      return
    }
    message = state.message
    revisions = state.revisions.isEmpty ? operation.revisions : state.revisions
    started = state.started
    finished = state.finished
    retries = state.retries
    stage = Self.stage(state)
    steps = Self.steps(state.results, application.status.resources, wave)
    waiting = state.phase == .running ? Waiting(state.message, state.results) : nil
  }

  /// Whether it will go no further.
  public var isOver: Bool {
    if case .over = stage { true } else { false }
  }

  /// What failed so far.
  public var failures: [ResourceResult] { steps.flatMap(\.results).filter(\.hasFailed) }

  private static func isOf(_ operation: RequestedOperation, _ state: OperationState) -> Bool {
    !state.phase.isOver || state.operation.document == operation.document
  }

  private static func stage(_ state: OperationState) -> Stage {
    switch state.phase {
    case .terminating: return .terminating
    case .succeeded, .failed, .error: return .over(state.phase)
    case .running, .unknown: break
    }
    if let finished = state.finished {
      let pause = state.operation.retry.pause(after: state.retries)
      return .waitingToRetry(at: pause.map { finished + Int64($0.rounded()) })
    }
    return state.message.contains("blocked by sync window") ? .blockedByWindow : .running
  }

  private static func steps(
    _ results: [ResourceResult], _ resources: [ApplicationResource],
    _ wave: (ResourceResult) -> Int?
  ) -> [Step] {
    struct Place: Hashable {
      var group: String
      var kind: String
      var name: ObjectName
    }
    struct Key: Hashable {
      var phase: SyncPhase?
      var wave: Int?
    }
    var waves: [Place: Int] = [:]
    for resource in resources {
      guard let wave = resource.wave else { continue }
      waves[Place(group: resource.group, kind: resource.kind, name: resource.name)] = Int(wave)
    }
    // Where some waves are known, those that say none are of wave 0.
    let standard: Int? = waves.isEmpty ? nil : 0
    var steps: [Step] = []
    var index: [Key: Int] = [:]
    for result in results {
      let place = Place(group: result.group, kind: result.kind, name: result.name)
      let key = Key(phase: result.phase, wave: wave(result) ?? waves[place] ?? standard)
      if let index = index[key] {
        steps[index].results.append(result)
      } else {
        index[key] = steps.count
        steps.append(Step(phase: key.phase, wave: key.wave, results: [result]))
      }
    }
    return steps.enumerated().sorted { a, b in
      let (one, other) = (a.element, b.element)
      let phases = (one.phase ?? .sync, other.phase ?? .sync)
      if phases.0 != phases.1 { return phases.0 < phases.1 }
      if let wave = one.wave, let otherWave = other.wave, wave != otherWave {
        return wave < otherWave
      }
      return a.offset < b.offset
    }.map(\.element)
  }
}

extension ResourceResult {
  /// Whether nothing more is to come of it.
  public var isDone: Bool {
    switch outcome {
    case .syncFailed, .pruneSkipped: true
    case .synced, .pruned, .unsaid: progress.map(\.isOver) ?? (outcome != .unsaid(""))
    }
  }

  /// Whether it failed.
  public var hasFailed: Bool { outcome == .syncFailed || progress == .failed || progress == .error }
}

extension OperationProgress.Waiting {
  /// Reads Argo CD's sentence, `waiting for healthy state of apps/Deployment/web and 2 more
  /// resources`; nil where it says something else.
  init?(_ message: String, _ results: [ResourceResult]) {
    let beginnings: [(String, Event)] = [
      ("waiting for healthy state of ", .health), ("waiting for completion of hook ", .completion),
      ("waiting for deletion of ", .deletion),
    ]
    guard
      let (beginning, event) = beginnings.first(where: { message.hasPrefix($0.0) })
    else { return nil }
    let words = message.dropFirst(beginning.count).split(separator: " ")
    let parts = (words.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    self.event = event
    (group, kind) = (String(parts[0]), String(parts[1]))
    let own = String(parts[2])
    others = words.count > 2 && words[1] == "and" ? Int(words[2]) ?? 0 : 0
    let same = results.filter {
      $0.name.name == own && $0.kind == String(parts[1]) && $0.group == String(parts[0])
    }
    // Two of the same name in different namespaces can't be told apart by the sentence.
    name = ObjectName(namespace: same.count == 1 ? same[0].name.namespace : "", name: own)
  }
}
