internal import Documents
internal import Files
internal import YAML

/// The file of a kustomization, as far as edits need it.
struct KustomizationLayer: Sendable {
  /// The file, from the root of the tree.
  let file: String
  /// The folder it is in.
  let folder: String
  let text: YAMLText
  /// Whether it is the one that is built itself.
  let isOutermost: Bool

  init?(in folder: String, of tree: MemoryTree, isOutermost: Bool = false) {
    let files = KustomizationFile.names.map { Paths.join(folder, $0) }
    guard let file = files.first(where: { tree.bytes($0) != nil }), let bytes = tree.bytes(file),
      let text = try? YAMLText(bytes, file: file)
    else { return nil }
    (self.file, self.folder, self.text) = (file, folder, text)
    self.isOutermost = isOutermost
  }

  var value: Value { text.documents.first?.value ?? .null }

  /// The key that a field has here: kustomize doesn't care about the case of its letters.
  func key(_ name: String) -> String? {
    let lower = name.lowercased()
    return value.object?.keys.sorted().first { $0.lowercased() == lower }
  }

  /// The elements of a field, each with its place.
  func elements(_ name: String) -> [(place: Pointer, value: Value)] {
    guard let key = key(name) else { return [] }
    return (value[key]?.array ?? []).enumerated().map {
      (Pointer([key, "\($0.offset)"]), $0.element)
    }
  }

  /// The entries of a field that is a mapping, each with its place.
  func entry(_ name: String, _ entry: String) -> Pointer? {
    guard let key = key(name), value[key]?[entry] != nil else { return nil }
    return [key, entry]
  }

  /// A path that it names, from the root of the tree.
  func path(_ named: String) -> String? { Paths.normalize(Paths.join(folder, named)) }

  /// A site at a place in here.
  func site(
    _ place: Pointer, _ layer: String,
    edit: @escaping @Sendable (inout YAMLText) throws(YAMLEditError) -> Void
  ) -> TraceSite {
    let file = file
    return TraceSite(file: file, line: text.line(of: place), layer: "\(layer) in \(file)") {
      (tree) throws(TraceFailure) in
      try tree.editing(file, edit)
    }
  }
}

/// What a kustomization is made of, the outermost layer first.
struct KustomizationLayers {
  /// One layer.
  enum Layer {
    case kustomization(KustomizationLayer)
    /// A file of manifests.
    case manifests(String)
  }

  private(set) var layers: [Layer] = []
  private let tree: MemoryTree
  private var seen: Set<String> = []

  init(below folder: String, of tree: MemoryTree) {
    self.tree = tree
    visit(folder, isOutermost: true)
  }

  /// The files of all layers.
  var files: Set<String> {
    Set(
      layers.map { layer in
        switch layer {
        case .kustomization(let kustomization): kustomization.file
        case .manifests(let file): file
        }
      })
  }

  /// The folders of all kustomizations.
  var folders: Set<String> { seen }

  /// The outermost kustomization.
  var outermost: KustomizationLayer? {
    guard case .kustomization(let kustomization) = layers.first else { return nil }
    return kustomization
  }

  private mutating func visit(_ folder: String, isOutermost: Bool = false) {
    guard seen.insert(folder).inserted,
      let kustomization = KustomizationLayer(in: folder, of: tree, isOutermost: isOutermost)
    else { return }
    layers.append(.kustomization(kustomization))
    for (_, element) in kustomization.elements("components").reversed() {
      guard let path = element.string.flatMap(kustomization.path) else { continue }
      visit(path)
    }
    for (_, element) in kustomization.elements("resources") + kustomization.elements("bases") {
      guard let path = element.string.flatMap(kustomization.path) else { continue }
      if tree.kind(of: path) == .folder {
        visit(path)
      } else if tree.bytes(path) != nil, seen.insert(path).inserted {
        layers.append(.manifests(path))
      }
    }
  }
}
