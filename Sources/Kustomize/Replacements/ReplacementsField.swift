import Documents
import YAML

/// The field `replacements`: values copied from one object's field to others.
struct ReplacementsField {
  /// Carries out all replacements, in order.
  func apply(
    _ field: YAMLNode, to set: inout ResourceSet, in scope: FieldScope
  ) throws(KustomizeError) {
    for entry in field.elements {
      guard let path = entry["path"], entry.text("path") != nil else {
        try apply(entry: entry, to: &set, in: scope)
        continue
      }
      guard (entry["source"]?.value ?? .null).isNull, (entry["targets"]?.value ?? .null).isNull
      else {
        throw scope.error("path beside source and targets; an entry takes one of them", at: path)
      }
      try apply(fileAt: path, to: &set, in: scope)
    }
  }

  /// Carries out the replacements of a file: one, or a list of them.
  private func apply(
    fileAt path: YAMLNode, to set: inout ResourceSet, in scope: FieldScope
  ) throws(KustomizeError) {
    let root = try scope.documents(at: path).first?.root
    let inner = FieldScope(
      file: scope.sources.name(try scope.locate(path)), folder: scope.folder,
      sources: scope.sources)
    switch root?.value {
    case .object: try apply(entry: root ?? path, to: &set, in: inner)
    case .array:
      for entry in root?.elements ?? [] { try apply(entry: entry, to: &set, in: inner) }
    default:
      throw scope.error(
        "\(inner.file) has no replacement in it, which is a mapping with source and targets",
        at: path)
    }
  }

  private func apply(
    entry: YAMLNode, to set: inout ResourceSet, in scope: FieldScope
  ) throws(KustomizeError) {
    guard let sourceNode = entry["source"], sourceNode.value.object != nil,
      let targetNodes = entry["targets"]?.elements, !targetNodes.isEmpty
    else { throw scope.error("a replacement needs a source and a target or more", at: entry) }
    let source = ReplacementSource(sourceNode)
    let content = try source.value(in: set, scope)
    for node in targetNodes {
      try ReplacementTarget(node, in: scope).replace(with: content, in: &set)
    }
  }
}

/// Where a replacement's value is taken from.
private struct ReplacementSource {
  let node: YAMLNode
  let selector: ResourceID
  let path: FieldPath
  let options: ReplacementOptions

  init(_ node: YAMLNode) {
    self.node = node
    selector = ResourceID(selecting: node)
    path = FieldPath(node.text("fieldPath") ?? "metadata.name")
    options = ReplacementOptions(node["options"])
  }

  func value(
    in set: ResourceSet, _ scope: FieldScope
  ) throws(KustomizeError) -> ReplacementOptions.Content {
    let matches = set.filter { $0.wasEver(selectedBy: selector) }
    guard let match = matches.first else {
      throw scope.error("the source matches nothing: there is no \(selector.words)", at: node)
    }
    guard matches.count == 1 else {
      throw scope.error(
        "the source matches \(matches.count) objects, \(match.id) and \(matches[1].id) among them",
        at: node)
    }
    let place = node["fieldPath"] ?? node
    do throws(FieldPath.Failure) {
      guard let found = try path.lookUp(in: match.value, written: match.source),
        !found.value.isNull, found.value != .object([:]), found.value != .array([])
      else { throw FieldPath.Failure(reason: "it is missing or empty") }
      return try options.part(
        of: .init(value: found.value, text: found.value.scalarText(as: found.written)))
    } catch {
      throw scope.error(
        "the source's field \(path.text) can't be taken from \(match.id): \(error.reason)",
        at: place)
    }
  }
}

/// What a replacement changes.
private struct ReplacementTarget {
  let node: YAMLNode
  let scope: FieldScope
  let select: Selection
  let reject: [Selection]
  let paths: [FieldPath]
  let options: ReplacementOptions

  struct Selection {
    let id: ResourceID
    let labels: LabelSelector
    let annotations: LabelSelector

    /// Whether it says nothing of labels.
    let isWithoutLabels: Bool

    var isWithoutID: Bool { id == ResourceID(ResourceType(), name: "") }

    init(_ node: YAMLNode, _ scope: FieldScope) throws(KustomizeError) {
      id = ResourceID(selecting: node)
      func selector(_ field: String) throws(KustomizeError) -> LabelSelector {
        do throws(LabelSelector.Malformed) {
          return try LabelSelector(node.text(field) ?? "")
        } catch {
          throw scope.error("\(field) can't be read: \(error.reason)", at: node[field] ?? node)
        }
      }
      labels = try selector("labelSelector")
      annotations = try selector("annotationSelector")
      isWithoutLabels =
        node.text("labelSelector") == nil && node.text("annotationSelector") == nil
    }

    func matchesLabels(of resource: Resource) -> Bool {
      labels.matches(resource.scalarTexts("labels"))
        && annotations.matches(resource.scalarTexts("annotations"))
    }
  }

  init(_ node: YAMLNode, in scope: FieldScope) throws(KustomizeError) {
    self.node = node
    self.scope = scope
    guard let select = node["select"], select.value.object != nil else {
      throw scope.error("a target needs select, which says what is changed", at: node)
    }
    self.select = try Selection(select, scope)
    var reject: [Selection] = []
    for rejected in node["reject"]?.elements ?? [] { reject.append(try Selection(rejected, scope)) }
    self.reject = reject
    let paths = (node["fieldPaths"]?.elements ?? []).map { FieldPath($0.value.string ?? "") }
    self.paths = paths.isEmpty ? [FieldPath("metadata.name")] : paths
    options = ReplacementOptions(node["options"])
  }

  func replace(
    with content: ReplacementOptions.Content, in set: inout ResourceSet
  ) throws(KustomizeError) {
    for index in set.indices where isTarget(set[index]) {
      let resource = set[index]
      for path in paths {
        var changed = set[index].value
        do throws(FieldPath.Failure) {
          let count = try path.change(
            in: &changed, creating: options.creates ? .init(for: content.value) : .nothing
          ) { (target) throws(FieldPath.Failure) in
            try options.put(content, into: &target)
          }
          guard count > 0 else { throw FieldPath.Failure(reason: "there is none") }
        } catch {
          throw scope.error(
            "the target's field \(path.text) can't be set in \(resource.id) of "
              + "\(resource.file):\(resource.line): \(error.reason)",
            at: node["fieldPaths"] ?? node)
        }
        set[index].value = changed
      }
    }
  }

  private func isTarget(_ resource: Resource) -> Bool {
    guard select.matchesLabels(of: resource),
      !reject.contains(where: { !$0.isWithoutLabels && $0.matchesLabels(of: resource) })
    else { return false }
    return (resource.previousIDs + [resource.id]).contains { id in
      id.isSelected(by: select.id)
        && !reject.contains { !$0.isWithoutID && id.isSelected(by: $0.id) }
    }
  }
}

extension ResourceID {
  /// The parts that a replacement's source or target asks for.
  fileprivate init(selecting node: YAMLNode) {
    self.init(
      ResourceType(
        group: node.text("group") ?? "", version: node.text("version") ?? "",
        kind: node.text("kind") ?? ""),
      namespace: node.text("namespace") ?? "", name: node.text("name") ?? "")
  }

  /// What it asks for, for a person.
  fileprivate var words: String {
    let name = self.name.isEmpty ? "object" : "\"\(self.name)\""
    let kind = type.kind.isEmpty ? "" : "\(type.kind) "
    let version = type.apiVersion.isEmpty ? "" : " of \(type.apiVersion)"
    return kind + name + version + (namespace.isEmpty ? "" : " in \(namespace)")
  }
}

extension Resource {
  /// Whether a selector picks what this is called, or was called before.
  fileprivate func wasEver(selectedBy selector: ResourceID) -> Bool {
    id.isSelected(by: selector) || previousIDs.contains { $0.isSelected(by: selector) }
  }
}
