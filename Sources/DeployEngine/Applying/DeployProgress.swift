internal import Kubernetes

/// How far a deploy has come.
struct DeployProgress {
  private let order: [ObjectKey]
  private var outcomes: [ObjectKey: ChangeSet.Outcome] = [:]
  private var states: [ObjectKey: WaitTarget] = [:]
  private var failure: DeployError?
  /// Whether nothing more is to be sent.
  private(set) var isStopped = false

  init(_ plan: Plan, pruning: Bool) {
    order = plan.items.lazy.filter { pruning || $0.verdict != .prune }.map(\.key)
  }

  /// What became of an object; `notApplied` as long as nothing did.
  func outcome(of key: ObjectKey) -> ChangeSet.Outcome { outcomes[key] ?? .notApplied }

  /// The objects to be waited for, as they were left.
  var targets: [WaitTarget] { order.compactMap { states[$0] } }

  /// Takes note of what became of an object, and stops where that is a failure.
  mutating func record(_ key: ObjectKey, _ applied: Applied) {
    outcomes[key] = applied.outcome
    states[key] = applied.target
    switch applied.outcome {
    case .failed(let error), .uncertain(let error), .lost(let error): stop(error)
    case .created, .configured, .adopted, .unchanged, .recreated, .pruned, .notApplied: break
    }
  }

  /// Takes note of what an object turned out to have become.
  mutating func correct(_ key: ObjectKey, _ applied: Applied) {
    outcomes[key] = applied.outcome
    states[key] = applied.target
  }

  /// Lets nothing more be sent, because of that failure if there is one; the first one counts.
  mutating func stop(_ error: DeployError?) {
    isStopped = true
    failure = failure ?? error
  }

  /// What was done.
  var changeSet: ChangeSet {
    let entries = order.map { ChangeSet.Entry(key: $0, outcome: outcome(of: $0)) }
    let ending: ChangeSet.Ending =
      if let failure {
        .failed(failure)
      } else if entries.contains(where: { $0.outcome == .notApplied }) || isStopped {
        .cancelled
      } else {
        .complete
      }
    return ChangeSet(entries: entries, ending: ending)
  }
}
