public import DeployEngine
public import GitOps
public import Kubernetes

/// One deploy of a stack, from the question what it would do to what it did.
public struct Deploy: Equatable, Sendable {
  /// What tells deploys apart.
  public struct ID: Hashable, Sendable {
    /// Counts the deploys since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// What is asked for.
  public enum Purpose: Hashable, Sendable {
    /// To deploy the stack as its files are now.
    case deploy
    /// Only to see what deploying would change.
    case difference
    /// Only to delete what the stack owns and doesn't render any more.
    case prune
    /// To deploy the stack as it was at an earlier deploy.
    case rollback(LedgerEntry)

    /// Whether it can be agreed to.
    public var isOffer: Bool { self != .difference }
  }

  /// How far it has come.
  public enum Phase: Equatable, Sendable {
    /// The server is being asked.
    case planning
    /// The plan can't be made.
    case unplannable(DeployError)
    /// The plan is there, and waits for somebody to agree to it.
    case planned(Plan)
    /// It is being applied.
    case applying(Plan)
    /// It is to stop after the object in hand.
    case stopping(Plan)
    /// It is over.
    case finished(Plan, ChangeSet)
  }

  /// What has become of an object so far.
  public enum Progress: Hashable, Sendable {
    case sending
    case deleting
    case waiting
    case retrying(DeployError)
    case outcome(ChangeSet.Outcome)
  }

  /// What the person who reviews the plan chooses.
  public struct Choices: Hashable, Sendable {
    /// Whether what isn't rendered any more is deleted.
    public var prunes = false
    /// Whether fields are taken over from those who own them.
    public var forces = false
    /// Whether everything is waited for to be healthy.
    public var waits = true
  }

  /// The stack.
  public var stack: Stack.ID
  /// Its name.
  public var stackName: String
  /// What is asked for.
  public var purpose: Purpose
  /// What the person who reviews the plan has chosen.
  public var choices = Choices()
  /// How far it has come.
  public var phase: Phase = .planning
  /// When somebody agreed to it.
  public var start: Timestamp?
  /// When it was over.
  public var end: Timestamp?
  /// What it is doing as a whole.
  public var step: DeployEvent.Step?
  /// The objects in the steps in which they are applied.
  public var stages: [[ObjectKey]] = []
  /// What has become of each object so far.
  public var progress: [ObjectKey: Progress] = [:]
  /// How it stands with what is waited for.
  public var health: [ObjectKey: WaitStatus] = [:]
  /// Why the cluster can't be watched at the moment; nil while it can.
  public var interruption: KubernetesError?
  /// What went wrong beside the deploy itself.
  public var warnings: [String] = []

  /// Makes a deploy that is being planned.
  public init(stack: Stack.ID, stackName: String, purpose: Purpose) {
    self.stack = stack
    self.stackName = stackName
    self.purpose = purpose
    choices.prunes = purpose == .prune
    // What isn't changed has nothing to become healthy from.
    choices.waits = purpose != .prune
  }

  /// Whether it should be going on.
  public var isRunning: Bool {
    if case .applying = phase { return true }
    return false
  }

  /// Whether it is going on, or about to stop.
  public var isUnderWay: Bool {
    if case .stopping = phase { return true }
    return isRunning
  }

  /// The plan, once there is one.
  public var plan: Plan? {
    switch phase {
    case .planning, .unplannable: nil
    case .planned(let plan), .applying(let plan), .stopping(let plan), .finished(let plan, _): plan
    }
  }

  /// How to deploy, as it was chosen.
  var options: Deployer.Options {
    Deployer.Options(
      forcesConflicts: choices.forces, recreates: (plan?.counts.recreate ?? 0) > 0,
      prunes: choices.prunes, wait: choices.waits ? WaitOptions() : nil)
  }

  /// The objects that it is about, by what was asked for and chosen.
  var subjects: [PlannedObject] {
    (plan?.items ?? []).filter { item in
      item.verdict == .prune ? choices.prunes : purpose != .prune
    }
  }

  /// How many of its objects are done.
  var doneCount: Int {
    progress.values.count {
      if case .outcome(let outcome) = $0 { return outcome != .notApplied }
      return false
    }
  }

  /// For the row of its stack.
  var work: StackRow.Work {
    if step == .waiting {
      return .waiting(
        healthy: health.values.count { $0.outcome == .healthy }, of: health.count)
    }
    return .deploying(done: doneCount, of: subjects.count)
  }

  /// For how long it has been going on, or went on.
  func elapsed(now: Timestamp) -> Int64 {
    guard let start else { return 0 }
    return max(0, (end ?? now).seconds - start.seconds)
  }

  /// What stands above its page.
  func title(now: Timestamp) -> String {
    let took = Age.text(seconds: elapsed(now: now))
    switch phase {
    case .planning: return "Planning \(stackName) …"
    case .unplannable, .planned: return "\(purpose.title) of \(stackName)"
    case .applying: return "\(purpose.verb) \(stackName) — \(took)"
    case .stopping: return "Stopping \(stackName) after the object in hand — \(took)"
    case .finished(_, let changes):
      return "\(purpose.noun) of \(stackName): \(changes.ending.word) after \(took)"
    }
  }
}

extension Deploy.Purpose {
  var title: String {
    switch self {
    case .deploy: "Plan"
    case .difference: "Diff"
    case .prune: "Pruning"
    case .rollback: "Rollback"
    }
  }

  var noun: String {
    switch self {
    case .deploy, .difference: "Deploy"
    case .prune: "Pruning"
    case .rollback: "Rollback"
    }
  }

  fileprivate var verb: String {
    switch self {
    case .deploy, .difference: "Deploying"
    case .prune: "Pruning"
    case .rollback: "Rolling back"
    }
  }
}

extension ChangeSet.Ending {
  /// In a word or two.
  var word: String {
    switch self {
    case .complete: "complete"
    case .cancelled: "stopped"
    case .failed: "failed"
    }
  }
}
