internal import Kubernetes

/// How far a deploy has come.
struct DeployProgress {
  private let order: [ObjectKey]
  private var outcomes: [ObjectKey: ChangeSet.Outcome] = [:]
  private var failure: DeployError?

  /// Whether nothing more is to be sent.
  private(set) var isStopped = false

  init(_ order: [ObjectKey]) {
    self.order = order
  }

  /// What became of an object; `notApplied` as long as nothing did.
  func outcome(of key: ObjectKey) -> ChangeSet.Outcome { outcomes[key] ?? .notApplied }

  /// Takes note of what became of an object, and stops where that is a failure.
  mutating func record(_ key: ObjectKey, _ outcome: ChangeSet.Outcome) {
    outcomes[key] = outcome
    switch outcome {
    case .failed(let error), .uncertain(let error), .lost(let error): stop(error)
    case .created, .configured, .adopted, .unchanged, .recreated, .pruned, .notApplied: break
    }
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
