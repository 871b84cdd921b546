import Documents

/// A file of `crds`: OpenAPI definitions of types, by the names that Go has for them.
///
/// Marks on their properties say which fields hold names of other objects, labels or annotations.
struct TypeDefinitions {
  private let definitions: [String: Value]

  /// Reads definitions; nil where the value is something else.
  init?(_ value: Value) {
    guard let fields = value.object, fields.values.allSatisfy({ $0.object != nil }) else {
      return nil
    }
    definitions = fields
  }

  /// What the marks come to.
  var rules: FieldRules {
    var rules = FieldRules()
    for name in definitions.keys.sorted() {
      let properties = properties(of: name)
      guard ["kind", "apiVersion", "metadata"].allSatisfy({ properties[$0] != nil }) else {
        continue
      }
      let kind = name.split(separator: ".").last.map(String.init) ?? name
      collect(name, ResourceType(kind: kind), path: [], open: [name], into: &rules)
    }
    return rules
  }

  private func properties(of name: String) -> [String: Value] {
    let schema = definitions[name]?["Schema"] ?? definitions[name]?["schema"]
    return schema?["properties"]?.object ?? [:]
  }

  private func collect(
    _ name: String, _ type: ResourceType, path: [String], open: Set<String>,
    into rules: inout FieldRules
  ) {
    for (property, schema) in properties(of: name).sorted(by: { $0.key < $1.key }) {
      let place = path + [property]
      let spec = FieldSpec(place.joined(separator: "/"), type)
      if schema["x-kubernetes-annotation"]?.string != nil { rules.commonAnnotations.append(spec) }
      if schema["x-kubernetes-label-selector"]?.string != nil { rules.commonLabels.append(spec) }
      if schema["x-kubernetes-identity"]?.string != nil { rules.namePrefix.append(spec) }
      if let version = schema["x-kubernetes-object-ref-api-version"]?.string,
        let kind = schema["x-kubernetes-object-ref-kind"]?.string
      {
        let key = schema["x-kubernetes-object-ref-name-key"]?.string ?? "name"
        rules.nameReference.append(
          FieldRules.NameReference(
            target: ResourceType(version: version, kind: kind),
            referrers: [FieldSpec((place + [key]).joined(separator: "/"), type)]))
      }
      if let reference = schema["$ref"]?.string, !open.contains(reference) {
        collect(reference, type, path: place, open: open.union([reference]), into: &rules)
      }
    }
  }
}
