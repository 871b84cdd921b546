internal import Documents
internal import Files
internal import YAML

/// Patches for the outermost kustomization, for fields that come from nowhere that can be edited, or
/// from where others would change too.
struct NewPatch {
  let tree: MemoryTree
  let layer: KustomizationLayer
  let object: TracedObject
  /// The fields, or nil for an object that is to be no more.
  let edits: [FieldEdit]?

  /// The ways to write it, the plainest first.
  var sites: [TraceSite] {
    var sites: [TraceSite] = []
    if let merge { sites += names.flatMap { added(merge, to: $0) } }
    if let operations { sites += names.compactMap { added(operations, to: $0) } }
    return sites
  }

  /// What the object may be called when the patch meets it, by kind and name.
  private var names: [String] {
    let name = object.manifest.object.name
    var names: [String] = []
    func add(_ name: String) {
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    var own = HashedName.isHashed(object.manifest.value) ? HashedName.base(name) : name
    let prefix = layer.key("namePrefix").flatMap { layer.value[$0]?.string } ?? ""
    let suffix = layer.key("nameSuffix").flatMap { layer.value[$0]?.string } ?? ""
    if own.hasPrefix(prefix) { own = String(own.dropFirst(prefix.count)) }
    if own.hasSuffix(suffix) { own = String(own.dropLast(suffix.count)) }
    add(own)
    add(name)
    return names
  }

  // MARK: - What it says

  /// The fields as an object to merge; nil where that can't say it.
  private var merge: Value? {
    guard let edits else { return ["$patch": "delete"] }
    var patch: Value = [:]
    for edit in edits {
      for step in edit.path.steps {
        switch step {
        case .field, .element: continue
        case .member, .index: return nil
        }
      }
      if let after = edit.after {
        patch = edit.path.setting(after, in: patch)
      } else if case .element(let keys)? = edit.path.steps.last {
        var gone = Value.object(keys)
        gone["$patch"] = "delete"
        patch = edit.path.setting(gone, in: patch)
      } else {
        patch = edit.path.setting(.null, in: patch)
      }
    }
    return patch
  }

  /// The fields as operations; nil where the object hasn't got what holds them.
  private var operations: Value? {
    guard let edits else { return nil }
    var value = object.value
    var operations: [Value] = []
    for edit in edits {
      if let place = edit.path.pointer(in: value) {
        var operation: Value = ["path": .string(place.description)]
        operation["op"] = edit.after == nil ? "remove" : "replace"
        operation["value"] = edit.after
        operations.append(operation)
      } else {
        guard let after = edit.after, let added = Self.addition(of: after, at: edit.path, to: value)
        else { return nil }
        operations.append(added)
      }
      value = edit.applied(to: value)
    }
    return .array(operations)
  }

  /// The operation that puts something where nothing is, with all that has to be around it.
  private static func addition(
    of after: Value, at path: FieldPath, to value: Value
  ) -> Value? {
    let changed = path.setting(after, in: value)
    var holder = path
    // The outermost thing that isn't there yet.
    while let parent = holder.parent, parent.pointer(in: value) == nil { holder = parent }
    guard let added = holder.value(in: changed), let parent = holder.parent?.pointer(in: value)
    else { return nil }
    let place: Pointer
    switch holder.steps.last {
    case .field(let name)?: place = parent.appending(name)
    default: place = parent.appending("-")
    }
    return ["op": "add", "path": .string(place.description), "value": added]
  }

  // MARK: - Where it goes

  /// A merge, with what it is for: by its own name, or by a target where that isn't enough.
  private func added(_ merge: Value, to name: String) -> [TraceSite] {
    let described = object.manifest.object
    var patch = merge
    patch["apiVersion"] = .string(described.apiVersion)
    patch["kind"] = .string(described.kind)
    var metadata = patch["metadata"] ?? [:]
    metadata["name"] = .string(name)
    patch["metadata"] = metadata
    var spaced = patch
    spaced["metadata"]?["namespace"] = .string(described.namespace)
    let target = target(name)
    return [added(patch.yaml, target: nil)]
      + (described.namespace.isEmpty ? [] : [added(spaced.yaml, target: nil)])
      + [added(patch.yaml, target: target)]
  }

  private func added(_ operations: Value, to name: String) -> TraceSite? {
    added(operations.yaml, target: target(name))
  }

  private func target(_ name: String) -> Value {
    let described = object.manifest.object
    var target: Value = ["kind": .string(described.kind), "name": .string(Self.literal(name))]
    target["version"] = .string(described.version)
    if !described.group.isEmpty { target["group"] = .string(Self.literal(described.group)) }
    return target
  }

  /// A text as a pattern that matches it alone.
  private static func literal(_ text: String) -> String {
    text.replacing(".", with: "\\.")
  }

  private func added(_ text: String, target: Value?) -> TraceSite {
    let name = fileName
    let file = Paths.join(layer.folder, name)
    let entry: Value =
      target.map { ["path": .string(name), "target": $0] } ?? ["path": .string(name)]
    let kustomization = layer.file
    return TraceSite(
      file: file, line: nil, layer: "a new patch, \(file), under patches in \(kustomization)"
    ) { (tree) throws(TraceFailure) in
      var tree = try tree.editing(kustomization) { (text) throws(YAMLEditError) in
        let present = text.documents.first?.value.object ?? [:]
        let key = present.keys.sorted().first { $0.lowercased() == "patches" } ?? "patches"
        if (present[key]?.array ?? []).isEmpty {
          try text.set([key], to: [entry])
        } else {
          try text.set([key, "-"], to: entry)
        }
      }
      tree[file] = .file(Array(text.utf8))
      return tree
    }
  }

  /// A name for the patch that is still free.
  private var fileName: String {
    let described = object.manifest.object
    let name = names.first ?? described.name
    let base = "\(edits == nil ? "remove" : "patch")-\(described.kind)-\(name)".lowercased()
      .map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" }
    var number = 1
    while true {
      let candidate = String(base) + (number == 1 ? "" : "-\(number)") + ".yaml"
      if tree.kind(of: Paths.join(layer.folder, candidate)) == nil { return candidate }
      number += 1
    }
  }
}
