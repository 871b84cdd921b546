internal import Kubernetes

extension Ownership {
  /// Who owns the object, in a line: `application front, through Deployment web and ReplicaSet
  /// web-5d`.
  public func words(_ known: KnownOwners = KnownOwners()) -> String {
    switch lastWord {
    case .owner(let owner): return owner.words(known) + way(to: owner)
    case .cluster(let maker):
      return "the cluster: \(chain.count > 1 ? "of \(Self.name(root)), " : "")\(maker)"
    case .gone(let identity):
      let name = "\(identity.kind) \(identity.name.name)"
      return switch root.standing {
      case .replaced: "nobody: it was made for another \(name) than there is now"
      case .misplaced: "nobody: it names \(name) as its owner, which can't own it"
      case .live, .gone, .hidden: "nobody: \(name), which it was made for, isn't there any more"
      }
    case .unknown(let identity, let reason):
      return "\(identity.kind) \(identity.name.name), and who owns that can't be said: \(reason)"
    case .nobody: return "nobody"
    }
  }

  /// The same in one word, for a column; empty for nobody.
  public func word(_ known: KnownOwners = KnownOwners()) -> String {
    switch lastWord {
    case .owner(let owner): owner.word(known)
    case .cluster: "cluster"
    case .gone(let identity): "✖ \(identity.kind)/\(identity.name.name)"
    case .unknown(let identity, _): "\(identity.kind)/\(identity.name.name)"
    case .nobody: ""
    }
  }

  /// The objects between this one and the one whose owner has the last word.
  private func way(to owner: ObjectOwner) -> String {
    var between = chain.dropFirst()
    if let last = chain.lastIndex(where: { $0.appliers.first == owner }) {
      between = between.prefix(last)
    } else {
      // The owner is the root itself.
      between = between.dropLast()
    }
    guard !between.isEmpty else { return "" }
    return ", through " + between.map { Self.name($0) }.joined(separator: ", ")
  }

  private static func name(_ member: Member) -> String {
    "\(member.identity.kind) \(member.identity.name.name)"
  }
}
