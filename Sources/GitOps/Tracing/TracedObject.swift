internal import Documents
internal import Kubernetes

/// The object that a change is about, as one rendering has it.
struct TracedObject: Hashable {
  /// Where it is written, or generated.
  var manifest: Manifest
  /// What it is, a Secret's texts in `data` like those that the server gives back.
  var value: Value

  init(_ manifest: Manifest) {
    self.manifest = manifest
    value = Self.normalized(manifest.value)
  }

  /// A Secret as the server keeps it.
  private static func normalized(_ value: Value) -> Value {
    guard value.text("kind") == "Secret", value.text("apiVersion") == "v1",
      let texts = value["stringData"]?.object
    else { return value }
    var value = value
    var data = value["data"]?.object ?? [:]
    for (key, text) in texts {
      data[key] = .string(Base64.encode(Array((text.string ?? "").utf8)))
    }
    value["stringData"] = nil
    value["data"] = .object(data)
    return value
  }

  /// Whether its fields are as the edits have them, and the rest is as in the other.
  func differs(from other: TracedObject, by edits: [FieldEdit]) -> Agreement {
    guard edits.allSatisfy({ $0.path.value(in: value) == $0.after }) else { return .no }
    let paths = edits.map(\.path)
    let (mine, others) = (
      Self.without(paths, nameless(value)), Self.without(paths, nameless(other.value))
    )
    return mine == others ? .exact : .more
  }

  /// How an object agrees with what was asked for.
  enum Agreement {
    /// The fields aren't so.
    case no
    /// The fields are so, and something else has changed.
    case more
    /// The fields are so, and nothing else has changed.
    case exact
  }

  /// The name of what is generated follows from its content.
  private func nameless(_ value: Value) -> Value {
    guard HashedName.isHashed(value) else { return value }
    var value = value
    let name = HashedName.base(value[objectAt: "metadata"].text("name"))
    value["metadata"]?["name"] = .string(name)
    return value
  }

  private static func without(_ paths: [FieldPath], _ value: Value) -> Value {
    // What a field leaves empty goes with it: it may have been made for it.
    paths.reduce(value) { $1.setting(nil, in: $0, parents: 64) }
  }
}

/// Names that end in a hash of the content, as kustomize gives them to what it generates.
enum HashedName {
  /// The letters of kustomize's hashes, of which there are ten.
  private static let letters = Set("bcdfghkmt2456789".utf8)

  /// Whether an object may have such a name.
  static func isHashed(_ value: Value) -> Bool {
    ["ConfigMap", "Secret"].contains(value.text("kind")) && value.text("apiVersion") == "v1"
      && base(value[objectAt: "metadata"].text("name"))
        != value[objectAt: "metadata"].text("name")
  }

  /// The name without its hash; itself where it has none.
  static func base(_ name: String) -> String {
    guard let dash = name.lastIndex(of: "-") else { return name }
    let hash = name[name.index(after: dash)...].utf8
    return hash.count == 10 && hash.allSatisfy(letters.contains) ? String(name[..<dash]) : name
  }
}

extension RenderedStack {
  /// The object that is called so in the cluster.
  ///
  /// What says no namespace goes where the stack goes; what is generated may have another hash by
  /// now.
  func find(_ id: ResourceIdentity) -> TracedObject? {
    let candidates = manifests.filter {
      $0.object.kind == id.kind && $0.object.group == id.group
        && ($0.object.namespace == id.name.namespace || $0.object.namespace.isEmpty)
    }
    func first(_ matches: (StackObject) -> Bool) -> Manifest? {
      let found = candidates.filter { matches($0.object) }
      return found.first { !$0.object.namespace.isEmpty } ?? found.first
    }
    let exact = first { $0.name == id.name.name }
    let base = HashedName.base(id.name.name)
    let isGenerated = id.group.isEmpty && ["ConfigMap", "Secret"].contains(id.kind)
    let manifest =
      exact
      ?? (isGenerated && base != id.name.name
        ? first { HashedName.base($0.name) == base && $0.name != base } : nil)
    return manifest.map(TracedObject.init)
  }
}

extension RenderedStack {
  /// Whether an object that is called so in the cluster is among these.
  public func brings(_ id: ResourceIdentity) -> Bool { find(id) != nil }
}
