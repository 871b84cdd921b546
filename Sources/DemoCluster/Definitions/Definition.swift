import Documents

/// A custom resource definition, as the server uses it.
struct Definition {
  /// One of its versions.
  struct Version {
    var name: String
    var schema: Schema
    var columns: [ResourceType.PrinterColumn]
    var hasStatus: Bool
    /// Where the replicas are, if it can be scaled.
    var scale: ScalePaths?
    var isServed: Bool
    var isStored: Bool
  }

  struct ScalePaths {
    var spec: [String]
    var status: [String]
    var selector: [String]
  }

  var type: ResourceType
  var versions: [Version]

  func version(_ name: String) -> Version? { versions.first { $0.name == name } }

  /// The schema of the version in which objects are stored.
  func schema(storing type: ResourceType) -> Schema {
    (versions.first(where: \.isStored) ?? versions.first)?.schema ?? .any
  }

  init?(_ object: Value) {
    let spec = object["spec"] ?? [:]
    let names = spec["names"] ?? [:]
    guard let group = spec["group"]?.string, let plural = names["plural"]?.string,
      let kind = names["kind"]?.string
    else { return nil }
    versions = (spec["versions"]?.array ?? []).map { version in
      let columns = (version["additionalPrinterColumns"]?.array ?? []).map { column in
        ResourceType.PrinterColumn(
          name: column["name"]?.string ?? "", type: column["type"]?.string ?? "string",
          format: column["format"]?.string ?? "",
          description: column["description"]?.string ?? "",
          priority: Int(column["priority"]?.integer ?? 0),
          jsonPath: column["jsonPath"]?.string ?? "")
      }
      let scale = version.at("subresources", "scale").map { scale in
        ScalePaths(
          spec: Self.path(scale["specReplicasPath"]),
          status: Self.path(scale["statusReplicasPath"]),
          selector: Self.path(scale["labelSelectorPath"]))
      }
      return Version(
        name: version["name"]?.string ?? "",
        schema: Schema(definition: version.at("schema", "openAPIV3Schema") ?? [:], isRoot: true),
        columns: columns, hasStatus: version.at("subresources", "status") != nil, scale: scale,
        isServed: version["served"]?.bool ?? false, isStored: version["storage"]?.bool ?? false)
    }
    let served = versions.filter(\.isServed).map(\.name).sorted(by: Self.isPreferred)
    var subresources: Set<ResourceType.Subresource> = []
    if versions.contains(where: \.hasStatus) { subresources.insert(.status) }
    if versions.contains(where: { $0.scale != nil }) { subresources.insert(.scale) }
    type = ResourceType(
      id: ResourceID(plural, group: group), versions: served, kind: kind,
      singular: names["singular"]?.string ?? kind.lowercased(),
      shortNames: (names["shortNames"]?.array ?? []).compactMap(\.string),
      categories: (names["categories"]?.array ?? []).compactMap(\.string),
      isNamespaced: spec["scope"]?.string == "Namespaced", subresources: subresources,
      tracksGeneration: true, isCustom: true)
    type.selectableFields = Set(
      (spec["versions"]?.array ?? []).flatMap { $0["selectableFields"]?.array ?? [] }
        .compactMap { $0["jsonPath"]?.string }.map { String($0.drop { $0 == "." }) })
  }

  private static func path(_ value: Value?) -> [String] {
    (value?.string ?? "").split(separator: ".").map(String.init)
  }

  /// Kubernetes' order of versions: `v2`, `v1`, `v2beta1`, `v1alpha1`, then anything else.
  static func isPreferred(_ a: String, to b: String) -> Bool {
    let left = rank(a)
    let right = rank(b)
    guard let left, let right else { return left != nil || (right == nil && a < b) }
    return right.lexicographicallyPrecedes(left)
  }

  private static func rank(_ version: String) -> [Int]? {
    guard version.hasPrefix("v") else { return nil }
    let rest = version.dropFirst()
    let major = rest.prefix(while: \.isNumber)
    guard let number = Int(major) else { return nil }
    let stage = rest.dropFirst(major.count)
    if stage.isEmpty { return [3, number, 0] }
    for (word, level) in [("beta", 2), ("alpha", 1)] where stage.hasPrefix(word) {
      guard let minor = Int(stage.dropFirst(word.count)) else { return nil }
      return [level, number, minor]
    }
    return nil
  }

  /// Fills in what the schema has defaults for.
  func fillIn(_ object: inout Value, _ type: ResourceType) {
    object = schema(storing: type).filledIn(object)
  }

  func validate(_ object: Value, _ type: ResourceType, _ validator: inout Validator) {
    var content = object
    for field in ["apiVersion", "kind", "metadata"] { content[field] = nil }
    validator.check(content, schema(storing: type), "")
  }
}
