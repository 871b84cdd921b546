import Documents
import HTTP

/// What a request for resources asks: which verb on which of them.
struct ResourceRequest {
  enum Verb: String, Hashable, Sendable {
    case get, list, watch, create, update, patch, delete, deletecollection
  }

  var verb: Verb
  var type: ResourceType
  /// The group in the path; events are served by two.
  var group: String
  /// The version in the path, without the group.
  var version: String
  /// Empty for all namespaces, and for what isn't namespaced.
  var namespace: String
  /// Empty for a collection.
  var name: String
  var subresource: ResourceType.Subresource?
  var target: RequestTarget
  var headers: Headers
  var body: [UInt8]

  var apiVersion: String { group.isEmpty ? version : group + "/" + version }

  /// The field manager that the request names, or what stands in for one: the client's own name.
  var manager: String {
    if let named = target["fieldManager"] { return named }
    let agent = headers["User-Agent"] ?? "unknown"
    return String(agent.prefix { $0 != "/" }.prefix(128))
  }

  var isDryRun: Bool { !target.all("dryRun").isEmpty }

  var writeOptions: WriteOptions {
    WriteOptions(
      manager: manager, subresource: subresource, apiVersion: apiVersion, isDryRun: isDryRun)
  }
}

extension DemoAPIServer {
  /// Finds what a path below `/api` or `/apis` is about.
  func resourceRequest(
    _ request: Request, _ target: RequestTarget, group: String, version: String,
    _ rest: ArraySlice<String>
  ) throws(APIFailure) -> ResourceRequest {
    var rest = rest
    var namespace = ""
    // A namespace's own subresources look like resources in it.
    if rest.count >= 3, rest.first == "namespaces",
      !["status", "finalize"].contains(rest[rest.startIndex + 2])
    {
      namespace = rest[rest.startIndex + 1]
      rest = rest.dropFirst(2)
    }
    guard let plural = rest.popFirst(),
      let type = servedType(plural, group: group, version: version), rest.count <= 2,
      namespace.isEmpty || type.isNamespaced
    else { throw .noSuchPath() }
    let name = rest.popFirst() ?? ""
    var subresource: ResourceType.Subresource?
    if let part = rest.popFirst() {
      guard let known = ResourceType.Subresource(rawValue: part), type.subresources.contains(known)
      else { throw .noSuchPath() }
      subresource = known
    }
    if type.isNamespaced, namespace.isEmpty, !name.isEmpty { throw .noSuchPath() }

    let verb: ResourceRequest.Verb
    switch request.method {
    case .get where !name.isEmpty: verb = .get
    case .get: verb = target.flag("watch") ? .watch : .list
    case .post: verb = .create
    case .put: verb = .update
    case .patch: verb = .patch
    case .delete: verb = name.isEmpty ? .deletecollection : .delete
    }
    return ResourceRequest(
      verb: verb, type: type, group: group, version: version, namespace: namespace, name: name,
      subresource: subresource, target: target, headers: request.headers,
      body: request.body ?? [])
  }

  /// The type that is served under that name and version; events are, by two groups.
  private func servedType(_ plural: String, group: String, version: String) -> ResourceType? {
    if group == ResourceType.eventsGroup {
      return plural == "events" && version == "v1" ? types[.events] : nil
    }
    guard let type = types[ResourceID(plural, group: group)], type.versions.contains(version)
    else { return nil }
    return type
  }
}
