public import Documents

/// The parts of an object's metadata that rows are made of; `managedFields` is never read.
public struct ObjectMetadata: Hashable, Sendable {
  /// The object's name.
  public var name = ""
  /// Its namespace; empty for none.
  public var namespace = ""
  /// Its identity.
  public var uid = ""
  /// Its version: where a watch goes on.
  public var resourceVersion = ""
  /// How often its specification has changed.
  public var generation = 0
  /// Its labels.
  public var labels = Labels()
  /// Those of its annotations that were asked for.
  public var annotations: [String: String] = [:]
  /// When it was created, in seconds since 1970.
  public var created: Int64?
  /// When its deletion was asked for, in seconds since 1970.
  public var deletion: Int64?
  /// Its controller, if it has one.
  public var controller: Owner?
  /// The identity of its controller; empty if it has none, or wasn't asked for.
  public var controllerUID = ""
  /// Who has to do something before it can go.
  public var finalizers: [String] = []
  /// Whether one of them is Argo CD's, which keeps the objects of its hooks with it.
  public var hasHookFinalizer = false
  /// Whether it is annotated as a hook of Argo CD.
  public var isHook = false
  /// Whether it is annotated to be judged by Argo CD as if it ran for ever.
  public var ignoresRestartPolicy = false

  // Rows of many objects go without, since every text of that length is an allocation.
  var readsControllerUID = false

  // The bookmark that ends the initial events of a streaming list says so in an annotation.
  var endsInitialEvents = false

  /// Makes metadata of nothing.
  public init() {}

  /// Namespace and name.
  public var objectName: ObjectName { ObjectName(namespace: namespace, name: name) }

  /// Reads an object's `metadata`, of its annotations only those named.
  public mutating func read(
    _ reader: inout JSONReader, sharing pool: inout RowPool, annotations wanted: Set<String> = []
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "name": name = try reader.readStringOrNull() ?? ""
      case "namespace": namespace = try pool.readText(&reader)
      case "uid": uid = try reader.readStringOrNull() ?? ""
      case "resourceVersion": resourceVersion = try reader.readStringOrNull() ?? ""
      case "generation": generation = try reader.readIntegerOrNull() ?? 0
      case "labels": labels = try pool.readLabels(&reader)
      case "annotations": try readAnnotations(&reader, wanted)
      case "creationTimestamp": created = try Self.readSeconds(&reader)
      case "deletionTimestamp": deletion = try Self.readSeconds(&reader)
      case "ownerReferences": try readOwners(&reader, &pool)
      case "finalizers":
        try reader.beginArray()
        while try reader.nextElement() {
          let name = try pool.readText(&reader)
          finalizers.append(name)
          if name == AssessedObject.hookFinalizer { hasHookFinalizer = true }
        }
      default: break
      }
    }
  }

  /// Reads a time, as seconds since 1970; nil for `null` and for what isn't a time.
  public static func readSeconds(_ reader: inout JSONReader) throws(JSONError) -> Int64? {
    guard let text = try reader.readStringOrNull() else { return nil }
    return Timestamp(text)?.seconds
  }

  private mutating func readAnnotations(
    _ reader: inout JSONReader, _ wanted: Set<String>
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      if key == "k8s.io/initial-events-end" {
        endsInitialEvents = try reader.readStringOrNull() == "true"
      } else if key == "argocd.argoproj.io/hook" {
        isHook = true
      } else if key == "argocd.argoproj.io/ignore-restart-policy" {
        ignoresRestartPolicy = try reader.readStringOrNull() == "true"
      } else if !wanted.isEmpty {
        let name = key.string
        if wanted.contains(name) { annotations[name] = try reader.readStringOrNull() }
      }
    }
  }

  private mutating func readOwners(
    _ reader: inout JSONReader, _ pool: inout RowPool
  ) throws(JSONError) {
    try reader.beginArray()
    while try reader.nextElement() {
      var owner = Owner(kind: "", name: "")
      var isController = false
      var uid = ""
      try reader.beginObject()
      while let key = try reader.nextField() {
        switch key {
        case "kind": owner.kind = try pool.readText(&reader)
        case "name": owner.name = try pool.readText(&reader)
        case "uid" where readsControllerUID: uid = try reader.readStringOrNull() ?? ""
        case "controller": isController = try reader.readBoolOrNull() ?? false
        default: break
        }
      }
      if isController { (controller, controllerUID) = (owner, uid) }
    }
  }
}
