internal import Kubernetes

extension WaitModel {
  /// Adds what holds an object up: warnings about it, and the pods that aren't well.
  func explain(_ status: inout WaitStatus, _ target: WaitTarget, _ index: SupportIndex) {
    let key = target.key
    var notes = index.warnings(about: key.name, key.kind.kind)
    if let set = index.newestSet(of: key.owner) {
      notes += index.warnings(about: set.name, "ReplicaSet")
      if status.message.isEmpty || set.health == .degraded, !set.message.isEmpty {
        status.message =
          status.message.isEmpty ? set.message : "\(status.message) (\(set.message))"
      }
    }
    status.events = Self.notes(notes, options.events)
    let pods = index.currentPods(of: key.owner, named: key.name) + index.oldPods(of: key.owner)
    status.culprits = pods.filter(\.isHoldingUp).sorted(by: Self.precedes)
      .prefix(options.culprits).map { culprit($0, index) }
  }

  private func culprit(_ pod: PodRow, _ index: SupportIndex) -> WaitStatus.Culprit {
    WaitStatus.Culprit(
      pod: pod.name, reason: pod.status, message: pod.message,
      lastEvents: Self.notes(index.warnings(about: pod.name, "Pod"), options.events))
  }

  private static func notes(_ events: [EventRow], _ limit: Int) -> [WaitNote] {
    events.prefix(limit).map {
      WaitNote(
        reason: $0.reason, message: $0.message, count: $0.count, lastSeen: $0.lastSeen)
    }
  }

  /// The worst first; those on their way out last.
  private static func precedes(_ a: PodRow, _ b: PodRow) -> Bool {
    let (first, second) = (a.deletion == nil, b.deletion == nil)
    if first != second { return first }
    if a.health != b.health { return a.health > b.health }
    return a.name < b.name
  }
}

extension PodRow {
  /// Whether its owner isn't healthy because of it.
  fileprivate var isHoldingUp: Bool { deletion != nil || health != .healthy }
}
