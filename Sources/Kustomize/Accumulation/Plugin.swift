import Documents
import Files
import YAML

/// The configuration of a built-in generator or transformer that stands on its own.
struct Plugin {
  var kind: String
  var node: YAMLNode
  /// Where it stands, with the folder of the kustomization that names it.
  var scope: FieldScope
  var origin: Origin

  /// Generators that are built in.
  enum Generator: String {
    case configMap = "ConfigMapGenerator"
    case secret = "SecretGenerator"
    case helmChart = "HelmChartInflationGenerator"
  }
}

extension Accumulator {
  /// The configurations that a field of the kustomization names, or has in it.
  func plugins(_ field: String, of visit: Visit) -> [Plugin] {
    let plugins = visit.kustomization.elements(field).flatMap { node in
      configurations(node, of: visit).compactMap { plugin($0.root, $0.file, node, visit) }
    }
    var seen: Set<Origin.Configuration> = []
    for plugin in plugins {
      guard let name = plugin.origin.configuredBy, !seen.insert(name).inserted else { continue }
      problems.append(
        plugin.scope.problem(
          "another \(name.kind) under \(field) is called \(name.name), too", at: plugin.node))
    }
    return plugins
  }

  /// The configurations that one element of such a field means.
  private func configurations(
    _ node: YAMLNode, of visit: Visit
  ) -> [(root: YAMLNode, file: String)] {
    let text = node.value.string ?? ""
    let scope = visit.scope
    switch visit.sources.place(of: text, from: scope.folder) {
    case _ where text.isEmpty:
      problems.append(scope.problem("an empty path", at: node))
      return []
    case .file:
      let documents = attempt { () throws(KustomizeError) in try scope.documents(at: node) }
      return (documents ?? []).filter { !$0.isEmpty }.map { ($0.root, $0.file ?? scope.file) }
    case .folder(let folder):
      guard let inner = enter(folder, node, of: visit, isComponent: false) else { return [] }
      return accumulate(inner).set.map { resource in
        let position = SourcePosition(line: resource.line, column: 1)
        return (YAMLNode(resource.value, at: position), resource.file)
      }
    case .nothing, .elsewhere:
      // The text may be the configuration itself.
      guard text.contains(where: \.isNewline) || text.contains(": "),
        let documents = try? YAMLParser(dialect: .kustomize).parse(text),
        documents.contains(where: { $0.value.object != nil })
      else {
        var ignored = Accumulation()
        addRemote(node, of: visit, to: &ignored)
        if problems.isEmpty, needs.isEmpty {
          problems.append(scope.problem("\(text) isn't a configuration in the tree", at: node))
        }
        return []
      }
      return documents.filter { !$0.isEmpty }.map {
        (YAMLNode($0.value, at: node.position), scope.file)
      }
    }
  }

  private func plugin(
    _ root: YAMLNode, _ file: String, _ node: YAMLNode, _ visit: Visit
  ) -> Plugin? {
    let scope = FieldScope(file: file, folder: visit.kustomization.folder, sources: visit.sources)
    func complain(_ reason: String) -> Plugin? {
      problems.append(scope.problem(reason, at: root))
      return nil
    }
    guard let kind = root.text("kind") else { return complain("a configuration without a kind") }
    guard root["metadata"]?.text("name") != nil else {
      return complain("a \(kind) without metadata.name")
    }
    let annotations = root["metadata"]?["annotations"]
    for name in ["config.kubernetes.io/function", "config.k8s.io/function"]
    where annotations?[name] != nil {
      return complain("\(kind) is a function in a container or program, and those aren't run")
    }
    guard root.text("apiVersion") == "builtin" else {
      return complain(
        "\(kind) of \(root.text("apiVersion") ?? "no apiVersion") isn't built in, and plug-ins "
          + "aren't run")
    }
    let name = Paths.name(of: visit.kustomization.file)
    let isInline = file == visit.kustomization.file
    var origin = visit.origin.configuring(kind, in: isInline ? name : node.value.string ?? "")
    origin.configuredBy?.name = root["metadata"]?.text("name") ?? ""
    origin.configuredBy?.namespace = root["metadata"]?.text("namespace") ?? ""
    return Plugin(kind: kind, node: root, scope: scope, origin: origin)
  }
}
