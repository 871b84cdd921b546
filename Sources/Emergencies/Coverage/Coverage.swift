public import GitOps
public import Kubernetes

/// Who owns what of a cluster, or of some of its namespaces: every object counted once, with whoever
/// has the last word about it.
public struct Coverage: Hashable, Sendable {
  /// Whose objects are counted together.
  public enum Holder: Hashable, Sendable {
    /// Nobody's.
    case nobody
    /// An application's, a stack's, Helm's or Flux's; or those of an object at the root.
    case owner(ObjectOwner)
    /// Of those it can't be said, since what they were made for can't be looked at.
    case unknown
    /// What Kubernetes makes by itself.
    case cluster
  }

  /// An object.
  public struct Object: Hashable, Sendable {
    /// The place of its kind in `kinds`.
    public var kind: Int
    /// Its namespace and name.
    public var name: ObjectName
    /// Whether its holder applies it itself, rather than something that it was made for.
    public var isApplied: Bool
    /// What more there is to say: what it was made for and isn't there any more, who in the cluster
    /// makes it, why nothing can be said; empty for nothing.
    public var note: String
    /// Who could take it over, the likeliest first; nobody unless it is nobody's.
    public var adopters: [Adopter]

    /// Describes an object.
    public init(
      kind: Int, name: ObjectName, isApplied: Bool, note: String = "", adopters: [Adopter] = []
    ) {
      self.kind = kind
      self.name = name
      self.isApplied = isApplied
      self.note = note
      self.adopters = adopters
    }
  }

  /// What somebody has.
  public struct Share: Hashable, Sendable, Identifiable {
    /// Who.
    public var holder: Holder
    /// The objects, by kind and name; orphans that somebody could take over come first.
    public var objects: [Object]

    /// Describes a share.
    public init(holder: Holder, objects: [Object]) {
      self.holder = holder
      self.objects = objects
    }

    public var id: Holder { holder }
    /// How many of them its holder applies itself.
    public var appliedCount: Int { objects.count(where: \.isApplied) }
  }

  /// The kinds that objects are of.
  public var kinds: [ResourceKind]
  /// What everybody has: orphans first, then owners by who they are and their names, the cluster last.
  public var shares: [Share]
  /// What couldn't be looked at, and why.
  public var gaps: [String]
  /// What is known of the owners.
  public var known: KnownOwners

  /// Makes a coverage.
  public init(
    kinds: [ResourceKind] = [], shares: [Share] = [], gaps: [String] = [],
    known: KnownOwners = KnownOwners()
  ) {
    self.kinds = kinds
    self.shares = shares
    self.gaps = gaps
    self.known = known
  }

  /// How many objects there are.
  public var count: Int { shares.reduce(0) { $0 + $1.objects.count } }
  /// How many are nobody's.
  public var orphanCount: Int { self[.nobody]?.objects.count ?? 0 }

  /// What somebody has.
  public subscript(holder: Holder) -> Share? { shares.first { $0.holder == holder } }

  /// The address of an object.
  public func key(of object: Object) -> ObjectKey { ObjectKey(kinds[object.kind], object.name) }

  /// How many of each kind there are in a share, the most first.
  public func kindCounts(of share: Share) -> [(kind: ResourceKind, count: Int)] {
    var counts: [Int: Int] = [:]
    for object in share.objects { counts[object.kind, default: 0] += 1 }
    return counts.map { (kinds[$0.key], $0.value) }.sorted {
      $0.count == $1.count ? $0.kind.kind < $1.kind.kind : $0.count > $1.count
    }
  }

  /// What a holder is called, for a person.
  public func words(_ holder: Holder) -> String {
    switch holder {
    case .nobody: "nobody"
    case .owner(let owner):
      owner.isController ? "\(owner.words(known)), which nobody applies" : owner.words(known)
    case .unknown: "can't be said"
    case .cluster: "the cluster itself"
    }
  }
}

/// Somebody who could take over an object that is nobody's, and what speaks for it.
public struct Adopter: Hashable, Sendable {
  /// What speaks for it.
  public enum Reason: Hashable, Sendable, Comparable {
    /// The object bears its label or, of another object, its mark.
    case labelled
    /// It renders an object of that kind and name, somewhere else or for another environment.
    case renders
    /// What the object was made for is one of its.
    case made
    /// Its other objects are in the namespace.
    case neighbour
  }

  /// Who.
  public var owner: ObjectOwner
  /// What speaks for it.
  public var reason: Reason

  /// Names somebody.
  public init(_ owner: ObjectOwner, _ reason: Reason) {
    self.owner = owner
    self.reason = reason
  }

  /// Who, and what speaks for it: `application front (its label)`.
  public func words(_ known: KnownOwners) -> String {
    let why =
      switch reason {
      case .labelled: "its mark"
      case .renders: "renders one of that name"
      case .made: "has what it was made for"
      case .neighbour: "has the namespace"
      }
    return "\(owner.words(known)) (\(why))"
  }
}
