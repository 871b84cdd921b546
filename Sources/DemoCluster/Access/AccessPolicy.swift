/// What the user of the server may do: one permission, as in a role.
public struct AccessRule: Hashable, Sendable {
  /// Verbs, or `*`.
  public var verbs: [String]
  /// API groups, or `*`.
  public var groups: [String]
  /// Plural names, `pods/log` for a subresource, or `*`.
  public var resources: [String]
  /// Names of objects; empty for all.
  public var names: [String]
  /// Namespaces; empty for all, and for what isn't namespaced.
  public var namespaces: [String]

  /// Makes a permission.
  public init(
    verbs: [String], groups: [String] = ["*"], resources: [String], names: [String] = [],
    namespaces: [String] = []
  ) {
    self.verbs = verbs
    self.groups = groups
    self.resources = resources
    self.names = names
    self.namespaces = namespaces
  }
}

/// Everything that the user may do.
struct AccessPolicy: Sendable {
  /// nil for everything.
  var rules: [AccessRule]?
  var user = "kubernetes-admin"

  static let everything = AccessPolicy(rules: nil)

  func allows(
    _ verb: String, group: String, resource: String, name: String = "", namespace: String = ""
  ) -> Bool {
    guard let rules else { return true }
    return rules.contains { rule in
      Self.covers(rule.verbs, verb) && Self.covers(rule.groups, group)
        && Self.coversResource(rule.resources, resource)
        && (rule.names.isEmpty || rule.names.contains(name))
        && (rule.namespaces.isEmpty || rule.namespaces.contains(namespace))
    }
  }

  private static func covers(_ list: [String], _ word: String) -> Bool {
    list.contains("*") || list.contains(word)
  }

  private static func coversResource(_ list: [String], _ resource: String) -> Bool {
    if covers(list, resource) { return true }
    guard let slash = resource.firstIndex(of: "/") else { return false }
    return list.contains("*" + resource[slash...])
  }
}
