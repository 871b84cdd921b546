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
    editor.setImages(images)
    editor.setReplicas(replicas)
    try addLabels(to: &editor, kustomization)
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

  private func addLabels(
    to editor: inout KustomizationEditor, _ kustomization: KustomizationFile
  ) throws(KustomizeError) {
    guard !commonLabels.isEmpty else { return }
    guard labelsWithoutSelectors else {
      return try editor.addEntries(
        commonLabels, to: "commonLabels", replacing: forcesCommonLabels)
    }
    var labels: Value = ["pairs": .object(commonLabels.mapValues { .string($0) })]
    if labelsIncludeTemplates { labels["includeTemplates"] = true }
    let present = kustomization.elements("labels").reduce(into: [:]) {
      $0.merge($1["pairs"]?.texts ?? [:]) { $1 }
    }
    if !forcesCommonLabels,
      let twice = commonLabels.keys.sorted().first(where: {
        present[$0] != nil
      })
    {
      throw editor.error("label \(twice) is there already, and isn't to be replaced", at: "labels")
    }
    editor.append([labels], to: "labels")
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

  mutating func addEntries(
    _ entries: [String: String], to name: String, replacing: Bool
  ) throws(KustomizeError) {
    guard !entries.isEmpty else { return }
    var texts = field(name)?.value.object ?? [:]
    for (key, text) in entries.sorted(by: { $0.key < $1.key }) {
      guard replacing || texts[key] == nil else {
        throw error("\(key) is there already, and isn't to be replaced", at: name)
      }
      texts[key] = .string(text)
    }
    set(name, .object(texts))
  }

  func error(_ reason: String, at name: String) -> KustomizeError {
    KustomizeError([
      .init(file: file, line: (field(name) ?? root).position.line, reason: "\(name): \(reason)")
    ])
  }

  // MARK: - Images and replicas

  mutating func setImages(_ texts: [String]) {
    guard !texts.isEmpty else { return }
    var images: [String: Value] = [:]
    let present = (field("images")?.elements ?? []) + (field("imageTags")?.elements ?? [])
    for image in present { images[image.text("name") ?? ""] = image.value }
    for text in texts {
      let (name, change) = Self.image(text)
      images[name] = .object(change)
    }
    put("imageTags", YAMLNode(.null, at: root.position))
    set("images", .array(images.sorted { $0.key < $1.key }.map(\.value)))
  }

  /// Takes `name=new:tag@digest`, `name:tag` or `name=` apart; `*` keeps what it stands for.
  private static func image(_ text: String) -> (name: String, change: [String: Value]) {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    let image = ImageName(halves.last ?? text)
    let name = halves.count > 1 ? halves[0] : image.name
    var change: [String: Value] = ["name": .string(name)]
    if halves.count > 1, image.name != "*", !image.name.isEmpty {
      change["newName"] = .string(image.name)
    }
    if !image.tag.isEmpty, image.tag != "*" { change["newTag"] = .string(image.tag) }
    if !image.digest.isEmpty, image.digest != "*" { change["digest"] = .string(image.digest) }
    return (name, change)
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
