import Documents
import YAML

/// An object on its way through a kustomization, with all that has happened to its name.
struct Resource: Sendable {
  /// A kind, namespace and name that it had.
  struct FormerName: Hashable, Sendable {
    var kind: String
    /// The effective one.
    var namespace: String
    var name: String
  }

  /// What a generated object does to one of the same id that is there already.
  enum Behavior: String, Sendable {
    case create
    case replace
    case merge
  }

  /// The object.
  var value: Value
  /// The file it was written in, or of the kustomization that generates it, from the tree's root.
  var file: String
  /// The line in that file.
  var line: Int

  /// What it was called before, the oldest first.
  var formerNames: [FormerName] = []
  /// Prefixes that its name got, the innermost first; the same for suffixes.
  var prefixes: [String] = []
  var suffixes: [String] = []

  /// The names of variables that are of this object.
  var variables: [String] = []
  /// How the object was written, as long as it is known; parts of it may have changed since.
  var source: YAMLNode?

  /// Entries that stand in several places and change together.
  var sharedTexts: [SharedText] = []

  var behavior = Behavior.create
  /// Whether the name gets a hash of the content in the end.
  var needsHash = false
  /// Where it comes from and what changed it, for `buildMetadata`.
  var origin: Origin?
  var transformations: [Origin] = []

  init(_ value: Value, file: String, line: Int) {
    self.value = value
    self.file = file
    self.line = line
  }

  var type: ResourceType {
    ResourceType(apiVersion: value["apiVersion"]?.string ?? "", kind: kind)
  }

  var kind: String { value["kind"]?.string ?? "" }

  var name: String {
    get { value["metadata"]?["name"]?.string ?? "" }
    set { setMetadata("name", .string(newValue)) }
  }

  /// As it is written; empty where it isn't.
  var namespace: String {
    get { value["metadata"]?["namespace"]?.string ?? "" }
    set { setMetadata("namespace", newValue.isEmpty ? nil : .string(newValue)) }
  }

  /// What it is called now.
  var id: ResourceID { ResourceID(type, namespace: namespace, name: name) }

  /// What it was called before, the oldest first; the API version is always the present one.
  var previousIDs: [ResourceID] {
    let type = type
    return formerNames.map { former in
      ResourceID(
        ResourceType(group: type.group, version: type.version, kind: former.kind),
        namespace: former.namespace, name: former.name)
    }
  }

  /// What it was called at first.
  var originalID: ResourceID { previousIDs.first ?? id }

  /// Takes note of its present name, which is about to change.
  mutating func rememberName() {
    let id = id
    formerNames.append(
      FormerName(kind: id.type.kind, namespace: id.effectiveNamespace, name: id.name))
    separateAnnotations()
  }

  /// Makes it an object that has never been anything else.
  mutating func forgetHistory() {
    formerNames = []
    (prefixes, suffixes) = ([], [])
    (behavior, needsHash) = (.create, false)
    origin = nil
    transformations = []
  }

  /// Where it is from, `app.yaml:3`.
  var place: String { "\(file):\(line)" }

  /// The labels or annotations, as far as they are text.
  func texts(_ field: String) -> [String: String] {
    (value["metadata"]?[field]?.object ?? [:]).compactMapValues(\.string)
  }

  mutating func setMetadata(_ field: String, _ newValue: Value?) {
    var metadata = value["metadata"] ?? .object([:])
    value["metadata"] = .null
    metadata[field] = newValue
    value["metadata"] = metadata
  }
}
