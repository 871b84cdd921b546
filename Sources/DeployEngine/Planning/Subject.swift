internal import Documents
internal import GitOps
internal import Kubernetes

/// An object that is to be planned: what is sent, and to where.
struct Subject: Sendable {
  /// The address; a guess where the kind isn't known.
  var key: ObjectKey
  /// What it is and where it is written, with the namespace it goes to.
  var object: StackObject
  /// What is sent, before the inventory's label is put on it.
  var payload: Value
  var isNamespaceDefaulted = false
  /// The definition in the same stack that makes its kind known; nil if the server knows it.
  var definition: String?
  /// Whether neither the server nor the stack knows its kind.
  var isUnknown = false

  /// Makes a subject of a kind that is known.
  init(
    _ manifest: Manifest, _ kind: ResourceKind, _ defaultNamespace: String,
    definition: String? = nil
  ) {
    object = manifest.object
    payload = ListKeyDefaults.fill(manifest.value)
    self.definition = definition
    if !kind.isNamespaced {
      // As the server would: objects of such kinds have none, whatever they say.
      object.namespace = ""
      payload["metadata"]?["namespace"] = nil
    } else if object.namespace.isEmpty {
      isNamespaceDefaulted = true
      object.namespace = defaultNamespace
      payload["metadata"]?["namespace"] = .string(defaultNamespace)
    }
    key = ObjectKey(kind, namespace: object.namespace, name: object.name)
  }

  /// Makes a subject of a kind that nobody knows.
  init(unknown manifest: Manifest, _ defaultNamespace: String) {
    let object = manifest.object
    let kind = ResourceKind(
      group: object.group, version: object.version, plural: object.kind.lowercased() + "s",
      kind: object.kind)
    self.init(manifest, kind, defaultNamespace)
    isUnknown = true
  }

  /// By the order of kinds, then by namespace and name.
  static func precedes(_ a: Subject, _ b: Subject) -> Bool {
    let first = (group: a.object.group, kind: a.object.kind)
    let second = (group: b.object.group, kind: b.object.kind)
    if KindOrder.precedes(first, second) { return true }
    if KindOrder.precedes(second, first) { return false }
    return (first.kind, first.group, a.key.name) < (second.kind, second.group, b.key.name)
  }
}

/// The kinds that the definitions of a stack make known.
struct CustomDefinitions {
  private var kinds: [String: (kind: ResourceKind, name: String)] = [:]

  init(_ manifests: [Manifest]) {
    for manifest in manifests
    where manifest.object.kind == "CustomResourceDefinition"
      && manifest.object.group == "apiextensions.k8s.io"
    {
      add(manifest.value["spec"] ?? .null, name: manifest.object.name)
    }
  }

  /// The kind of an object and the name of its definition.
  func kind(of object: StackObject) -> (kind: ResourceKind, name: String)? {
    kinds["\(object.apiVersion) \(object.kind)"]
  }

  private mutating func add(_ spec: Value, name: String) {
    guard let group = spec["group"]?.string, let kind = spec["names"]?["kind"]?.string,
      let plural = spec["names"]?["plural"]?.string
    else { return }
    // The first version of definitions had one version of a kind each.
    let versions =
      (spec["versions"]?.array ?? []).compactMap { $0["name"]?.string }
      + [spec["version"]?.string].compactMap { $0 }
    for version in versions {
      let resource = ResourceKind(
        group: group, version: version, plural: plural, kind: kind,
        isNamespaced: spec["scope"]?.string != "Cluster")
      kinds["\(resource.apiVersion) \(kind)"] = (resource, name)
    }
  }
}
