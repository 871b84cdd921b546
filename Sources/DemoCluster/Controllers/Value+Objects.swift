import Documents

// How controllers read and write objects: by path, without caring what is there yet.
extension Value {
  /// The field that the path leads to, if it is there.
  func at(_ path: String...) -> Value? { at(path) }

  /// The field that the path leads to, if it is there.
  func at(_ path: [String]) -> Value? {
    var value = self
    for key in path {
      guard let next = value[key] else { return nil }
      value = next
    }
    return value
  }

  /// Sets the field that the path leads to, with the objects on the way; nil removes it.
  mutating func set(_ path: String..., to value: Value?) { set(path[...], to: value) }

  private mutating func set(_ path: ArraySlice<String>, to value: Value?) {
    guard let first = path.first else { return }
    if path.count == 1 {
      self[first] = value
      return
    }
    if value == nil, self[first] == nil { return }
    var child = self[first] ?? [:]
    self[first] = nil
    child.set(path.dropFirst(), to: value)
    self[first] = child
  }

  /// `metadata.name`.
  var objectName: String { at("metadata", "name")?.string ?? "" }
  /// `metadata.namespace`; empty for what isn't namespaced.
  var objectNamespace: String { at("metadata", "namespace")?.string ?? "" }
  /// `metadata.uid`.
  var objectUID: String { at("metadata", "uid")?.string ?? "" }
  /// `kind`.
  var objectKind: String { self["kind"]?.string ?? "" }
  /// The group of `apiVersion`; empty for the core group.
  var objectGroup: String {
    let version = self["apiVersion"]?.string ?? ""
    return version.firstIndex(of: "/").map { String(version[..<$0]) } ?? ""
  }
  /// The version of `apiVersion`, without the group.
  var objectVersion: String {
    let version = self["apiVersion"]?.string ?? ""
    return version.firstIndex(of: "/").map { String(version[version.index(after: $0)...]) }
      ?? version
  }
  /// `metadata.generation`.
  var generation: Int64 { at("metadata", "generation")?.integer ?? 0 }
  /// Whether a deletion has been asked for.
  var isBeingDeleted: Bool { at("metadata", "deletionTimestamp") != nil }
  /// `metadata.creationTimestamp`.
  var created: DemoTime {
    at("metadata", "creationTimestamp")?.string.flatMap(DemoTime.init(rfc3339:))
      ?? DemoTime(milliseconds: 0)
  }

  /// The text of a label.
  func label(_ name: String) -> String? { at("metadata", "labels", name)?.string }
  /// The text of an annotation.
  func annotation(_ name: String) -> String? { at("metadata", "annotations", name)?.string }

  /// The UID of the owner that manages this object.
  var controllerUID: String? {
    at("metadata", "ownerReferences")?.array?
      .first { $0["controller"]?.bool == true }?["uid"]?.string
  }

  /// The owner reference that makes this object the controller of another.
  var controllerReference: Value {
    [
      "apiVersion": self["apiVersion"] ?? "v1", "kind": self["kind"] ?? "",
      "name": .string(objectName), "uid": .string(objectUID), "controller": true,
      "blockOwnerDeletion": true,
    ]
  }

  /// The condition of that type, if the object's status has it.
  func condition(_ type: String) -> Value? {
    at("status", "conditions")?.array?.first { $0["type"]?.string == type }
  }

  /// Whether the condition of that type holds.
  func isTrue(_ condition: String) -> Bool {
    self.condition(condition)?["status"]?.string == "True"
  }

  /// Whether a pod counts as ready.
  var isReadyPod: Bool { isTrue("Ready") }
  /// Whether a pod has ended for good.
  var hasEnded: Bool { ["Succeeded", "Failed"].contains(at("status", "phase")?.string ?? "") }

  /// A field that is left out when it is zero, as Kubernetes does with most counts.
  mutating func setCount(_ name: String, _ count: Int) {
    self[name] = count == 0 ? nil : .integer(Int64(count))
  }
}

extension [Value] {
  /// Puts a condition in the place of the one of its type; its transition time stays if its status
  /// does.
  mutating func setCondition(_ condition: Value, at now: DemoTime) {
    var condition = condition
    condition["lastTransitionTime"] = .string(now.rfc3339)
    guard let index = firstIndex(where: { $0["type"] == condition["type"] }) else {
      append(condition)
      return
    }
    if self[index]["status"] == condition["status"] {
      condition["lastTransitionTime"] = self[index]["lastTransitionTime"]
    }
    self[index] = condition
  }
}
