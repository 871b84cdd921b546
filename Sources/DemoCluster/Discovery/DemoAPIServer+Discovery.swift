import Documents
import HTTP

extension DemoAPIServer {
  /// What the server says it is.
  nonisolated var versionDocument: Value {
    [
      "major": "1", "minor": "34", "gitVersion": "v1.34.2", "gitTreeState": "clean",
      "gitCommit": "8cc511e399b929453cd98ae65b419c3cc227ec79",
      "buildDate": "2025-11-11T19:08:16Z", "goVersion": "go1.24.9", "compiler": "gc",
      "platform": "linux/amd64", "emulationMajor": "1", "emulationMinor": "34",
      "minCompatibilityMajor": "1", "minCompatibilityMinor": "33",
    ]
  }

  func rootPaths() -> Value {
    var paths = ["/api", "/api/v1", "/apis"]
    for group in groups where !group.name.isEmpty {
      paths.append("/apis/\(group.name)")
      paths += group.versions.map { "/apis/\(group.name)/\($0)" }
    }
    paths += ["/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"]
    return ["paths": .array(paths.map(Value.string))]
  }

  /// A group of kinds, with the versions it is served in.
  struct APIGroup {
    var name: String
    var versions: [String]
  }

  /// The groups, core first, then built-in ones, then those of definitions.
  var groups: [APIGroup] {
    var order: [String] = []
    var versions: [String: Set<String>] = [:]
    for type in types.all {
      if metricsService == .absent, type.id.group == Self.metricsGroup { continue }
      if versions[type.id.group] == nil { order.append(type.id.group) }
      versions[type.id.group, default: []].formUnion(type.versions)
    }
    for group in [ResourceType.eventsGroup, "authorization.k8s.io", "authentication.k8s.io"] {
      order.append(group)
      versions[group] = ["v1"]
    }
    return order.map { name in
      APIGroup(name: name, versions: (versions[name] ?? []).sorted(by: Definition.isPreferred))
    }
  }

  func discovery(
    _ request: Request, _ target: RequestTarget
  ) throws(APIFailure) -> Response {
    guard request.method == .get else { throw .methodNotAllowed() }
    let path = target.path
    if path.count == 1, let version = Self.aggregated(request.headers) {
      let isCore = path[0] == "api"
      let list: Value = [
        "kind": "APIGroupDiscoveryList",
        "apiVersion": .string("apidiscovery.k8s.io/\(version)"), "metadata": [:],
        "items": .array(groups.filter { $0.name.isEmpty == isCore }.map(aggregate)),
      ]
      let type = "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
      var response = respond(200, type, JSONWriter().bytes(list))
      response.headers.add("Vary", "Accept")
      return response
    }
    switch (path[0], path.count) {
    case ("api", 1):
      return json(
        200,
        [
          "kind": "APIVersions", "versions": ["v1"],
          "serverAddressByClientCIDRs": [
            ["clientCIDR": "0.0.0.0/0", "serverAddress": "127.0.0.1:6443"]
          ],
        ])
    case ("api", 2) where path[1] == "v1": return json(200, resourceList("", "v1"))
    case ("apis", 1):
      let list = groups.filter { !$0.name.isEmpty }.map(group)
      return json(200, ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(list)])
    case ("apis", 2):
      guard let found = groups.first(where: { $0.name == path[1] }) else { throw .noSuchPath() }
      var value = group(found)
      value["kind"] = "APIGroup"
      value["apiVersion"] = "v1"
      return json(200, value)
    case ("apis", 3):
      guard groups.contains(where: { $0.name == path[1] && $0.versions.contains(path[2]) })
      else { throw .noSuchPath() }
      if isUnavailable(path[1]) { return unavailable() }
      return json(200, resourceList(path[1], path[2]))
    default: throw .noSuchPath()
    }
  }

  /// The version of aggregated discovery that a client asks for before plain discovery.
  private static func aggregated(_ headers: Headers) -> String? {
    for alternative in (headers["Accept"] ?? "").split(separator: ",") {
      let text = alternative.filter { $0 != " " }
      guard text.contains("as=APIGroupDiscoveryList"), text.contains("g=apidiscovery.k8s.io")
      else {
        if text.hasPrefix("application/json") { return nil }
        continue
      }
      if text.contains("v=v2;") || text.hasSuffix("v=v2") { return "v2" }
      if text.contains("v=v2beta1") { return "v2beta1" }
    }
    return nil
  }

  private func group(_ group: APIGroup) -> Value {
    func version(_ name: String) -> Value {
      ["groupVersion": .string("\(group.name)/\(name)"), "version": .string(name)]
    }
    return [
      "name": .string(group.name), "versions": .array(group.versions.map(version)),
      "preferredVersion": group.versions.first.map(version) ?? [:],
    ]
  }

  /// The kinds of a group in one version; events are served a second time, reviews aren't stored.
  func members(_ group: String, _ version: String) -> [ResourceType] {
    if group == ResourceType.eventsGroup {
      guard var events = types[.events] else { return [] }
      events.id = ResourceID("events", group: group)
      return [events]
    }
    let review: (String) -> ResourceType = { plural in
      ResourceType(
        id: ResourceID(plural, group: group), versions: ["v1"], kind: Self.reviews[plural] ?? "",
        singular: Self.reviews[plural]?.lowercased() ?? "",
        isNamespaced: plural == "localsubjectaccessreviews", verbs: ["create"])
    }
    if group == "authorization.k8s.io" {
      return Self.reviews.keys.sorted().filter { $0 != "selfsubjectreviews" }.map(review)
    }
    if group == "authentication.k8s.io" { return [review("selfsubjectreviews")] }
    return types.all.filter { $0.id.group == group && $0.versions.contains(version) }
      .sorted { $0.id.plural < $1.id.plural }
  }

  private func resourceList(_ group: String, _ version: String) -> Value {
    var resources: [Value] = []
    for type in members(group, version) {
      resources.append(resource(type))
      for subresource in served(type, version) {
        let (kind, groupVersion) = Self.kind(of: subresource, type)
        var value: Value = [
          "name": .string("\(type.id.plural)/\(subresource.rawValue)"), "singularName": "",
          "namespaced": .bool(type.isNamespaced), "kind": .string(kind),
          "verbs": .array(Self.verbs(of: subresource).map(Value.string)),
        ]
        if let groupVersion {
          value["group"] = .string(groupVersion.group)
          value["version"] = .string(groupVersion.version)
        }
        resources.append(value)
      }
    }
    return [
      "kind": "APIResourceList", "apiVersion": "v1",
      "groupVersion": .string(group.isEmpty ? version : "\(group)/\(version)"),
      "resources": .array(resources),
    ]
  }

  private func resource(_ type: ResourceType) -> Value {
    var value: Value = [
      "name": .string(type.id.plural), "singularName": .string(type.singular),
      "namespaced": .bool(type.isNamespaced), "kind": .string(type.kind),
      "verbs": .array(verbs(type).map(Value.string)),
    ]
    if !type.shortNames.isEmpty { value["shortNames"] = .array(type.shortNames.map(Value.string)) }
    if !type.categories.isEmpty { value["categories"] = .array(type.categories.map(Value.string)) }
    return value
  }

  private func verbs(_ type: ResourceType) -> [String] {
    // Namespaces are deleted one by one.
    type.id == .namespaces ? type.verbs.filter { $0 != "deletecollection" } : type.verbs
  }

  private func served(_ type: ResourceType, _ version: String) -> [ResourceType.Subresource] {
    var subresources = type.subresources
    if type.isCustom, let custom = definitions[type.id]?.version(version) {
      if !custom.hasStatus { subresources.remove(.status) }
      if custom.scale == nil { subresources.remove(.scale) }
    }
    return subresources.sorted { $0.rawValue < $1.rawValue }
  }

  private static func verbs(of subresource: ResourceType.Subresource) -> [String] {
    switch subresource {
    case .log: ["get"]
    case .eviction, .binding, .token: ["create"]
    case .exec, .attach, .portforward: ["create", "get"]
    case .finalize: ["update"]
    case .proxy: ["create", "delete", "get", "patch", "update"]
    case .status, .scale, .approval, .ephemeralcontainers, .resize: ["get", "patch", "update"]
    }
  }

  private static func kind(
    of subresource: ResourceType.Subresource, _ type: ResourceType
  ) -> (String, (group: String, version: String)?) {
    switch subresource {
    case .scale: ("Scale", ("autoscaling", "v1"))
    case .eviction: ("Eviction", ("policy", "v1"))
    case .binding: ("Binding", nil)
    case .exec: ("PodExecOptions", nil)
    case .attach: ("PodAttachOptions", nil)
    case .portforward: ("PodPortForwardOptions", nil)
    case .proxy: (type.kind + "ProxyOptions", nil)
    case .token: ("TokenRequest", ("authentication.k8s.io", "v1"))
    case .status, .log, .finalize, .approval, .ephemeralcontainers, .resize: (type.kind, nil)
    }
  }

  private func aggregate(_ group: APIGroup) -> Value {
    var metadata: Value = ["creationTimestamp": .null]
    if !group.name.isEmpty { metadata["name"] = .string(group.name) }
    return [
      "metadata": metadata,
      "versions": .array(
        group.versions.map { version -> Value in
          let isStale = isUnavailable(group.name)
          let members = isStale ? [] : members(group.name, version)
          return [
            "version": .string(version), "freshness": isStale ? "Stale" : "Current",
            "resources": .array(members.map { aggregate($0, group, version) }),
          ]
        }),
    ]
  }

  private func aggregate(_ type: ResourceType, _ group: APIGroup, _ version: String) -> Value {
    func kind(_ name: String, _ group: String, _ version: String) -> Value {
      ["group": .string(group), "version": .string(version), "kind": .string(name)]
    }
    var value: Value = [
      "resource": .string(type.id.plural),
      "responseKind": kind(type.kind, group.name, version),
      "scope": type.isNamespaced ? "Namespaced" : "Cluster",
      "singularResource": .string(type.singular),
      "verbs": .array(verbs(type).map(Value.string)),
    ]
    if !type.shortNames.isEmpty { value["shortNames"] = .array(type.shortNames.map(Value.string)) }
    if !type.categories.isEmpty { value["categories"] = .array(type.categories.map(Value.string)) }
    let parts = served(type, version).map { subresource -> Value in
      let (name, other) = Self.kind(of: subresource, type)
      return [
        "subresource": .string(subresource.rawValue),
        "responseKind": kind(name, other?.group ?? group.name, other?.version ?? version),
        "verbs": .array(Self.verbs(of: subresource).map(Value.string)),
      ]
    }
    if !parts.isEmpty { value["subresources"] = .array(parts) }
    return value
  }
}
