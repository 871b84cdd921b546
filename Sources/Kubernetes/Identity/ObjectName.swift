import HTTP

/// What tells objects of one kind apart: namespace and name.
public struct ObjectName: Hashable, Sendable {
  /// The namespace; empty for objects that have none.
  public var namespace: String
  /// The name.
  public var name: String

  /// Makes a name.
  public init(namespace: String = "", name: String) {
    self.namespace = namespace
    self.name = name
  }
}

extension ObjectName: Comparable {
  /// By namespace, then by name, as the server lists them.
  public static func < (a: ObjectName, b: ObjectName) -> Bool {
    a.namespace == b.namespace ? a.name < b.name : a.namespace < b.namespace
  }
}

extension ObjectName: CustomStringConvertible {
  /// `namespace/name`, or the name alone.
  public var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}

/// One object of the cluster: its kind and its name.
public struct ObjectKey: Hashable, Sendable {
  /// What it is.
  public var kind: ResourceKind
  /// Which one.
  public var name: ObjectName

  /// Makes a key.
  public init(_ kind: ResourceKind, _ name: ObjectName) {
    self.kind = kind
    self.name = name
  }

  /// Makes a key from its parts.
  public init(_ kind: ResourceKind, namespace: String = "", name: String) {
    self.init(kind, ObjectName(namespace: namespace, name: name))
  }

  /// The path of the object, or of a subresource of it.
  public func path(subresource: String? = nil) -> String {
    target(subresource: subresource).text
  }

  func target(subresource: String? = nil) -> Target {
    kind.target(namespace: name.namespace, name: name.name, subresource: subresource)
  }
}

extension ObjectKey: CustomStringConvertible {
  /// As kubectl names objects, with the namespace: `deployments.apps shop/web`.
  public var description: String { "\(kind.qualifiedName) \(name)" }
}
