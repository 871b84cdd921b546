import Documents
import HTTP

/// What one may do in a namespace, as far as the server can tell beforehand.
public struct AccessRules: Hashable, Sendable {
  /// One permission: these verbs on these resources; `*` stands for any.
  public struct Rule: Hashable, Sendable {
    /// What: `get`, `list`.
    public var verbs: Set<String>
    /// In which groups.
    public var groups: Set<String>
    /// With which kinds, by plural, perhaps with a part of theirs: `pods/log`.
    public var resources: Set<String>
    /// With which objects; empty for all.
    public var names: Set<String>

    /// Makes a rule.
    public init(
      verbs: Set<String>, groups: Set<String>, resources: Set<String>, names: Set<String> = []
    ) {
      self.verbs = verbs
      self.groups = groups
      self.resources = resources
      self.names = names
    }
  }

  /// All rules; what one of them allows is allowed.
  public var rules: [Rule]
  /// Whether there may be more, which the server can't list: then a "no" means "not known".
  public var isIncomplete: Bool

  /// Makes rules.
  public init(rules: [Rule], isIncomplete: Bool = false) {
    self.rules = rules
    self.isIncomplete = isIncomplete
  }

  /// Whether that is allowed by what is known.
  public func allows(_ access: Access) -> Bool {
    let resource = access.subresource.map { "\(access.resource)/\($0)" } ?? access.resource
    return rules.contains { rule in
      (rule.verbs.contains(access.verb) || rule.verbs.contains("*"))
        && (rule.groups.contains(access.group) || rule.groups.contains("*"))
        && (rule.resources.contains(resource) || rule.resources.contains("*")
          || access.subresource.map { rule.resources.contains("*/\($0)") } ?? false)
        && (rule.names.isEmpty || access.name.map(rule.names.contains) ?? false)
    }
  }
}

extension Client {
  /// Asks for everything one may do in a namespace, in one request.
  public func rules(in namespace: String) async throws(KubernetesError) -> AccessRules {
    let status = try await value(Requests.rulesReview(namespace: namespace))["status"]
    func texts(_ rule: Value, _ key: String) -> Set<String> {
      Set((rule[key]?.array ?? []).compactMap(\.string))
    }
    return AccessRules(
      rules: (status?["resourceRules"]?.array ?? []).map {
        AccessRules.Rule(
          verbs: texts($0, "verbs"), groups: texts($0, "apiGroups"),
          resources: texts($0, "resources"), names: texts($0, "resourceNames"))
      },
      isIncomplete: status?["incomplete"]?.bool ?? false)
  }
}
