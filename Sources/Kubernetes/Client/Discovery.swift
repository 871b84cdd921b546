/// All kinds a server has.
public struct Discovery: Hashable, Sendable {
  /// A part that couldn't be found out: a server behind the API server that is down.
  public struct Gap: Hashable, Sendable {
    /// The group and version: `metrics.k8s.io/v1beta1`.
    public var groupVersion: String
    /// Why not.
    public var reason: String

    /// Makes a gap.
    public init(groupVersion: String, reason: String) {
      self.groupVersion = groupVersion
      self.reason = reason
    }
  }

  /// All kinds in all versions: groups in the server's order of preference, and in each the
  /// preferred version first.
  public var kinds: [ResourceKind]
  /// What is missing here; the rest is right all the same.
  public var gaps: [Gap]

  /// Makes a discovery.
  public init(kinds: [ResourceKind], gaps: [Gap] = []) {
    self.kinds = kinds
    self.gaps = gaps
  }

  /// The kinds a person would list: each once, in the preferred version.
  public var preferred: [ResourceKind] {
    var seen: Set<String> = []
    return kinds.filter { seen.insert($0.qualifiedName).inserted }
  }

  /// The kind a document is of.
  public func kind(apiVersion: String, kind: String) -> ResourceKind? {
    kinds.first { $0.kind == kind && $0.apiVersion == apiVersion }
  }

  /// The kind that a person means: its plural, singular, kind or short name in any case, alone or
  /// with a group (`deploy.apps`) or a version and a group (`deployments.v1.apps`).
  ///
  /// As in kubectl, names come before abbreviations, and of several groups the one counts that the
  /// server has first; only the preferred version is meant unless another is named.
  public func kind(named name: String) -> ResourceKind? {
    let parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    guard let first = parts.first, !first.isEmpty else { return nil }
    if parts.count == 1 { return find(first) { _ in true } }
    if parts.count > 2 {
      let (version, group) = (parts[1], parts[2...].joined(separator: "."))
      if let found = find(first, { $0.version == version && $0.group == group }) { return found }
    }
    let group = parts.dropFirst().joined(separator: ".")
    if let found = find(first, { $0.group == group }) { return found }
    // The core group has no name: `pods.v1.` and `pods.v1` mean its version.
    return parts.count == 2 ? find(first) { $0.group.isEmpty && $0.version == group } : nil
  }

  /// Names that begin like that, for completion: plurals first, each once.
  public func completions(of prefix: String) -> [String] {
    let prefix = prefix.lowercased()
    var names: [String] = []
    var seen: Set<String> = []
    for kind in preferred {
      for name in [kind.plural] + kind.shortNames + [kind.singular] where name.hasPrefix(prefix) {
        if seen.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  private func find(
    _ name: String, _ isMeant: (ResourceKind) -> Bool
  ) -> ResourceKind? {
    let candidates = kinds.filter(isMeant)
    return candidates.first { $0.plural == name || $0.singular == name }
      ?? candidates.first { $0.kind.lowercased() == name }
      ?? candidates.first { $0.shortNames.contains(name) }
  }
}
