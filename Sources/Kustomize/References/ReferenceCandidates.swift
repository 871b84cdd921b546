/// What objects may be meant by a name that another object mentions.
struct ReferenceCandidates {
  /// An object, as far as it matters to those that mention it.
  struct Candidate {
    var id: ResourceID
    var effectiveNamespace: String
    var isClusterScoped: Bool
    var originalNamespace: String
    var formerTypes: [ResourceType]
    var prefixes: [String]
    var suffixes: [String]
  }

  let all: [Candidate]
  /// By every name that they had before.
  private let byFormerName: [String: [Int]]
  private let byOriginalNamespace: [String: [Int]]

  init(_ set: ResourceSet) {
    var byFormerName: [String: [Int]] = [:]
    var byOriginalNamespace: [String: [Int]] = [:]
    all = set.map { resource in
      let id = resource.id
      let previous = resource.previousIDs
      return Candidate(
        id: id, effectiveNamespace: id.effectiveNamespace,
        isClusterScoped: id.type.isClusterScoped,
        originalNamespace: (previous.first ?? id).effectiveNamespace,
        formerTypes: previous.map(\.type), prefixes: resource.prefixes,
        suffixes: resource.suffixes)
    }
    for (index, resource) in set.enumerated() {
      for name in Set(resource.formerNames.map(\.name)) {
        byFormerName[name, default: []].append(index)
      }
      byOriginalNamespace[all[index].originalNamespace, default: []].append(index)
    }
    self.byFormerName = byFormerName
    self.byOriginalNamespace = byOriginalNamespace
  }

  /// Whether any object was called so.
  func knows(_ name: String) -> Bool { byFormerName[name] != nil }

  /// Who mentions a name, and in what way.
  struct Mention {
    /// The index of the object that does.
    var referrer: Int
    /// Namespaces of other objects that it may reach into.
    var reachable: Set<String>
    var target: ResourceType
    /// For a role binding, the type that its `roleRef` says.
    var roleType: ResourceType?
  }

  /// The object that is meant by a name; nil where there is none.
  ///
  /// - Parameters:
  ///   - namespace: the namespace that is mentioned along with the name.
  ///   - mattersWhere: whether objects of different namespaces are different ones, too.
  func choose(
    _ name: String, namespace: String? = nil, mattersWhere: Bool = false, for mention: Mention
  ) throws(AmbiguousReference) -> Int? {
    guard let named = byFormerName[name] else { return nil }
    let referrer = all[mention.referrer]
    var chosen = named.filter { index in
      let candidate = all[index]
      return candidate.formerTypes.contains { $0.isSelected(by: mention.target) }
        && mention.roleType.map { role in
          candidate.formerTypes.contains { $0.isSelected(by: role) }
        } ?? true
        && isReachable(candidate, from: referrer, mention.reachable)
        && isInReach(candidate, of: referrer)
    }
    if let namespace {
      // Any object that was there at first makes it the namespace of that time.
      let wasThere =
        namespace != ResourceID.noNamespace
        && byOriginalNamespace[namespace]?.contains {
          isReachable(all[$0], from: referrer, mention.reachable)
        } ?? false
      chosen = chosen.filter { index in
        let candidate = all[index]
        return (wasThere ? candidate.originalNamespace : candidate.effectiveNamespace)
          == namespace && namespace != ResourceID.noNamespace
      }
    }
    guard chosen.count > 1 else { return chosen.first }
    chosen = chosen.filter { Self.agree(all[$0], referrer, allowsNone: true) }
    guard chosen.count > 1 else { return chosen.first }
    chosen = chosen.filter { Self.agree(all[$0], referrer, allowsNone: false) }
    guard chosen.count > 1, let first = chosen.first else { return chosen.first }
    let isSame = chosen.allSatisfy { index in
      all[index].id.name == all[first].id.name
        && (!mattersWhere || all[index].id.namespace == all[first].id.namespace)
    }
    guard isSame else { throw AmbiguousReference(name: name, candidates: chosen) }
    return first
  }

  /// Several objects that may be meant.
  struct AmbiguousReference: Error {
    var name: String
    var candidates: [Int]
  }

  // MARK: - Reach

  private func isReachable(
    _ candidate: Candidate, from referrer: Candidate, _ namespaces: Set<String>
  ) -> Bool {
    referrer.isClusterScoped || candidate.isClusterScoped
      || candidate.effectiveNamespace == referrer.effectiveNamespace
      || namespaces.contains(candidate.id.namespace)
  }

  private func isInReach(_ candidate: Candidate, of referrer: Candidate) -> Bool {
    referrer.isClusterScoped || candidate.isClusterScoped
      || candidate.id.type.kind == "ServiceAccount"
      || candidate.effectiveNamespace == referrer.effectiveNamespace
  }

  /// Whether two objects went through the same kustomizations, as their names tell.
  private static func agree(_ a: Candidate, _ b: Candidate, allowsNone: Bool) -> Bool {
    agree(a.prefixes, b.prefixes, allowsNone) && agree(a.suffixes, b.suffixes, allowsNone)
  }

  private static func agree(_ a: [String], _ b: [String], _ allowsNone: Bool) -> Bool {
    if allowsNone, a.isEmpty || b.isEmpty { return true }
    let count = min(a.count, b.count)
    guard count > 0 else { return a.count == b.count }
    return a.suffix(count) == b.suffix(count)
  }
}
