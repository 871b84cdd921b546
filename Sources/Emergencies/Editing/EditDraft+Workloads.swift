public import Documents
internal import GitOps
public import Kubernetes

extension EditDraft {
  /// The draft of a quick change of a workload or node; `live` is the object that it was worked out
  /// for.
  public init(_ change: WorkloadChange, of live: Value) {
    switch change.means {
    case .scale(let current, let replicas):
      // An object that says nothing has what its scale says.
      let opened = Self.replicas.setting(.integer(Int64(current)), in: live)
      self.init(change.key, opened: opened, .scale(to: replicas), action: change.words)
    case .create(let kind, let object):
      let name = object["metadata"]?["name"]?.string ?? ""
      self.init(
        ObjectKey(kind, namespace: change.key.name.namespace, name: name), opened: nil,
        .creation(of: object.naming(kind)), action: "started by hand")
    case .patch(let type, let patch):
      self.init(
        change.key, opened: live, edited: live.naming(change.key.kind).patched(type, patch),
        action: change.words)
    }
    switch change.request {
    case .restart, .trigger: isPassing = true
    case .scale, .setImages, .rollBack, .setSuspended, .setSchedulable: break
    }
  }
}

extension Value {
  /// The object with a patch of one of our own in it, which says only what all kinds of patches mean
  /// alike, but for containers: those are told apart by their names.
  fileprivate func patched(_ type: PatchType, _ patch: Value) -> Value {
    switch type {
    case .json: (try? applying(JSONPatch(patch.withoutTests))) ?? self
    case .merge: applying(mergePatch: patch)
    case .strategicMerge: merging(strategic: patch)
    }
  }

  /// What tests ask for is looked after by comparing with the object as it was seen.
  private var withoutTests: Value {
    .array((array ?? []).filter { $0["op"] != "test" })
  }

  private func merging(strategic patch: Value) -> Value {
    guard case .object(var changes) = patch else { return patch }
    if changes.removeValue(forKey: "$patch") == "replace" {
      return .object(changes)
    }
    var fields = object ?? [:]
    for (name, change) in changes {
      if change.isNull {
        fields[name] = nil
      } else if name == "containers" || name == "initContainers", let elements = change.array {
        fields[name] = .array(elements.merged(into: fields[name]?.array ?? []))
      } else {
        fields[name] = (fields[name] ?? .null).merging(strategic: change)
      }
    }
    return .object(fields)
  }
}

extension [Value] {
  /// Named elements with these ones' fields.
  fileprivate func merged(into elements: [Value]) -> [Value] {
    var elements = elements
    for change in self {
      guard let index = elements.firstIndex(where: { $0["name"] == change["name"] }) else {
        elements.append(change)
        continue
      }
      elements[index] = elements[index].applying(mergePatch: change)
    }
    return elements
  }
}
