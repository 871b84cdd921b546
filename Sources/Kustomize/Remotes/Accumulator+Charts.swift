import Documents
import Files
import YAML

extension Accumulator {
  /// Adds the objects of the kustomization's charts.
  func inflateCharts(_ visit: Visit, into result: inout Accumulation) {
    let kustomization = visit.kustomization
    for node in kustomization.elements("helmCharts") {
      inflate(
        node, globals: kustomization.fields["helmGlobals"], scope: visit.scope, of: visit,
        into: &result)
    }
    for node in kustomization.elements("helmChartInflationGenerator") {
      let modern = Self.modernized(node)
      inflate(modern, globals: modern, scope: visit.scope, of: visit, into: &result)
    }
  }

  /// Adds the objects of a chart.
  func inflate(
    _ node: YAMLNode, globals: YAMLNode?, scope: FieldScope, of visit: Visit,
    into result: inout Accumulation
  ) {
    guard node.text("name") != nil else {
      return problems.append(scope.problem("a chart without a name", at: node))
    }
    let rendering = attempt { () throws(KustomizeError) in
      try ChartRun(node, globals: globals, scope: scope).rendering()
    }
    guard let rendering,
      let bytes = take(\.charts, rendering, need: .chart(rendering), node, scope)
    else { return }
    let name = node.text("name") ?? ""
    let file = scope.file
    do throws(YAMLError) {
      let documents = try YAMLParser(dialect: .kustomize).parse(bytes, file: "chart \(name)")
      guard
        let resources = attempt({ () throws(KustomizeError) in
          try ResourceReader.read(documents, of: bytes, file: "chart \(name)")
        })
      else { return }
      let origin = visit.origin.configuring(
        "HelmChartInflationGenerator", in: Paths.name(of: visit.kustomization.file))
      for var resource in resources {
        // A line of the chart's output would say nothing to anybody.
        (resource.file, resource.line) = (file, node.position.line)
        resource.origin = tracksOrigins ? origin : nil
        if let reason = result.set.absorb(resource) {
          problems.append(scope.problem("chart \(name): \(reason)", at: node))
        }
      }
    } catch {
      problems.append(
        scope.problem("what helm made of chart \(name) can't be read: \(error)", at: node))
    }
  }

  /// The fields of the older kind of chart, by their present names.
  private static func modernized(_ node: YAMLNode) -> YAMLNode {
    let names = [
      "chartName": "name", "chartVersion": "version", "chartRepoUrl": "repo",
      "values": "valuesFile", "valuesLocal": "valuesInline", "releaseNamespace": "namespace",
    ]
    return YAMLNode(
      fields: node.fields.map { field in
        YAMLNode.Field(
          key: names[field.key] ?? field.key, keyPosition: field.keyPosition, node: field.node)
      }, from: node.position, to: node.end)
  }
}

/// How helm is asked for the objects of a chart.
private struct ChartRun {
  let node: YAMLNode
  let globals: YAMLNode?
  let scope: FieldScope

  init(_ node: YAMLNode, globals: YAMLNode?, scope: FieldScope) {
    self.node = node
    self.globals = globals
    self.scope = scope
  }

  func rendering() throws(KustomizeError) -> ChartRendering {
    let name = node.text("name") ?? ""
    var files: [String: [UInt8]] = [:]
    var arguments = ["template"]
    if let release = node.text("releaseName") { arguments.append(release) }
    var home = globals?.text("chartHome") ?? "charts"
    if let version = node.text("version"), node.text("repo") != nil {
      home += "/\(name)-\(version)"
    }
    if case .folder(let folder) = scope.sources.place(of: "\(home)/\(name)", from: scope.folder) {
      try add(folder, as: "chart", to: &files)
      arguments.append("chart")
    } else if let repository = node.text("repo") {
      if repository.hasPrefix("oci://") {
        arguments.append("\(repository)/\(name)")
      } else {
        arguments += [name, "--repo", repository]
      }
      if let version = node.text("version") { arguments += ["--version", version] }
    } else {
      throw scope.error("there is no chart \(home)/\(name), and no repo to get it from", at: node)
    }
    arguments += try values(into: &files)
    if let namespace = node.text("namespace") { arguments += ["--namespace", namespace] }
    if let template = node.text("nameTemplate") { arguments += ["--name-template", template] }
    if node.text("releaseName") == nil, node.text("nameTemplate") == nil {
      arguments.append("--generate-name")
    }
    if node.flag("includeCRDs") { arguments.append("--include-crds") }
    if node.flag("skipTests") { arguments.append("--skip-tests") }
    if node.flag("skipHooks") { arguments.append("--no-hooks") }
    if let version = node.text("kubeVersion") { arguments += ["--kube-version", version] }
    for version in node["apiVersions"]?.elements.compactMap(\.value.string) ?? [] {
      arguments += ["--api-versions", version]
    }
    return ChartRendering(arguments: arguments, files: files)
  }

  /// The arguments for the chart's values: files, and what is written in the kustomization.
  private func values(
    into files: inout [String: [UInt8]]
  ) throws(KustomizeError) -> [String] {
    var arguments: [String] = []
    func add(_ bytes: [UInt8]) {
      let file = "values-\(arguments.count / 2).yaml"
      files[file] = bytes
      arguments += ["--values", file]
    }
    let merge = node.text("valuesMerge") ?? "override"
    let inline = node["valuesInline"].flatMap { $0.value.object?.isEmpty ?? true ? nil : $0.value }
    guard ["override", "merge", "replace"].contains(merge) else {
      throw scope.error(
        "valuesMerge is merge, override or replace, and not \(merge)",
        at: node["valuesMerge"] ?? node)
    }
    // What helm is given last counts.
    if let inline, merge == "merge" { add(Array(inline.yaml.utf8)) }
    if inline == nil || merge != "replace" {
      if let path = node["valuesFile"], node.text("valuesFile") != nil {
        add(try scope.bytes(at: path))
      }
    }
    if let inline, merge != "merge" { add(Array(inline.yaml.utf8)) }
    for path in node["additionalValuesFiles"]?.elements ?? [] { add(try scope.bytes(at: path)) }
    return arguments
  }

  private func add(
    _ folder: String, as name: String, to files: inout [String: [UInt8]]
  ) throws(KustomizeError) {
    let entries: [FileEntry]
    do throws(FileTreeError) {
      entries = try scope.sources.tree.list(folder)
    } catch {
      throw scope.error("\(folder) can't be listed: \(error)", at: node)
    }
    for entry in entries {
      let place = Paths.join(folder, entry.name)
      switch entry.kind {
      case .file: files["\(name)/\(entry.name)"] = try scope.sources.bytes(place)
      case .folder: try add(place, as: "\(name)/\(entry.name)", to: &files)
      case .outside, .other: continue
      }
    }
  }
}
