internal import Documents
internal import Files
internal import YAML

/// Ways to take an object out of what renders it.
struct Removal {
  let tree: MemoryTree
  let object: TracedObject
  let layers: KustomizationLayers?

  /// The ways, the one closest to the object first.
  var sites: [TraceSite] {
    let described = object.manifest.object
    var sites: [TraceSite] = []
    if let bytes = tree.bytes(described.file),
      let text = try? YAMLText(bytes, file: described.file, dialect: .kustomize),
      let place = ManifestPlace(line: described.line, in: text),
      text.value(at: place.pointer, inDocument: place.document)?.text("kind") == described.kind
    {
      sites += [fromFile(place, text)]
    }
    for case .kustomization(let layer) in layers?.layers ?? [] { sites += generator(in: layer) }
    if let layer = layers?.outermost {
      sites += NewPatch(tree: tree, layer: layer, object: object, edits: nil).sites
    }
    return sites
  }

  private func fromFile(_ place: ManifestPlace, _ text: YAMLText) -> TraceSite {
    let described = object.manifest.object
    let file = described.file
    let isOnly = text.documents.count { !$0.isEmpty } == 1 && place.pointer.isRoot
    guard isOnly else {
      return TraceSite(file: file, line: described.line, layer: "its manifest, \(file)") {
        (tree) throws(TraceFailure) in
        try tree.editing(file, dialect: .kustomize) { (text) throws(YAMLEditError) in
          if place.pointer.isRoot {
            try text.removeDocument(place.document)
          } else {
            try text.set(place.pointer, to: nil, inDocument: place.document)
          }
        }
      }
    }
    let namers = namers(of: file)
    let words =
      namers.isEmpty ? "" : ", and its name in \(namers.map(\.file).joined(separator: ", "))"
    return TraceSite(file: file, line: 1, layer: "its file, \(file)\(words)") {
      (tree) throws(TraceFailure) in
      var tree = tree
      tree[file] = nil
      for namer in namers {
        tree = try tree.editing(namer.file) { (text) throws(YAMLEditError) in
          try text.set(namer.place, to: nil)
        }
      }
      return tree
    }
  }

  /// The kustomizations that name a file under `resources`, and where.
  private func namers(of file: String) -> [(file: String, place: Pointer)] {
    var namers: [(file: String, place: Pointer)] = []
    for case .kustomization(let layer) in layers?.layers ?? [] {
      for (place, element) in layer.elements("resources")
      where element.string.flatMap(layer.path) == file {
        namers.append((layer.file, place))
      }
    }
    return namers
  }

  private func generator(in layer: KustomizationLayer) -> [TraceSite] {
    let described = object.manifest.object
    guard described.file == layer.file else { return [] }
    let field = described.kind == "Secret" ? "secretGenerator" : "configMapGenerator"
    return layer.elements(field).compactMap { place, entry in
      guard !entry.text("name").isEmpty, described.name.contains(entry.text("name")) else {
        return nil
      }
      return layer.site(place, "\(entry.text("name")) under \(field)") {
        (text) throws(YAMLEditError) in
        let list = place.parent ?? Pointer()
        if text.value(at: list)?.array?.count == 1 {
          try text.set(list, to: nil)
        } else {
          try text.set(place, to: nil)
        }
      }
    }
  }
}
