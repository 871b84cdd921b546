public import Kubernetes

/// Who owns an object: the object itself and those it was made for, up to the root, and who has the
/// last word about it.
///
/// A pod is made by a replica set, that by a deployment, and the deployment is applied by an
/// application: what the application says of the deployment's template is what becomes of the pod.
public struct Ownership: Hashable, Sendable {
  /// An object on the way.
  public struct Member: Hashable, Sendable {
    /// How it stands to the member before it.
    public enum Relation: Hashable, Sendable {
      /// It is the object in question.
      case itself
      /// Its controller made the one before.
      case controller
      /// The one before is deleted with it.
      case dependency
      /// By a name or an annotation, as the server has it.
      case convention
    }

    /// Whether it is there.
    public enum Standing: Hashable, Sendable {
      /// It is.
      case live
      /// There is none of that name.
      case gone
      /// There is one of that name, which isn't the one that was meant: it was made anew.
      case replaced
      /// It is named in a way that leads nowhere: a namespaced owner of an object without namespace.
      case misplaced
      /// It can't be looked at, and why.
      case hidden(String)
    }

    /// Which object.
    public var identity: ResourceIdentity
    /// Its address; nil where the server doesn't have its kind.
    public var key: ObjectKey?
    /// Its identity on the server; empty if it isn't known.
    public var uid: String
    /// How it stands to the one before.
    public var relation: Relation
    /// Whether it is there.
    public var standing: Standing
    /// Who applies it.
    public var appliers: [ObjectOwner]
    /// Whose it was by its marks, and who isn't there any more.
    public var formerAppliers: [ObjectOwner] = []
    /// Who in the cluster makes such objects by itself; nil where nobody does.
    public var maker: String?
    /// What it says of its owners; nil where it couldn't be looked at.
    public var marks: OwnerMarks?

    /// Makes a member.
    public init(
      _ identity: ResourceIdentity, key: ObjectKey? = nil, uid: String = "",
      relation: Relation = .itself, standing: Standing = .live, appliers: [ObjectOwner] = [],
      maker: String? = nil
    ) {
      self.identity = identity
      self.key = key
      self.uid = uid
      self.relation = relation
      self.standing = standing
      self.appliers = appliers
      self.maker = maker
    }
  }

  /// Who decides what the object is like in the end.
  public enum LastWord: Hashable, Sendable {
    /// An application, a stack, Helm or Flux; or the object at the root, by its controller.
    case owner(ObjectOwner)
    /// The cluster itself, and who in it.
    case cluster(String)
    /// Nobody any more: what it was made for isn't there.
    case gone(ResourceIdentity)
    /// It can't be said, since what it was made for can't be looked at.
    case unknown(ResourceIdentity, reason: String)
    /// Nobody.
    case nobody
  }

  /// The object first, the root last; never empty.
  public private(set) var chain: [Member]
  /// Further objects that the object is deleted with, beside those of the chain.
  public var others: [ResourceIdentity]

  /// Begins with an object, by its marks.
  public init(_ marks: OwnerMarks, key: ObjectKey? = nil, known: KnownOwners) {
    chain = [Member(marks, key: key, relation: .itself, known: known)]
    let parent = marks.parent
    others = marks.references.filter { $0 != parent }.map {
      ResourceIdentity(
        group: $0.group, kind: $0.kind,
        name: ObjectName(namespace: marks.identity.name.namespace, name: $0.name))
    }
  }

  /// Goes one further towards the root.
  public mutating func append(_ member: Member) { chain.append(member) }

  /// The object itself.
  public var object: Member { chain[0] }
  /// Where the chain ends.
  public var root: Member { chain[chain.count - 1] }

  /// Everybody who owns the object, those whom a change concerns first in front: whose controller
  /// made it, who applies it, and who applies those above it.
  public var owners: [ObjectOwner] {
    var owners: [ObjectOwner] = []
    if chain.count > 1, chain[1].relation == .controller {
      owners.append(.controller(chain[1].identity, uid: chain[1].uid))
    }
    for member in chain {
      for applier in member.appliers where !owners.contains(applier) { owners.append(applier) }
    }
    return owners
  }

  /// Who has the last word: whoever applies the root, or else the nearest to it that is applied; the
  /// root itself where nobody applies anything.
  public var lastWord: LastWord {
    if let owner = chain.reversed().lazy.compactMap(\.appliers.first).first { return .owner(owner) }
    switch root.standing {
    case .gone, .replaced, .misplaced: return .gone(root.identity)
    case .hidden(let reason): return .unknown(root.identity, reason: reason)
    case .live: break
    }
    if let former = root.formerAppliers.lazy.compactMap(\.identity).first { return .gone(former) }
    if let maker = root.maker { return .cluster(maker) }
    guard chain.count > 1 else { return .nobody }
    return .owner(.controller(root.identity, uid: root.uid))
  }

  /// Whether nobody looks after it: no owner, or one that isn't there any more.
  public var isOrphan: Bool {
    switch lastWord {
    case .nobody, .gone: true
    case .owner, .cluster, .unknown: false
    }
  }
}

extension Ownership {
  /// The same, read with other knowledge of owners.
  public func judged(by known: KnownOwners) -> Ownership {
    var judged = self
    for index in chain.indices { judged.chain[index].judge(by: known) }
    return judged
  }
}

extension Ownership.Member {
  /// Makes a member of what is live, by its marks.
  public init(
    _ marks: OwnerMarks, key: ObjectKey? = nil, relation: Relation, known: KnownOwners
  ) {
    self.init(
      marks.identity, key: key, uid: marks.uid, relation: relation,
      maker: ClusterObjects.maker(of: marks))
    self.marks = marks
    judge(by: known)
  }

  fileprivate mutating func judge(by known: KnownOwners) {
    guard let marks else { return }
    let all = known.appliers(of: marks)
    appliers = all.filter { !known.isGone($0) }
    formerAppliers = all.filter { known.isGone($0) }
  }
}
