public import DeployEngine
public import GitOps
public import Kubernetes

/// One change on its way to Git: where it comes from, what is to be written, the commit, the push.
public struct GitFlow: Equatable, Sendable {
  /// What tells them apart.
  public struct ID: Hashable, Sendable {
    /// Counts them since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// How far it has come.
  public enum Phase: Equatable, Sendable {
    /// It is looked for where it comes from.
    case tracing
    /// The ways are there, and wait for somebody to choose one.
    case proposed(GitProposals)
    /// A commit is being written.
    case committing(GitProposals)
    /// The commit is there, on a branch of its own, and isn't pushed.
    case committed(GitCommit)
    /// It is being pushed.
    case pushing(GitCommit)
    /// It is pushed, and in which words of git's.
    case pushed(GitCommit, String)
  }

  /// The object.
  public let key: ObjectKey
  /// What is to be in Git.
  public let request: GitRequest
  /// Why, as far as somebody has said; empty for nothing said.
  public let reason: String
  /// The entry of the record that it is about; nil for what was never applied.
  public let emergency: LedgerEntry.ID?
  /// The edit that it takes the place of; nil for none.
  let edit: EditFlow.ID?
  /// How far it has come.
  public internal(set) var phase = Phase.tracing
  /// What went wrong last; nil for nothing.
  public internal(set) var problem: GitWriteError?
  /// The way that was chosen.
  var chosen: GitProposal?

  init(
    _ key: ObjectKey, _ request: GitRequest, reason: String = "",
    emergency: LedgerEntry.ID? = nil, edit: EditFlow.ID? = nil
  ) {
    self.key = key
    self.request = request
    self.reason = reason
    self.emergency = emergency
    self.edit = edit
  }

  /// The message that is suggested.
  var message: GitMessage {
    GitMessage(request, reason: reason, emergency: emergency?.text)
  }

  /// Whether the chosen way has all that is to be in Git, with what is so there already.
  func coversAll(_ proposals: GitProposals) -> Bool {
    guard case .fields(let edits) = request.change else { return true }
    let paths = Set((chosen?.edits ?? []).map(\.path)).union(proposals.inGit)
    return edits.allSatisfy { paths.contains($0.path) }
  }

  /// Whether something is being written now.
  var isBusy: Bool {
    switch phase {
    case .committing, .pushing: true
    case .tracing, .proposed, .committed, .pushed: false
    }
  }
}

/// What is to be committed.
public struct GitOrder: Hashable, Sendable {
  /// The files.
  public var proposal: GitProposal
  /// What it is about.
  public var request: GitRequest
  /// The branch; nil for a free one.
  public var branch: String?
  /// The message.
  public var message: GitMessage
  /// The entry of the record that says then where it is in Git; nil for none.
  public var emergency: LedgerEntry.ID?

  /// Makes an order.
  public init(
    _ proposal: GitProposal, for request: GitRequest, branch: String? = nil, message: GitMessage,
    emergency: LedgerEntry.ID? = nil
  ) {
    self.proposal = proposal
    self.request = request
    self.branch = branch
    self.message = message
    self.emergency = emergency
  }
}
