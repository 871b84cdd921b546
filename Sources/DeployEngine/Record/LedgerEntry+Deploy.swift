public import GitOps
public import Kubernetes

extension LedgerEntry.ID {
  /// A new identity: the time to the millisecond, and a bit of chance from 0 up to 1.
  public init(at time: Timestamp, chance: Double) {
    let digits = time.rfc3339.utf8.filter { (0x30...0x39).contains($0) }.prefix(14)
    let text = String(decoding: digits, as: UTF8.self)
    let bits = String(Int(time.nanoseconds / 1_000_000) << 6 | Int(chance * 64) & 63, radix: 16)
    let tail = String(repeating: "0", count: 4 - bits.utf8.count) + bits
    self.init("\(text.prefix(8))-\(text.dropFirst(8))-\(tail)")
  }
}

extension LedgerEntry {
  /// The entry of a deploy that is over.
  init(
    _ plan: Plan, _ changes: ChangeSet, id: ID, user: Operator, start: Timestamp,
    duration: Duration
  ) {
    let git = plan.git.state
    self.init(
      id: id, stack: plan.name, path: plan.stack.path, environment: plan.environment,
      commit: git?.commit, branch: git?.branch, isDirty: git?.isDirty ?? false, user: user,
      start: start,
      duration: .milliseconds(duration.milliseconds), result: Result(changes.ending),
      reason: changes.ending.reason, rollbackOf: plan.rollbackOf,
      isPruningAlone: plan.isPruningAlone)
    for entry in changes.entries {
      counts[entry.outcome.word, default: 0] += 1
      guard entry.outcome != .unchanged else { continue }
      objects.append(
        Object(
          kind: Inventory.GroupKind(entry.key.kind), name: entry.key.name,
          outcome: entry.outcome.word, message: entry.outcome.error?.summary ?? ""))
    }
  }
}

extension Stack {
  /// The stack of an entry; what it was made from then is up to the tree of the entry's commit.
  public init(in entry: LedgerEntry) {
    self.init(
      path: entry.path, name: entry.stack, source: .plain, environment: entry.environment)
  }
}

extension LedgerEntry.Result {
  init(_ ending: ChangeSet.Ending) {
    switch ending {
    case .complete: self = .succeeded
    case .cancelled: self = .cancelled
    case .failed: self = .failed
    }
  }
}

extension ChangeSet.Ending {
  /// Why it failed; empty if it didn't.
  fileprivate var reason: String {
    guard case .failed(let error) = self else { return "" }
    return error.summary
  }
}

extension ChangeSet.Outcome {
  /// In one word, as ledgers, journals and `-o json` have it.
  public var word: String {
    switch self {
    case .created: "created"
    case .configured: "configured"
    case .adopted: "adopted"
    case .unchanged: "unchanged"
    case .recreated: "recreated"
    case .pruned: "pruned"
    case .failed: "failed"
    case .uncertain: "uncertain"
    case .lost: "lost"
    case .notApplied: "not applied"
    }
  }

  /// Why it failed, or why it isn't known; nil if it didn't.
  public var error: DeployError? {
    switch self {
    case .failed(let error), .uncertain(let error), .lost(let error): error
    case .created, .configured, .adopted, .unchanged, .recreated, .pruned, .notApplied: nil
    }
  }
}
