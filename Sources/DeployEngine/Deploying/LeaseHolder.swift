public import Kubernetes

/// Who holds the lease of a stack, and so is the one who may deploy it.
public struct LeaseHolder: Hashable, Sendable {
  /// Who, from where, and which of their deploys: `eva@laptop/4f2a91c0`.
  public var identity: String
  /// Since when; nil if the lease doesn't say.
  public var since: Timestamp?
  /// When they last said that they are still at it; nil if the lease doesn't say.
  public var renewed: Timestamp?

  /// Describes a holder.
  public init(identity: String, since: Timestamp? = nil, renewed: Timestamp? = nil) {
    self.identity = identity
    self.since = since
    self.renewed = renewed
  }

  /// Who and from where, without which of their deploys.
  public var name: String { identity.split(separator: "/").first.map(String.init) ?? identity }
}
