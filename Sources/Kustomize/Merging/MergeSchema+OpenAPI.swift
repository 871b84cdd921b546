public import Documents

extension MergeSchema {
  /// Reads the kinds of an OpenAPI document of version 2, as API servers give out and as `openapi:`
  /// in a kustomization names.
  ///
  /// A list is merged where its definition says so with `x-kubernetes-patch-strategy`.
  public init(openAPI document: Value) {
    for (name, definition) in document["definitions"]?.object ?? [:] {
      types[name] = composition(definition, as: name)
      for kind in definition["x-kubernetes-group-version-kind"]?.array ?? [] {
        guard let version = kind["version"]?.string, let kindName = kind["kind"]?.string
        else { continue }
        let group = kind["group"]?.string ?? ""
        kinds["\(group.isEmpty ? version : "\(group)/\(version)") \(kindName)"] = name
      }
    }
  }

  private mutating func composition(_ definition: Value, as name: String) -> Composition {
    var composition = Composition()
    for (field, property) in definition["properties"]?.object ?? [:] {
      composition.fields[field] = member(property, as: "\(name).\(field)")
    }
    if let others = definition["additionalProperties"], others.object != nil {
      composition.others = member(others, as: "\(name).*")
    }
    return composition
  }

  /// How a property is merged; types that have no name of their own get one.
  private mutating func member(_ property: Value, as name: String) -> Member {
    if let reference = property["$ref"]?.string {
      return Member(type: Self.definitionName(reference))
    }
    let strategies = property["x-kubernetes-patch-strategy"]?.string?.split(separator: ",") ?? []
    if property["items"] != nil {
      guard strategies.contains("merge") else { return Member() }
      let element = member(property["items"] ?? .null, as: "\(name)[]")
      return Member(type: element.type, keys: Self.keys(property))
    }
    guard property["properties"] != nil || property["additionalProperties"]?.object != nil
    else { return Member() }
    types[name] = composition(property, as: name)
    return Member(type: name)
  }

  private static func keys(_ property: Value) -> [String] {
    if let keys = property["x-kubernetes-list-map-keys"]?.array { return keys.compactMap(\.string) }
    return property["x-kubernetes-patch-merge-key"]?.string.map { [$0] } ?? []
  }

  /// The name in `#/definitions/name`.
  private static func definitionName(_ reference: String) -> String {
    guard let slash = reference.lastIndex(of: "/") else { return reference }
    return String(reference[reference.index(after: slash)...])
  }
}
