import Documents

/// Applies patches to the objects of a kustomization.
struct PatchApplier {
  private let merge: StrategicMerge

  init(schema: MergeSchema) {
    merge = StrategicMerge(schema: schema)
  }

  /// What a patch may do beside what all may.
  struct Permissions {
    var changesName = false
    var changesKind = false
  }

  /// Merges patches into the objects that have their ids, or had them.
  func apply(
    _ patches: [Resource], to set: inout ResourceSet, _ permissions: Permissions = Permissions()
  ) throws(KustomizeError) {
    var deleted: Set<Int> = []
    for patch in patches {
      let indices = set.indices(everNamed: patch.id)
      guard let index = indices.first, indices.count == 1 else {
        let reason =
          indices.isEmpty
          ? "the patch matches nothing: there is no \(patch.id)\(Self.advice(for: patch, set))"
          : "the patch matches \(indices.count) objects: \(patch.id) is not enough"
        throw KustomizeError([.init(file: patch.file, line: patch.line, reason: reason)])
      }
      let value = Self.withTextualNumbers(patch)
      if try !apply(value, of: patch, to: &set[index], permissions) { deleted.insert(index) }
    }
    set.remove(deleted)
  }

  /// Merges a patch into all objects that a selector picks.
  ///
  /// The patch needn't be of their type or have their name.
  func apply(
    _ patch: Resource, to set: inout ResourceSet, matching selector: ResourceSelector,
    _ permissions: Permissions
  ) throws(KustomizeError) {
    var deleted: Set<Int> = []
    var isRenamed = false
    let value = Self.withTextualMetadata(patch)
    for index in set.indices where selector.matches(set[index]) {
      var adapted = value
      adapted["apiVersion"] = set[index].value["apiVersion"]
      if try !apply(adapted, of: patch, to: &set[index], permissions) { deleted.insert(index) }
      isRenamed = isRenamed || permissions.changesName || permissions.changesKind
    }
    set.remove(deleted)
    if isRenamed, let conflict = set.conflict() {
      throw KustomizeError([
        .init(
          file: patch.file, line: patch.line,
          reason: "the patch gives two objects the same id, \(set[conflict.second].id)")
      ])
    }
  }

  /// Carries out operations on all objects that a selector picks.
  func apply(
    _ operations: OperationList, lines: [Int], file: String, to set: inout ResourceSet,
    matching selector: ResourceSelector
  ) throws(KustomizeError) {
    for index in set.indices where selector.matches(set[index]) {
      let id = set[index].id
      let line = set[index].line
      func problem(_ reason: String, line: Int?) -> KustomizeError {
        KustomizeError([
          .init(
            file: file, line: line,
            reason: "\(reason) (for \(id) of \(set[index].file):\(set[index].line))")
        ])
      }
      do throws(OperationList.Failure) {
        try set[index].apply(operations)
      } catch {
        let place = lines.indices.contains(error.index) ? lines[error.index] : lines.first
        throw problem(
          "operation \(error.index + 1) of the patch doesn't apply, \(error.reason)", line: place)
      }
      guard !set[index].kind.isEmpty, !set[index].name.isEmpty || set[index].kind.hasSuffix("List")
      else {
        throw problem("the patch leaves an object without kind or name", line: lines.first ?? line)
      }
    }
  }

  /// Merges a patch into an object; returns whether there is anything left of it.
  private func apply(
    _ patch: Value, of source: Resource, to resource: inout Resource, _ permissions: Permissions
  ) throws(KustomizeError) -> Bool {
    let (name, namespace, kind) = (resource.name, resource.namespace, resource.kind)
    if permissions.changesName || permissions.changesKind { resource.rememberName() }
    let value = resource.value
    resource.value = .null
    do throws(MergeError) {
      guard let merged = try merge.merge(patch, into: value, written: resource.source),
        merged != .object([:])
      else {
        return false
      }
      resource.value = merged
    } catch {
      resource.value = value
      throw KustomizeError([
        .init(
          file: source.file, line: source.line,
          reason: "the patch doesn't fit \(resource.file):\(resource.line): \(error)")
      ])
    }
    if !permissions.changesKind, resource.kind != kind { resource.value["kind"] = .string(kind) }
    if !permissions.changesName, resource.name != name { resource.name = name }
    if resource.namespace != namespace { resource.namespace = namespace }
    if Self.takesAnnotationsAway(patch) { resource.forgetHistory() }
    return true
  }

  /// Whether none of the annotations are left that an object had.
  ///
  /// kustomize keeps notes of its own among them, and loses those, too.
  private static func takesAnnotationsAway(_ patch: Value) -> Bool {
    guard let annotations = patch["metadata"]?["annotations"] else { return false }
    return annotations.isNull || ["replace", "delete"].contains(annotations["$patch"]?.string)
  }

  /// Numbers in annotations become text in the end: as they are written, not as they are printed.
  private static func withTextualNumbers(_ patch: Resource) -> Value {
    guard let annotations = patch.value["metadata"]?["annotations"]?.object,
      annotations.values.contains(where: { if case .double = $0 { true } else { false } })
    else { return patch.value }
    let texts = patch.scalarTexts("annotations")
    var patch = patch
    let converted = annotations.map { key, value in
      if case .double = value { (key, Value.string(texts[key] ?? "")) } else { (key, value) }
    }
    patch.setMetadata("annotations", .object(Dictionary(uniqueKeysWithValues: converted)))
    return patch.value
  }

  /// With a target, kustomize takes the patch's labels and annotations for text, nulls included.
  private static func withTextualMetadata(_ patch: Resource) -> Value {
    var patch = patch
    for field in ["labels", "annotations"] where patch.value["metadata"]?[field] != nil {
      let texts = patch.scalarTexts(field).mapValues { Value.string($0) }
      patch.setMetadata(field, texts.isEmpty ? nil : .object(texts))
    }
    return patch.value
  }

  /// What the author of a patch that matches nothing may have meant.
  private static func advice(for patch: Resource, _ set: ResourceSet) -> String {
    guard let other = set.first(where: { $0.kind == patch.kind && $0.name == patch.name })
    else { return "" }
    return "; did you mean \(other.id)?"
  }
}

extension Resource {
  /// Carries out the operations of a JSON patch.
  mutating func apply(_ operations: OperationList) throws(OperationList.Failure) {
    rememberName()
    // There are always annotations while kustomize is at work, its own.
    if value["metadata"]?.object != nil, value["metadata"]?["annotations"]?.object == nil {
      setMetadata("annotations", [:])
    }
    value = try operations.apply(to: value)
    // It's written anew, by kustomize too.
    source = nil
    sharedTexts = []
    if value["metadata"]?["annotations"] == .object([:]) { setMetadata("annotations", nil) }
  }
}
