public import Documents

/// A rule by which differences don't count, of `spec.ignoreDifferences` or of Argo CD's settings.
public struct IgnoredDifference: Hashable, Sendable {
  /// The group it is for; `*` for any, empty for the core group.
  public var group: String
  /// The kind it is for; `*` for any.
  public var kind: String
  /// The name it is for; empty for any.
  public var name: String
  /// The namespace it is for; empty for any.
  public var namespace: String
  /// The places that don't count, as JSON pointers.
  public var pointers: [String]
  /// The places that don't count, in the language of jq.
  public var paths: [String]
  /// Whose fields don't count.
  public var managers: [String]

  /// Makes a rule.
  public init(
    group: String = "", kind: String, name: String = "", namespace: String = "",
    pointers: [String] = [], paths: [String] = [], managers: [String] = []
  ) {
    self.group = group
    self.kind = kind
    self.name = name
    self.namespace = namespace
    self.pointers = pointers
    self.paths = paths
    self.managers = managers
  }

  /// Reads a rule.
  public init(_ value: Value) {
    self.init(
      group: value.text("group"), kind: value.text("kind"), name: value.text("name"),
      namespace: value.text("namespace"), pointers: value.texts("jsonPointers"),
      paths: value.texts("jqPathExpressions"), managers: value.texts("managedFieldsManagers"))
  }

  /// Whether it is for that object.
  public func concerns(_ object: Value) -> Bool {
    let apiVersion = object.text("apiVersion")
    let ownGroup = apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
    let metadata = object[objectAt: "metadata"]
    return (group == "*" || group == ownGroup || GlobPattern(group)?.matches(ownGroup) == true)
      && (kind == "*" || kind == object.text("kind")
        || GlobPattern(kind)?.matches(object.text("kind")) == true)
      && (name.isEmpty || name == metadata.text("name"))
      && (namespace.isEmpty || namespace == metadata.text("namespace"))
  }
}

extension IgnoredDifference {
  /// Whether a place of an object, or what holds it, doesn't count by this rule; nil where one of its
  /// paths is more than can be followed here, and none of the others covers it.
  ///
  /// Whether the rule is for the object at all is another question, and whose the field is too.
  public func leavesOut(_ place: Pointer, of object: Value) -> Bool? {
    if pointers.contains(where: { Pointer(parsing: $0)?.contains(place) == true }) { return true }
    var isFollowed = true
    for text in paths {
      guard let path = JQPath(text) else {
        isFollowed = false
        continue
      }
      if path.places(in: object).contains(where: { $0.contains(place) }) { return true }
    }
    return isFollowed ? false : nil
  }
}
