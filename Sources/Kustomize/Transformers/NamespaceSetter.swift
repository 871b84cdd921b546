import Documents

/// Moves objects into a namespace, and what refers to them by namespace along with them.
struct NamespaceSetter {
  var namespace: String
  var fields: [FieldSpec]
  /// Whether only objects without a namespace are moved.
  var isForUnsetOnly = false
  var subjects = Subjects.namedDefault

  /// Which subjects of role bindings get the namespace.
  enum Subjects: String {
    case namedDefault = "defaultOnly"
    case allServiceAccounts
    case none
  }

  func apply(to set: inout ResourceSet) throws(TransformError) {
    try set.modifyEach { resource throws(TransformError) in
      resource.rememberName()
      let type = resource.type
      if !type.isClusterScoped, !isForUnsetOnly || resource.namespace.isEmpty {
        resource.namespace = namespace
      }
      let isBinding = type.kind == "RoleBinding" || type.kind == "ClusterRoleBinding"
      if isBinding { try setSubjects(of: &resource) }
      for field in fields where field.path != "metadata/namespace" {
        // Only a namespace of Kubernetes itself is called as the objects in it say.
        if field.path == "metadata/name", type.apiVersion != "v1" { continue }
        if isBinding, field.path == "subjects",
          ["RoleBinding", "ClusterRoleBinding"].contains(field.type.kind)
        {
          continue
        }
        try resource.change(field, creating: "") { value throws(FieldPathError) in
          guard value.object == nil, value.array == nil else {
            throw FieldPathError(path: field.path, reason: "a namespace must be text")
          }
          if !isForUnsetOnly || value.scalarText.isEmpty || value.isNull {
            value = .string(namespace)
          }
        }
      }
    }
    if let (first, second) = set.conflict() {
      throw TransformError(
        reason: "in namespace \(namespace), \(set[first].id) of \(set[first].place) and of "
          + "\(set[second].place) are the same object")
    }
  }

  private func setSubjects(of resource: inout Resource) throws(TransformError) {
    guard subjects != .none, let present = resource.value["subjects"]?.array else { return }
    resource.value["subjects"] = .array(
      present.map { subject in
        let isMeant =
          subjects == .namedDefault
          ? subject["name"] == "default" : subject["kind"] == "ServiceAccount"
        guard isMeant, !isForUnsetOnly || subject["namespace"]?.string ?? "" == "" else {
          return subject
        }
        var subject = subject
        subject["namespace"] = .string(namespace)
        return subject
      })
  }
}
