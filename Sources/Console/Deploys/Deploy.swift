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
    case waiting
    case outcome(ChangeSet.Outcome)
  }

  /// The stack.
  public var stack: Stack.ID
  /// Its name.
  public var stackName: String
  /// Whether it can be agreed to; a plan to be looked at only can't.
  public var isOffer: Bool
  /// How far it has come.
  public var phase: Phase = .planning
  /// What has become of each object so far.
  public var progress: [ObjectKey: Progress] = [:]

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

  /// What stands above its page.
  var title: String {
    switch phase {
    case .planning: "Planning \(stackName) …"
    case .unplannable, .planned: isOffer ? "Plan of \(stackName)" : "Diff of \(stackName)"
    case .applying: "Deploying \(stackName) …"
    case .stopping: "Stopping after the object in hand …"
    case .finished(_, let changes): "Deploy of \(stackName): \(changes.ending.word)"
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
