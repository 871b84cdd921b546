import HTTP

/// A kind of resource the server has: its names, and how to address it.
///
/// Two values are the same kind when group, version and plural are the same; what discovery adds
/// (verbs, short names, …) doesn't take part, so a kind known beforehand equals the discovered one.
public struct ResourceKind: Sendable {
  /// The API group; empty for the core group.
  public var group: String
  /// The version within the group: `v1`.
  public var version: String
  /// The name in paths, lower case: `pods`.
  public var plural: String
  /// The name of one, lower case: `pod`.
  public var singular: String
  /// The name in documents: `Pod`.
  public var kind: String
  /// Whether objects of this kind live in a namespace.
  public var isNamespaced: Bool
  /// Abbreviations people type: `po`.
  public var shortNames: [String]
  /// Groups of kinds this one is in: `all`.
  public var categories: [String]
  /// What the server can do with it: `list`, `watch`, …; empty if not known.
  public var verbs: [String]
  /// The parts of its objects that can be asked for on their own: `scale`, `status`.
  public var subresources: Set<String>

  /// Makes a kind; the singular is the kind in lower case unless given.
  public init(
    group: String = "", version: String = "v1", plural: String, singular: String? = nil,
    kind: String, isNamespaced: Bool = true, shortNames: [String] = [],
    categories: [String] = [], verbs: [String] = [], subresources: Set<String> = []
  ) {
    self.group = group
    self.version = version
    self.plural = plural
    self.singular = singular ?? kind.lowercased()
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.shortNames = shortNames
    self.categories = categories
    self.verbs = verbs
    self.subresources = subresources
  }
}

extension ResourceKind {
  /// What documents say in `apiVersion`: `v1`, `apps/v1`.
  public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// The name with its group, as kubectl prints and accepts it: `pods`, `deployments.apps`.
  public var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }

  /// Whether the server can do that, as far as is known: `can("watch")`.
  public func can(_ verb: String) -> Bool { verbs.isEmpty || verbs.contains(verb) }

  /// The path of the collection, of one object, or of a subresource of one.
  ///
  /// A namespace given for a kind without namespaces is left out, as kubectl does. Without a
  /// namespace, the collection is that of all namespaces.
  public func path(
    namespace: String? = nil, name: String? = nil, subresource: String? = nil
  ) -> String {
    target(namespace: namespace, name: name, subresource: subresource).text
  }

  func target(
    namespace: String? = nil, name: String? = nil, subresource: String? = nil
  ) -> Target {
    var path = group.isEmpty ? ["api", version] : ["apis", group, version]
    if isNamespaced, let namespace, !namespace.isEmpty { path += ["namespaces", namespace] }
    path.append(plural)
    if let name { path.append(name) }
    if let subresource { path.append(subresource) }
    return Target(path: path)
  }
}

extension ResourceKind: Hashable {
  public static func == (a: ResourceKind, b: ResourceKind) -> Bool {
    a.plural == b.plural && a.group == b.group && a.version == b.version
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(plural)
    hasher.combine(group)
    hasher.combine(version)
  }
}
