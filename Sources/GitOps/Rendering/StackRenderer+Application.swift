internal import Documents
internal import Files
internal import Kustomize
internal import YAML

extension StackRenderer {
  /// Renders what an Argo CD application takes from a repository, as Argo CD does.
  ///
  /// The renderer's tree is the repository's, at the source's revision. What isn't in that tree,
  /// such as a chart of a Helm repository, and what Argo CD has and this hasn't, such as jsonnet and
  /// plug-ins, is refused by name. The namespace is the destination's: charts are told it.
  public func render(
    _ source: ApplicationSource, of application: String, namespace: String = ""
  ) async throws(StackBuildError) -> RenderedStack {
    let path = Paths.normalize(source.path) ?? source.path
    func refuse(_ reasons: [String]) -> StackBuildError {
      StackBuildError(
        reasons.map { StackProblem(file: path.isEmpty ? "." : path, reason: $0) })
    }
    guard source.chart.isEmpty else {
      throw refuse(["the chart \(source.chart) lies in the repository \(source.repository)"])
    }
    let source = try overridden(source, at: path, of: application)
    let said = [
      ("kustomize", source.kustomize), ("helm", source.helm), ("directory", source.directory),
      ("plugin", source.plugin),
    ].filter { $0.1 != nil }.map(\.0)
    guard said.count <= 1 else {
      throw refuse(["the source says \(said.joined(separator: " and ")), and can be only one"])
    }
    let found = try self.source(ofFolder: path)
    let stack = Stack(path: path, name: application, source: found)
    switch said.first ?? (found == .plain ? "directory" : "\(found)") {
    case "kustomize":
      let (overrides, complaints) = Self.overrides(source.kustomize)
      guard complaints.isEmpty else { throw refuse(complaints) }
      return try await kustomize(stack, overriding: overrides)
    case "helm":
      let (settings, complaints) = Self.chart(source.helm, application, namespace)
      guard complaints.isEmpty else { throw refuse(complaints) }
      return try await helm(stack, settings)
    case "directory":
      let (directory, complaints) = DirectoryOptions.read(source.directory)
      guard complaints.isEmpty else { throw refuse(complaints) }
      return try self.directory(stack, directory)
    default: throw refuse(["plug-ins of Argo CD can't be run here"])
    }
  }

  /// The source with what the repository itself says about it, in files beside the manifests.
  private func overridden(
    _ source: ApplicationSource, at path: String, of application: String
  ) throws(StackBuildError) -> ApplicationSource {
    var source = source
    for name in [".argocd-source.yaml", ".argocd-source-\(application).yaml"] {
      let file = Paths.join(path, name)
      guard tree.kind(of: file) == .file else { continue }
      let patch: Value
      do {
        patch = try YAMLParser().parseOne(try tree.read(file, limit: 1 << 20), file: file).value
      } catch let error as YAMLError {
        throw StackBuildError([
          StackProblem(file: file, line: error.position.line, reason: "\(error.reason)")
        ])
      } catch let error as FileTreeError {
        throw StackBuildError([error.problem(file)])
      } catch {
        throw StackBuildError([StackProblem(file: file, reason: "\(error)")])
      }
      func merge(_ part: Value?, _ field: String) -> Value? {
        guard let more = patch[field], !more.isNull else { return part }
        return (part ?? .object([:])).applying(mergePatch: more)
      }
      source.kustomize = merge(source.kustomize, "kustomize")
      source.helm = merge(source.helm, "helm")
      source.directory = merge(source.directory, "directory")
      source.plugin = merge(source.plugin, "plugin")
    }
    return source
  }

  /// What a source puts on top of a kustomization, and what can't be followed.
  static func overrides(_ value: Value?) -> (KustomizeOverrides, [String]) {
    var reader = OptionReader(value, "kustomize")
    var overrides = KustomizeOverrides()
    overrides.namePrefix = reader.text("namePrefix").flatMap { $0.isEmpty ? nil : $0 }
    overrides.nameSuffix = reader.text("nameSuffix").flatMap { $0.isEmpty ? nil : $0 }
    overrides.namespace = reader.text("namespace").flatMap { $0.isEmpty ? nil : $0 }
    overrides.images = reader.texts("images")
    overrides.commonLabels = reader.textMap("commonLabels")
    overrides.forcesCommonLabels = reader.flag("forceCommonLabels")
    overrides.labelsWithoutSelectors = reader.flag("labelWithoutSelector")
    overrides.labelsIncludeTemplates = reader.flag("labelIncludeTemplates")
    overrides.commonAnnotations = reader.textMap("commonAnnotations")
    overrides.forcesCommonAnnotations = reader.flag("forceCommonAnnotations")
    overrides.components = reader.texts("components")
    overrides.ignoresMissingComponents = reader.flag("ignoreMissingComponents")
    overrides.patches = reader.objects("patches")
    for replicas in reader.objects("replicas") {
      // A number, or one written as text.
      let count = replicas["count"]?.integer ?? replicas["count"]?.string.flatMap { Int64($0) }
      guard let name = replicas["name"]?.string, let count else {
        reader.complain("replicas", "must have a name and a count each")
        continue
      }
      overrides.replicas.append(.init(name: name, count: count))
    }
    reader.refuse(
      "commonAnnotationsEnvsubst", because: "needs Argo CD's environment, which isn't here")
    // Which kustomize is run, and what charts are told about the cluster.
    reader.ignore("version", "kubeVersion", "apiVersions")
    reader.refuseOthers()
    return (overrides, reader.complaints)
  }

  /// How a source has a chart rendered, and what can't be followed.
  static func chart(
    _ value: Value?, _ application: String, _ namespace: String
  ) -> (ChartSettings, [String]) {
    var reader = OptionReader(value, "helm")
    var settings = ChartSettings()
    settings.release = reader.text("releaseName").flatMap { $0.isEmpty ? nil : $0 } ?? application
    let own = reader.text("namespace").flatMap { $0.isEmpty ? nil : $0 }
    settings.namespace = own ?? (namespace.isEmpty ? nil : namespace)
    for file in reader.texts("valueFiles") {
      if file.hasPrefix("$") || file.contains("://") {
        reader.complain("valueFiles", "names \(file), which isn't in this repository")
      }
      settings.values.append(file)
    }
    settings.ignoresMissingValues = reader.flag("ignoreMissingValueFiles")
    settings.leavesOutDefinitions = reader.flag("skipCrds")
    settings.inlineValues = reader.text("values").flatMap { $0.isEmpty ? nil : $0 }
    if let object = reader.raw("valuesObject") { settings.inlineValues = object.yaml }
    for parameter in reader.objects("parameters") {
      let isText = parameter["forceString"]?.bool == true
      settings.parameters.append(
        isText ? "--set-string" : "--set")
      settings.parameters.append(
        "\(parameter["name"]?.string ?? "")=\(Self.escaped(parameter["value"]?.string ?? ""))")
    }
    for parameter in reader.objects("fileParameters") {
      settings.parameters += [
        "--set-file", "\(parameter["name"]?.string ?? "")=\(parameter["path"]?.string ?? "")",
      ]
    }
    if reader.flag("skipSchemaValidation") {
      settings.parameters.append("--skip-schema-validation")
    }
    if let version = reader.text("kubeVersion"), !version.isEmpty {
      settings.parameters += ["--kube-version", version]
    }
    for version in reader.texts("apiVersions") {
      settings.parameters += ["--api-versions", version]
    }
    reader.ignore("version", "passCredentials", "skipTests")
    reader.refuseOthers()
    return (settings, reader.complaints)
  }

  /// Commas would begin another parameter.
  private static func escaped(_ value: String) -> String {
    // What is in braces is a list, and its commas are meant.
    if value.hasPrefix("{"), value.hasSuffix("}") { return value }
    var escaped = ""
    var isEscaped = false
    for letter in value {
      if letter == ",", !isEscaped { escaped.append("\\") }
      escaped.append(letter)
      isEscaped = letter == "\\" && !isEscaped
    }
    return escaped
  }
}
