import Documents
import HTTP

extension DemoAPIServer {
  /// Lets the user do this and nothing else; nil lets everything be done again.
  public func restrict(to rules: [AccessRule]?, user: String = "kubernetes-admin") {
    access = AccessPolicy(rules: rules, user: user)
  }

  /// Refuses what the user may not do.
  func authorize(_ asked: ResourceRequest) throws(APIFailure) {
    var resource = asked.type.id.plural
    if let subresource = asked.subresource { resource += "/" + subresource.rawValue }
    // A list of one name is as good as that name.
    let name =
      asked.name.isEmpty ? asked.target["fieldSelector"].flatMap(Self.soleName) ?? "" : asked.name
    guard
      !access.allows(
        asked.verb.rawValue, group: asked.group, resource: resource, name: name,
        namespace: asked.namespace)
    else { return }
    let place =
      asked.type.isNamespaced && !asked.namespace.isEmpty
      ? "in the namespace \"\(asked.namespace)\"" : "at the cluster scope"
    throw .forbidden(
      asked.type.id, asked.name,
      "User \"\(access.user)\" cannot \(asked.verb.rawValue) resource \"\(resource)\" in API group "
        + "\"\(asked.group)\" \(place)")
  }

  private static func soleName(_ selector: String) -> String? {
    selector.hasPrefix("metadata.name=") && !selector.contains(",")
      ? String(selector.dropFirst("metadata.name=".count)) : nil
  }

  /// Answers questions about what may be done, and who asks; nil if the path isn't one of them.
  func review(
    _ request: Request, _ target: RequestTarget, group: String, version: String,
    _ rest: ArraySlice<String>
  ) throws(APIFailure) -> Response? {
    guard ["authorization.k8s.io", "authentication.k8s.io"].contains(group), version == "v1",
      let plural = rest.last, let kind = Self.reviews[plural]
    else { return nil }
    guard request.method == .post else { throw .methodNotAllowed() }
    let type = (request.headers["Content-Type"] ?? "").prefix { $0 != ";" }
    var review = try Self.parse(request.body ?? [], String(type), kind).0
    let spec = review["spec"] ?? [:]
    switch kind {
    case "SelfSubjectRulesReview":
      review["status"] = rulesStatus(spec["namespace"]?.string ?? "")
    case "SelfSubjectReview":
      review["status"] = [
        "userInfo": ["username": .string(access.user), "groups": ["system:authenticated"]]
      ]
    default: review["status"] = accessStatus(spec)
    }
    review["kind"] = .string(kind)
    review["apiVersion"] = .string("\(group)/v1")
    return json(201, review)
  }

  static let reviews = [
    "selfsubjectaccessreviews": "SelfSubjectAccessReview",
    "selfsubjectrulesreviews": "SelfSubjectRulesReview",
    "subjectaccessreviews": "SubjectAccessReview",
    "localsubjectaccessreviews": "LocalSubjectAccessReview",
    "selfsubjectreviews": "SelfSubjectReview",
  ]

  private func accessStatus(_ spec: Value) -> Value {
    guard let asked = spec["resourceAttributes"] else {
      // What isn't a resource (versions, health) may always be read.
      return ["allowed": true]
    }
    var resource = asked["resource"]?.string ?? ""
    if let part = asked["subresource"]?.string, !part.isEmpty { resource += "/" + part }
    let isAllowed = access.allows(
      asked["verb"]?.string ?? "", group: asked["group"]?.string ?? "", resource: resource,
      name: asked["name"]?.string ?? "", namespace: asked["namespace"]?.string ?? "")
    return isAllowed ? ["allowed": true] : ["allowed": false, "reason": ""]
  }

  private func rulesStatus(_ namespace: String) -> Value {
    let everything = [AccessRule(verbs: ["*"], resources: ["*"])]
    let rules = (access.rules ?? everything).filter {
      $0.namespaces.isEmpty || $0.namespaces.contains(namespace)
    }
    func list(_ texts: [String]) -> Value { .array(texts.map(Value.string)) }
    return [
      "incomplete": false,
      "resourceRules": .array(
        rules.map { rule in
          var value: Value = [
            "verbs": list(rule.verbs), "apiGroups": list(rule.groups),
            "resources": list(rule.resources),
          ]
          if !rule.names.isEmpty { value["resourceNames"] = list(rule.names) }
          return value
        }),
      "nonResourceRules": [
        ["verbs": ["get"], "nonResourceURLs": ["/api", "/apis", "/healthz", "/version"]]
      ],
    ]
  }
}
