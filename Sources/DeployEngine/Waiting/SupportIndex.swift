internal import Kubernetes

/// The pods of a namespace and what stands between them and their owners, by owner.
struct SupportIndex {
  private var podsByOwner: [Owner: [PodRow]] = [:]
  private var setsByOwner: [Owner: [HealthRow]] = [:]
  private var pods: [ObjectName: PodRow] = [:]
  private var notes: [String: [ObjectName: [EventRow]]] = [:]
  private var claimNotes: [ObjectName: [EventRow]] = [:]

  init(_ model: WaitModel, _ namespace: String) {
    for pod in model.pods[namespace]?.rows.values.map({ $0 }) ?? [] {
      pods[pod.name] = pod
      if let owner = pod.owner { podsByOwner[owner, default: []].append(pod) }
    }
    for set in model.rows[.replicaSets(namespace)]?.rows.values.map({ $0 }) ?? [] {
      if let owner = set.controller { setsByOwner[owner, default: []].append(set) }
    }
    for event in model.events[.warnings(namespace)]?.rows.values.map({ $0 }) ?? [] {
      notes[event.objectKind, default: [:]][event.object, default: []].append(event)
    }
    for event in model.events[.claimEvents(namespace)]?.rows.values.map({ $0 }) ?? [] {
      claimNotes[event.object, default: []].append(event)
    }
  }

  /// The warnings about an object, newest first.
  func warnings(about name: ObjectName, _ kind: String) -> [EventRow] {
    Self.newestFirst(notes[kind]?[name] ?? [])
  }

  /// All that was said about a claim, newest first.
  func events(aboutClaim name: ObjectName) -> [EventRow] {
    Self.newestFirst(claimNotes[name] ?? [])
  }

  private static func newestFirst(_ events: [EventRow]) -> [EventRow] {
    events.sorted { a, b in
      (a.lastSeen ?? 0, b.name) > (b.lastSeen ?? 0, a.name)
    }
  }

  /// The newest replica set of an owner: the one that is being rolled out.
  func newestSet(of owner: Owner) -> HealthRow? {
    (setsByOwner[owner] ?? []).filter { !$0.isBeingDeleted }
      .max { a, b in (a.created ?? 0, a.name) < (b.created ?? 0, b.name) }
  }

  /// The pods of an owner, those of its newest replica set first, then those it has itself.
  func currentPods(of owner: Owner, named name: ObjectName) -> [PodRow] {
    if owner.kind == "Pod" { return pods[name].map { [$0] } ?? [] }
    guard let set = newestSet(of: owner) else { return podsByOwner[owner] ?? [] }
    return podsByOwner[Owner(kind: "ReplicaSet", name: set.name.name)] ?? []
  }

  /// The pods of an owner's older replica sets.
  func oldPods(of owner: Owner) -> [PodRow] {
    guard let newest = newestSet(of: owner) else { return [] }
    return (setsByOwner[owner] ?? []).filter { $0.name != newest.name }
      .flatMap { podsByOwner[Owner(kind: "ReplicaSet", name: $0.name.name)] ?? [] }
  }

  // MARK: Logs

  /// The log that may say why a pod isn't ready; nil if no container of it has run.
  func log(of name: ObjectName, marked mark: Int) -> WaitLog? {
    guard let pod = pods[name] else { return nil }
    let isFailing = { (container: ContainerRow) in
      container.state == .waiting && !container.lastReason.isEmpty
        || container.state == .terminated && container.exitCode != 0
    }
    let candidates = pod.containers.filter { $0.role != .ephemeral }
    if let container = candidates.first(where: isFailing) {
      // Between two runs, the last one is the previous one.
      return WaitLog(
        pod: name, container: container.name, isPrevious: container.state == .waiting,
        mark: Int(container.restarts))
    }
    let isRunning = { (container: ContainerRow) in container.state == .running && !container.isReady
    }
    guard let container = candidates.first(where: isRunning) else { return nil }
    return WaitLog(pod: name, container: container.name, isPrevious: false, mark: mark)
  }
}
