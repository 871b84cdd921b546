internal import Documents
internal import Files
internal import YAML

/// Fields that patches set.
extension TraceSites {
  /// What a patch is written in.
  private enum Holder {
    /// A file.
    case file(String)
    /// A text within the kustomization, at that place.
    case inline(Pointer, String)
  }

  func jsonPatches(in layer: KustomizationLayer) -> [TraceSite] {
    layer.elements("patchesJson6902").reversed().flatMap { place, entry in
      sites(in: layer, place, entry, "patchesJson6902")
    }
  }

  func patches(in layer: KustomizationLayer) -> [TraceSite] {
    layer.elements("patches").reversed().flatMap { place, entry in
      sites(in: layer, place, entry, "patches")
    }
      + layer.elements("patchesStrategicMerge").reversed().flatMap { place, entry -> [TraceSite] in
        guard let text = entry.string else { return [] }
        let holder: Holder? =
          text.contains("\n") ? .inline(place, text) : layer.path(text).map { .file($0) }
        return holder.map { sites(in: layer, $0, entry, "patchesStrategicMerge") } ?? []
      }
  }

  private func sites(
    in layer: KustomizationLayer, _ place: Pointer, _ entry: Value, _ field: String
  ) -> [TraceSite] {
    if let path = entry["path"]?.string, !path.isEmpty {
      return layer.path(path).map { sites(in: layer, .file($0), entry, field) } ?? []
    }
    guard let patch = entry["patch"]?.string else { return [] }
    return sites(in: layer, .inline(place.appending("patch"), patch), entry, field)
  }

  private func sites(
    in layer: KustomizationLayer, _ holder: Holder, _ entry: Value, _ field: String
  ) -> [TraceSite] {
    let bytes: [UInt8]
    switch holder {
    case .file(let file): bytes = tree.bytes(file) ?? []
    case .inline(_, let text): bytes = Array(text.utf8)
    }
    guard let text = try? YAMLText(bytes, dialect: .kustomize) else { return [] }
    return text.documents.enumerated().flatMap { index, document -> [TraceSite] in
      if let operations = document.value.array {
        return operationSites(operations, index, text, holder, layer, field)
      }
      guard mayBeFor(document.value, entry["target"]) else { return [] }
      return mergeSites(document.value, index, text, holder, layer, field)
    }
  }

  /// Whether a patch may be for the object: by its target, or else by what it says itself.
  private func mayBeFor(_ patch: Value, _ target: Value?) -> Bool {
    if let target {
      let kind = target.text("kind")
      return kind.isEmpty || kind.contains(object.manifest.object.kind)
        || !kind.allSatisfy { $0.isLetter || $0.isNumber }
    }
    return patch.text("kind") == object.manifest.object.kind
      && mayHaveBeenCalled(patch[objectAt: "metadata"].text("name"))
  }

  // MARK: - Strategic merges

  private func mergeSites(
    _ patch: Value, _ document: Int, _ text: YAMLText, _ holder: Holder,
    _ layer: KustomizationLayer, _ field: String
  ) -> [TraceSite] {
    let value = FieldText(edit, in: patch)
    let place: Pointer
    if let own = value.path.pointer(in: patch) {
      place = own
    } else if edit.after != nil, Self.belongs(edit.path),
      let parent = value.path.parent?.pointer(in: patch)
    {
      place = parent
    } else {
      return []
    }
    let wanted = value.applied
    return [site(place, document, text, holder, layer, field) { _ in wanted }]
  }

  /// Whether a new part goes where others of its sort are: an entry of a map, an element of a list.
  private static func belongs(_ path: FieldPath) -> Bool {
    guard case .field = path.steps.last else { return true }
    guard case .field(let parent)? = path.steps.dropLast().last else { return false }
    return [
      "labels", "annotations", "data", "stringData", "nodeSelector", "limits", "requests",
      "matchLabels",
    ].contains(parent)
  }

  // MARK: - JSON patches

  private func operationSites(
    _ operations: [Value], _ document: Int, _ text: YAMLText, _ holder: Holder,
    _ layer: KustomizationLayer, _ field: String
  ) -> [TraceSite] {
    let target = edit.path.pointer(in: object.value)
    var sites: [TraceSite] = []
    for (index, operation) in operations.enumerated().reversed() {
      guard ["add", "replace"].contains(operation.text("op")),
        let path = Pointer(parsing: operation.text("path")),
        let rest = rest(of: path, operation, target)
      else { continue }
      let place = Pointer(["\(index)", "value"] + rest)
      let after = edit.after
      if after == nil, rest.isEmpty {
        guard operations.count > 1 else { continue }
        sites.append(
          site([String(index)], document, text, holder, layer, field) { list in
            var list = list
            list[["\(index)"]] = nil
            return list
          })
        continue
      }
      sites.append(
        site(place, document, text, holder, layer, field) { list in
          var list = list
          list[place] = after
          return list
        })
    }
    return sites
  }

  /// The way from what an operation sets to the field; nil where it sets something else.
  private func rest(of path: Pointer, _ operation: Value, _ target: Pointer?) -> [String]? {
    if let target, path.contains(target) {
      return Array(target.tokens.dropFirst(path.tokens.count))
    }
    // An element at the end of a list: which it became isn't said.
    guard path.tokens.last == "-", let list = path.parent, let set = operation["value"],
      let target, list.contains(target), target.tokens.count > list.tokens.count
    else { return nil }
    let element = Pointer(Array(target.tokens.prefix(list.tokens.count + 1)))
    guard object.value[element]?.text("name") == set.text("name"), !set.text("name").isEmpty else {
      return nil
    }
    return Array(target.tokens.dropFirst(element.tokens.count))
  }

  // MARK: - Where it stands

  /// A site in one document of a patch.
  private func site(
    _ place: Pointer, _ document: Int, _ text: YAMLText, _ holder: Holder,
    _ layer: KustomizationLayer, _ field: String,
    change: @escaping @Sendable (Value) -> Value
  ) -> TraceSite {
    switch holder {
    case .file(let file):
      let line = text.line(of: place, inDocument: document)
      return TraceSite(
        file: file, line: line, layer: "the patch \(file), under \(field) in \(layer.file)"
      ) { (tree) throws(TraceFailure) in
        try tree.editing(file, dialect: .kustomize) { (text) throws(YAMLEditError) in
          try Self.change(document, of: &text, change)
        }
      }
    case .inline(let pointer, let source):
      var site = layer.site(pointer, "the patch under \(field)") { (text) throws(YAMLEditError) in
        var inner = try YAMLText(Array(source.utf8), file: text.file, dialect: .kustomize)
        try Self.change(document, of: &inner, change)
        try text.set(pointer, to: .string(String(decoding: inner.bytes, as: UTF8.self)))
      }
      // The lines of a block begin below its indicator.
      if let start = site.line, let line = text.line(of: place, inDocument: document) {
        site.line = start + (source.contains("\n") ? line : 0)
      }
      return site
    }
  }

  private static func change(
    _ document: Int, of text: inout YAMLText, _ change: (Value) -> Value
  ) throws(YAMLEditError) {
    guard let value = text.value(at: Pointer(), inDocument: document) else {
      throw YAMLEditError(.noDocument(document), file: text.file)
    }
    try text.change(document: document, to: change(value))
  }
}
