import Documents
public import HTTP

/// Requests about the server itself, and about what one may do on it.
extension Requests {
  /// Asks for the server's version.
  public static func version() -> Request {
    Request(.get, "/version", headers: ["Accept": json])
  }

  // Newest first; a server that knows neither sends a plain list of groups.
  static let aggregatedDiscovery =
    "application/json;v=v2;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList,"
    + "application/json;v=v2beta1;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList,"
    + "application/json"

  /// Asks for all kinds of the core group (`/api`) or of all others (`/apis`), in one answer where
  /// the server can.
  static func discovery(_ root: String) -> Request {
    Request(.get, root, headers: ["Accept": aggregatedDiscovery])
  }

  /// Asks for the kinds of one version of a group: `/apis/apps/v1`.
  static func kinds(of path: String) -> Request {
    Request(.get, path, headers: ["Accept": json])
  }

  /// Asks whether one may do something.
  public static func accessReview(_ access: Access) -> Request {
    var attributes: Value = ["verb": .string(access.verb), "resource": .string(access.resource)]
    attributes["group"] = .string(access.group)
    attributes["namespace"] = access.namespace.map { .string($0) }
    attributes["name"] = access.name.map { .string($0) }
    attributes["subresource"] = access.subresource.map { .string($0) }
    return review("SelfSubjectAccessReview", ["resourceAttributes": attributes])
  }

  /// Asks for everything one may do in a namespace.
  public static func rulesReview(namespace: String) -> Request {
    review("SelfSubjectRulesReview", ["namespace": .string(namespace)])
  }

  private static func review(_ kind: String, _ spec: Value) -> Request {
    let body: Value = [
      "apiVersion": "authorization.k8s.io/v1", "kind": .string(kind), "spec": spec,
    ]
    return Request(
      .post, "/apis/authorization.k8s.io/v1/\(kind.lowercased())s",
      headers: ["Accept": json, "Content-Type": json], body: JSONWriter().bytes(body))
  }
}

/// Something one may or may not do.
public struct Access: Hashable, Sendable {
  /// What: `delete`.
  public var verb: String
  /// With which kind, by its plural: `pods`.
  public var resource: String
  /// The kind's group.
  public var group: String
  /// A part of objects of that kind, such as `log`; nil for the objects.
  public var subresource: String?
  /// Where; nil for everywhere.
  public var namespace: String?
  /// With which object; nil for any.
  public var name: String?

  /// Makes a question.
  public init(
    _ verb: String, _ kind: ResourceKind, subresource: String? = nil, namespace: String? = nil,
    name: String? = nil
  ) {
    self.verb = verb
    self.resource = kind.plural
    self.group = kind.group
    self.subresource = subresource
    self.namespace = namespace
    self.name = name
  }
}
