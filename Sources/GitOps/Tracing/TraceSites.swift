internal import Documents
internal import Files
internal import YAML

/// Finds the places where a field of an object may come from, the outermost layer first.
///
/// These are guesses by what the files say, and only rendering shows which of them is right: names
/// may have got prefixes, and a layer outside of another may go before it.
struct TraceSites {
  let tree: MemoryTree
  let object: TracedObject
  let edit: FieldEdit

  /// The places in the layers of a kustomization.
  func inKustomization(_ layers: KustomizationLayers) -> [TraceSite] {
    var sites: [TraceSite] = []
    for case .kustomization(let layer) in layers.layers { sites += all(in: layer) }
    return sites + inManifest
  }

  private func all(in layer: KustomizationLayer) -> [TraceSite] {
    images(in: layer) + replicas(in: layer) + jsonPatches(in: layer) + texts(in: layer)
      + patches(in: layer) + generated(by: layer)
  }

  // MARK: - Names

  /// Whether the object may have been called so before it got its prefixes, suffix and hash.
  func mayHaveBeenCalled(_ name: String) -> Bool {
    !name.isEmpty && object.manifest.object.name.contains(name)
  }

  // MARK: - Images

  private func images(in layer: KustomizationLayer) -> [TraceSite] {
    guard edit.path.steps.last == .field("image"),
      let old = edit.path.value(in: object.value)?.string,
      let new = edit.after?.string
    else { return [] }
    let (before, after) = (ContainerImage(old), ContainerImage(new))
    return ["images", "imageTags"].flatMap { field in
      layer.elements(field).compactMap { place, entry in
        let name = entry.text("newName").isEmpty ? entry.text("name") : entry.text("newName")
        guard name == before.name else { return nil }
        return layer.site(place, "the image \(entry.text("name")) under \(field)") {
          (text) throws(YAMLEditError) in
          try Self.set(after, before, entry, at: place, in: &text)
        }
      }
    }
  }

  private static func set(
    _ new: ContainerImage, _ old: ContainerImage, _ entry: Value, at place: Pointer,
    in text: inout YAMLText
  ) throws(YAMLEditError) {
    var wanted = entry
    if new.name != old.name {
      wanted["newName"] = new.name == entry.text("name") ? nil : .string(new.name)
    }
    if new.tag != old.tag || new.digest != old.digest {
      wanted["newTag"] = new.tag.isEmpty ? nil : .string(new.tag)
      wanted["digest"] = new.digest.isEmpty ? nil : .string(new.digest)
      wanted["tagSuffix"] = nil
    }
    try text.set(place, to: wanted)
  }

  // MARK: - Replicas

  private func replicas(in layer: KustomizationLayer) -> [TraceSite] {
    guard edit.path == ["spec", "replicas"], let count = edit.after?.integer else { return [] }
    return layer.elements("replicas").compactMap { place, entry in
      guard mayHaveBeenCalled(entry.text("name")) else { return nil }
      return layer.site(place, "the count of \(entry.text("name")) under replicas") {
        (text) throws(YAMLEditError) in
        try text.set(place.appending("count"), to: .integer(count))
      }
    }
  }

  // MARK: - Labels and annotations

  private func texts(in layer: KustomizationLayer) -> [TraceSite] {
    guard case .field(let key)? = edit.path.steps.last,
      case .field(let holder)? = edit.path.steps.dropLast().last,
      ["labels", "annotations", "matchLabels"].contains(holder),
      edit.after.map({ $0.string != nil }) ?? true
    else { return [] }
    let after = edit.after
    var places: [(Pointer, String)] = []
    if holder == "annotations" {
      if let place = layer.entry("commonAnnotations", key) {
        places.append((place, "commonAnnotations"))
      }
    } else {
      if let place = layer.entry("commonLabels", key) { places.append((place, "commonLabels")) }
      for (place, entry) in layer.elements("labels").reversed()
      where entry["pairs"]?[key] != nil {
        places.append((place.appending("pairs").appending(key), "labels"))
      }
    }
    return places.map { place, field in
      layer.site(place, "\(field)") { (text) throws(YAMLEditError) in
        try text.set(place, to: after)
      }
    }
  }

  // MARK: - The manifest

  /// The object's own place in a file.
  var inManifest: [TraceSite] {
    let object = object.manifest.object
    guard let bytes = tree.bytes(object.file),
      let text = try? YAMLText(bytes, file: object.file, dialect: .kustomize),
      let place = ManifestPlace(line: object.line, in: text),
      let value = text.value(at: place.pointer, inDocument: place.document),
      value.text("kind") == object.kind
    else { return [] }
    let field = FieldText(edit, in: value)
    let wanted = field.applied
    guard wanted != value else { return [] }
    let inner = field.path.pointer(in: value) ?? field.path.parent?.pointer(in: value)
    let whole = Pointer(place.pointer.tokens + (inner?.tokens ?? []))
    let line = text.line(of: whole, inDocument: place.document)
    return [
      TraceSite(file: object.file, line: line, layer: "its manifest, \(object.file)") {
        (tree) throws(TraceFailure) in
        try tree.editing(object.file, dialect: .kustomize) { (text) throws(YAMLEditError) in
          try text.set(place.pointer, to: wanted, inDocument: place.document)
        }
      }
    ]
  }
}

/// Where an object is in a file: in which document, and where in that.
struct ManifestPlace: Hashable {
  var document: Int
  /// Empty, or an item of a list.
  var pointer: Pointer

  /// The object that begins in a line.
  init?(line: Int, in text: YAMLText) {
    for (index, document) in text.documents.enumerated() {
      if let found = Self.find(line, document.root, Pointer()) {
        (self.document, pointer) = (index, found)
        return
      }
    }
    return nil
  }

  private static func find(_ line: Int, _ node: YAMLNode, _ pointer: Pointer) -> Pointer? {
    let isList = node.value.text("kind").hasSuffix("List") && node["items"] != nil
    guard isList else {
      return node.position.line == line && node.value.object != nil ? pointer : nil
    }
    for (index, item) in (node["items"]?.elements ?? []).enumerated() {
      let place = pointer.appending("items").appending(index)
      if let found = find(line, item, place) { return found }
    }
    return nil
  }
}

/// A field as a file has it: what a Secret holds may be written as text.
struct FieldText {
  let path: FieldPath
  /// What it is in, with the field changed.
  let applied: Value

  init(_ edit: FieldEdit, in value: Value) {
    if edit.path.steps.count == 2, edit.path.steps[0] == .field("data"),
      case .field(let key) = edit.path.steps[1], value.text("kind") == "Secret",
      value["stringData"]?[key] != nil
    {
      let bytes = edit.after?.string.flatMap { Base64.decode($0) }
      if let after = edit.after, after.string == nil || bytes == nil {
        (path, applied) = (edit.path, edit.applied(to: value))
        return
      }
      // Bytes that are no text can only stand in `data`.
      if let bytes, String(validating: bytes, as: UTF8.self) == nil {
        let without = FieldPath(["stringData", .field(key)]).setting(nil, in: value, parents: 1)
        (path, applied) = (edit.path, edit.applied(to: without))
        return
      }
      path = ["stringData", .field(key)]
      applied = path.setting(
        bytes.map { .string(String(decoding: $0, as: UTF8.self)) }, in: value,
        parents: edit.parents)
      return
    }
    path = edit.path
    applied = edit.applied(to: value)
  }
}

/// An image's name in its parts.
struct ContainerImage: Hashable {
  var name: String
  var tag = ""
  var digest = ""

  init(_ text: String) {
    var rest = Substring(text)
    if let at = rest.firstIndex(of: "@") {
      digest = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    // A colon in front of a slash belongs to a registry's port.
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    }
    name = String(rest)
  }
}
