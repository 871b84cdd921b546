internal import Documents
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

extension LeaseHolder {
  /// Reads a lease; nil where nobody holds it.
  init?(_ lease: Value) {
    guard let identity = lease["spec"]?["holderIdentity"]?.string, !identity.isEmpty
    else { return nil }
    func time(_ field: String) -> Timestamp? {
      lease["spec"]?[field]?.string.flatMap { Timestamp($0) }
    }
    self.init(identity: identity, since: time("acquireTime"), renewed: time("renewTime"))
  }

  /// Reads a lease; nil where nobody holds it, or whoever did hasn't renewed it in time.
  init?(_ lease: Value, at now: Timestamp) {
    self.init(lease)
    let seconds = lease["spec"]?["leaseDurationSeconds"]?.integer ?? StackLease.seconds
    guard let renewed, now.seconds <= renewed.seconds + seconds else { return nil }
  }
}

extension Timestamp {
  /// The moment as Kubernetes writes precise ones, with six digits after the point.
  var micro: String {
    let digits = String(nanoseconds / 1000)
    let fraction = String(repeating: "0", count: 6 - digits.utf8.count) + digits
    let whole = Timestamp(seconds: seconds).rfc3339
    return "\(whole.dropLast()).\(fraction)Z"
  }
}
