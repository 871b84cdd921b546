internal import Documents
internal import Files
internal import YAML

/// What an Application puts on top of its source, which goes before what its repository says.
extension FieldTracer {
  /// The change of the Application itself that a field takes; nil where its source decides.
  func applicationEdit(_ edit: FieldEdit, _ object: TracedObject) async -> ApplicationEdit? {
    guard case .source(var source, let application, let namespace) = origin,
      let kustomize = source.kustomize,
      let changed = Self.overrides(kustomize, with: edit, object)
    else { return nil }
    source.kustomize?[changed.field] = changed.value
    let next = TraceOrigin.source(source, application: application, namespace: namespace)
    guard let after = try? await next.render(renderer(tree)),
      let found = after.find(ResourceIdentity(object.manifest.value)),
      found.differs(from: object, by: [edit]) != .no
    else { return nil }
    let path: FieldPath = ["kustomize", .field(changed.field)]
    return ApplicationEdit(
      edit: edit,
      changes: [FieldEdit(path, before: kustomize[changed.field], after: changed.value)])
  }

  /// Files beside the manifests in which Argo CD and its image updater keep such overrides.
  func argoSites(of edit: FieldEdit, _ progress: Progress) -> [TraceSite] {
    guard case .source(let source, let application, _) = origin else { return [] }
    return [".argocd-source-\(application).yaml", ".argocd-source.yaml"].compactMap { name in
      let file = Paths.join(Paths.normalize(source.path) ?? source.path, name)
      guard let bytes = progress.tree.bytes(file), let text = try? YAMLText(bytes, file: file),
        let kustomize = text.value(at: ["kustomize"]),
        let changed = Self.overrides(kustomize, with: edit, progress.object)
      else { return nil }
      let place: Pointer = ["kustomize", changed.field]
      return TraceSite(
        file: file, line: text.line(of: place), layer: "\(changed.field) in \(file)"
      ) { (tree) throws(TraceFailure) in
        try tree.editing(file) { (text) throws(YAMLEditError) in
          try text.set(place, to: changed.value)
        }
      }
    }
  }

  /// The field of `kustomize` that sets another field, and what it would have to be.
  private static func overrides(
    _ kustomize: Value, with edit: FieldEdit, _ object: TracedObject
  ) -> (field: String, value: Value)? {
    if edit.path.steps.last == .field("image"), let images = kustomize["images"]?.array,
      let old = edit.path.value(in: object.value)?.string, let new = edit.after?.string
    {
      let (before, after) = (ContainerImage(old), ContainerImage(new))
      for (index, element) in images.enumerated() {
        guard let text = element.string, let changed = image(text, before, after) else { continue }
        var images = images
        images[index] = .string(changed)
        return ("images", .array(images))
      }
    }
    if edit.path == ["spec", "replicas"], let replicas = kustomize["replicas"]?.array,
      let count = edit.after?.integer
    {
      for (index, element) in replicas.enumerated()
      where !element.text("name").isEmpty
        && object.manifest.object.name.contains(element.text("name"))
      {
        var replicas = replicas
        let isText = element["count"]?.string != nil
        replicas[index]["count"] = isText ? .string("\(count)") : .integer(count)
        return ("replicas", .array(replicas))
      }
    }
    for (holder, field) in [("annotations", "commonAnnotations"), ("labels", "commonLabels")] {
      guard edit.path.steps.count > 1, case .field(let key)? = edit.path.steps.last,
        edit.path.steps.dropLast().last == .field(holder),
        var texts = kustomize[field]?.object, texts[key] != nil
      else { continue }
      texts[key] = edit.after
      return (field, .object(texts))
    }
    return nil
  }

  /// One of Argo CD's images, `name=new:tag` or `name:tag`, with another image in it; nil where it is
  /// about another one.
  private static func image(
    _ text: String, _ old: ContainerImage, _ new: ContainerImage
  ) -> String? {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard let last = halves.last, ContainerImage(last).name == old.name else { return nil }
    let name = halves.count == 2 ? halves[0] : old.name
    let suffix =
      (new.tag.isEmpty ? "" : ":\(new.tag)") + (new.digest.isEmpty ? "" : "@\(new.digest)")
    return name == new.name && halves.count == 1 ? name + suffix : "\(name)=\(new.name)\(suffix)"
  }
}
