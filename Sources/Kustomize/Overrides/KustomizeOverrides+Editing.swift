import Documents
import Files
import YAML

extension KustomizeOverrides {
  /// The kustomization as Argo CD edits it before it builds.
  func edit(
    _ kustomization: KustomizationFile, sources: SourceFiles
  ) throws(KustomizeError) -> KustomizationFile {
    guard self != .none, kustomization.problems.isEmpty else { return kustomization }
    var editor = KustomizationEditor(kustomization)
    if let namePrefix { editor.set("namePrefix", .string(namePrefix)) }
    if let nameSuffix { editor.set("nameSuffix", .string(nameSuffix)) }
    try editor.setImages(images)
    editor.setReplicas(replicas)
    try addLabels(to: &editor)
    try editor.addEntries(
      commonAnnotations, to: "commonAnnotations", replacing: forcesCommonAnnotations)
    if let namespace { editor.set("namespace", .string(namespace)) }
    editor.append(patches, to: "patches")
    let found = components.filter { path in
      guard ignoresMissingComponents,
        case .folder = sources.place(
          of: path, from: kustomization.folder)
      else { return !ignoresMissingComponents }
      return true
    }
    editor.append(found.map { .string($0) }, to: "components")
    return KustomizationFile(
      editor.root, file: kustomization.file, folder: kustomization.folder)
  }

  private func addLabels(to editor: inout KustomizationEditor) throws(KustomizeError) {
    guard !commonLabels.isEmpty else { return }
    if labelsWithoutSelectors {
      try editor.addLabels(
        commonLabels, includingTemplates: labelsIncludeTemplates, replacing: forcesCommonLabels)
    } else {
      try editor.addEntries(commonLabels, to: "commonLabels", replacing: forcesCommonLabels)
    }
  }
}

/// Puts fields into a kustomization, as `kustomize edit` does.
struct KustomizationEditor {
  private(set) var root: YAMLNode
  private let file: String

  init(_ kustomization: KustomizationFile) {
    root = kustomization.root
    file = kustomization.file
  }

  /// What a field holds now, whatever case its name is in.
  private func field(_ name: String) -> YAMLNode? {
    root.fields.first { $0.key.lowercased() == name.lowercased() && !$0.node.value.isNull }?.node
  }

  mutating func set(_ name: String, _ value: Value) {
    put(name, YAMLNode(value, at: field(name)?.position ?? root.position))
  }

  private mutating func put(_ name: String, _ node: YAMLNode) {
    let others = root.fields.filter { $0.key.lowercased() != name.lowercased() }
    root = YAMLNode(
      fields: others + [YAMLNode.Field(key: name, keyPosition: node.position, node: node)],
      from: root.position, to: root.end)
  }

  /// Puts elements behind those that a field has.
  mutating func append(_ values: [Value], to name: String) {
    guard !values.isEmpty else { return }
    let present = field(name)?.elements ?? []
    let position = field(name)?.position ?? root.position
    put(
      name,
      YAMLNode(
        elements: present + values.map { YAMLNode($0, at: position) }, from: position,
        to: position))
  }

  /// Puts labels into the first entry of `labels` of their kind, or into one of their own.
  mutating func addLabels(
    _ labels: [String: String], includingTemplates: Bool, replacing: Bool
  ) throws(KustomizeError) {
    var entries = field("labels")?.elements.map(\.value) ?? []
    let index = entries.firstIndex { entry in
      entry["includeSelectors"] != true && (entry["includeTemplates"] == true) == includingTemplates
    }
    var entry = index.map { entries[$0] } ?? .object([:])
    if includingTemplates { entry["includeTemplates"] = true }
    var pairs = entry["pairs"]?.object ?? [:]
    try add(labels, to: &pairs, of: "labels", replacing: replacing)
    entry["pairs"] = .object(pairs)
    if let index { entries[index] = entry } else { entries.append(entry) }
    set("labels", .array(entries))
  }

  private func add(
    _ entries: [String: String], to texts: inout [String: Value], of name: String, replacing: Bool
  ) throws(KustomizeError) {
    for (key, text) in entries.sorted(by: { $0.key < $1.key }) {
      guard replacing || texts[key] == nil else {
        throw error("\(key) is there already, and isn't to be replaced", at: name)
      }
      texts[key] = .string(text)
    }
  }

  mutating func addEntries(
    _ entries: [String: String], to name: String, replacing: Bool
  ) throws(KustomizeError) {
    guard !entries.isEmpty else { return }
    var texts = field(name)?.value.object ?? [:]
    try add(entries, to: &texts, of: name, replacing: replacing)
    set(name, .object(texts))
  }

  func error(_ reason: String, at name: String) -> KustomizeError {
    KustomizeError([
      .init(file: file, line: (field(name) ?? root).position.line, reason: "\(name): \(reason)")
    ])
  }

  // MARK: - Images and replicas

  mutating func setImages(_ texts: [String]) throws(KustomizeError) {
    guard !texts.isEmpty else { return }
    var images: [String: Value] = [:]
    let present = (field("images")?.elements ?? []) + (field("imageTags")?.elements ?? [])
    for image in present { images[image.text("name") ?? ""] = image.value }
    for text in texts {
      guard let change = Self.image(text), let name = change["name"]?.string else {
        throw error("\(text) is no change of an image; expected name=new:tag", at: "images")
      }
      // An asterisk keeps what the kustomization has there.
      let kept = images[name]
      images[name] = .object(
        change.reduce(into: [:]) { result, field in
          result[field.key] = field.value == "*" ? kept?[field.key] : field.value
        })
    }
    put("imageTags", YAMLNode(.null, at: root.position))
    set("images", .array(images.sorted { $0.key < $1.key }.map(\.value)))
  }

  /// Takes `name=new:tag`, `name=new@digest`, `name:tag` or `name@digest` apart.
  private static func image(_ text: String) -> [String: Value]? {
    let halves = text.split(separator: "=", omittingEmptySubsequences: false)
    guard halves.count <= 2, let last = halves.last, !last.isEmpty else { return nil }
    var change: [String: Value] = [:]
    var name = last
    if let at = last.firstIndex(of: "@") {
      name = last[..<at]
      change["digest"] = .string(String(last[last.index(after: at)...]))
    } else if let colon = last.lastIndex(of: ":"), !last[colon...].contains("/") {
      name = last[..<colon]
      change["newTag"] = .string(String(last[last.index(after: colon)...]))
    } else if halves.count == 1 {
      return nil
    }
    change["name"] = .string(String(halves.count == 2 ? halves[0] : name))
    if halves.count == 2, !name.isEmpty { change["newName"] = .string(String(name)) }
    return change
  }

  mutating func setReplicas(_ replicas: [KustomizeOverrides.Replicas]) {
    guard !replicas.isEmpty else { return }
    var counts: [String: Value] = [:]
    for present in field("replicas")?.elements ?? [] {
      counts[present.text("name") ?? ""] = present.value
    }
    for replica in replicas {
      counts[replica.name] = ["name": .string(replica.name), "count": .integer(replica.count)]
    }
    set("replicas", .array(counts.sorted { $0.key < $1.key }.map(\.value)))
  }
}
