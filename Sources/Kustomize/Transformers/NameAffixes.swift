import Documents

/// Puts a prefix before, or a suffix behind, the names of objects.
struct NameAffixes {
  var prefix = ""
  var suffix = ""
  var fields: [FieldSpec]

  /// Kinds whose names mean something by themselves.
  private static let spared = [
    ResourceType(kind: "CustomResourceDefinition"),
    ResourceType(group: "apiregistration.k8s.io", kind: "APIService"),
    ResourceType(kind: "Namespace"),
  ]

  func apply(to set: inout ResourceSet) throws(TransformError) {
    try set.modifyEach { resource throws(TransformError) in
      let original = resource.originalID.type
      guard !Self.spared.contains(where: original.isSelected) else { return }
      for field in fields where original.isSelected(by: field.type) {
        if field.path == "metadata/name" {
          resource.rememberName()
          if !prefix.isEmpty { resource.prefixes.append(prefix) }
          if !suffix.isEmpty { resource.suffixes.append(suffix) }
        }
        try resource.change(field, creating: "") { value throws(FieldPathError) in
          value = .string(prefix + value.scalarText + suffix)
        }
      }
    }
  }
}
