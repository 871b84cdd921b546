/// What objects are told apart by: type, namespace and name.
struct ResourceID: Hashable, Sendable {
  var type: ResourceType
  var namespace: String
  var name: String

  init(_ type: ResourceType, namespace: String = "", name: String) {
    self.type = type
    self.namespace = namespace
    self.name = name
  }

  /// In the place of a namespace, for objects that live in none.
  static let noNamespace = "_non_namespaceable_"

  /// The namespace to compare: none means `default`, unless the type lives in none at all.
  var effectiveNamespace: String {
    if type.isClusterScoped { return Self.noNamespace }
    return namespace.isEmpty ? "default" : namespace
  }

  /// The same id, with the namespace to compare by.
  var normalized: ResourceID { ResourceID(type, namespace: effectiveNamespace, name: name) }

  /// Whether both are of the same object, as far as kustomize is concerned.
  func matches(_ other: ResourceID) -> Bool {
    name == other.name && type == other.type && effectiveNamespace == other.effectiveNamespace
  }

  /// Whether a selector, whose empty parts match anything, picks this.
  func isSelected(by selector: ResourceID) -> Bool {
    (selector.name.isEmpty || selector.name == name)
      && (selector.namespace.isEmpty || selector.effectiveNamespace == effectiveNamespace)
      && type.isSelected(by: selector.type)
  }
}

extension ResourceID: CustomStringConvertible {
  /// `Deployment apps/v1 shop/api`.
  var description: String {
    let place = namespace.isEmpty || type.isClusterScoped ? name : "\(namespace)/\(name)"
    return "\(type.kind) \(type.apiVersion) \(place)"
  }
}
