internal import Documents
internal import Files
internal import Kustomize
internal import YAML

extension StackRenderer {
  /// The most that the files of a chart may have together.
  private static let largestChart = 64 << 20
  /// The file for values that are in none.
  private static let inlineValues = ".duet-values.yaml"
  /// No chart is deeper.
  private static let deepest = 32

  /// Has helm render a chart.
  ///
  /// The release is called as the folder is, and objects that say no namespace have none, unless the
  /// settings say otherwise. Values come from the chart's own file, from `values-<environment>.yaml`
  /// beside it if there is one, and from the settings, each going before those before it. Tests
  /// aren't rendered, and hooks that only mean something at the end of a release are left out.
  func helm(
    _ stack: Stack, _ settings: ChartSettings? = nil
  ) async throws(StackBuildError) -> RenderedStack {
    let chart = Paths.join(stack.path, "Chart.yaml")
    func refuse(_ reason: String, file: String? = nil) -> StackBuildError {
      StackBuildError([StackProblem(file: file ?? chart, reason: reason)])
    }
    guard let tools else { throw refuse("charts are rendered by helm, which can't be run here") }
    var files = try chartFiles(stack.path)
    let settings =
      settings ?? options.charts[stack.name] ?? options.charts[stack.path] ?? ChartSettings()
    let release = settings.release ?? Self.releaseName(stack)
    var arguments = ["template", release, ".", "--skip-tests"]
    if !settings.leavesOutDefinitions { arguments.append("--include-crds") }
    if let namespace = settings.namespace { arguments += ["--namespace", namespace] }
    if options.fetchesRemotes { arguments.append("--dependency-update") }
    for values in valuesFiles(stack) where files[values] != nil {
      arguments += ["--values", values]
    }
    for values in settings.values {
      guard let normal = Paths.normalize(values), files[normal] != nil else {
        if settings.ignoresMissingValues { continue }
        throw refuse(
          "doesn't exist, and is to have values", file: Paths.join(stack.path, values))
      }
      arguments += ["--values", normal]
    }
    if let values = settings.inlineValues {
      files[Self.inlineValues] = Array(values.utf8)
      arguments += ["--values", Self.inlineValues]
    }
    arguments += settings.parameters
    let output: [UInt8]
    do {
      output = try await tools.renderChart(ChartRendering(arguments: arguments, files: files))
    } catch {
      let name = chartName(files)
      throw StackBuildError([HelmOutput.problem("\(error)", of: stack.path, chart: name)])
    }
    let rendered = HelmOutput(
      output, of: stack.path, namespace: settings.namespace,
      allowsGeneratedNames: options.allowsGeneratedNames)
    guard rendered.problems.isEmpty else { throw StackBuildError(rendered.problems) }
    return RenderedStack(
      stack, manifests: rendered.manifests,
      files: Set(files.keys.map { Paths.join(stack.path, $0) }), warnings: rendered.warnings)
  }

  /// The files of values that are for the environment, in the order in which they count.
  private func valuesFiles(_ stack: Stack) -> [String] {
    guard let environment = stack.environment ?? options.environment else { return [] }
    return ["values-\(environment).yaml", "values.\(environment).yaml"]
  }

  /// The folder's name, as far as helm takes it: 53 letters, digits and dashes.
  static func releaseName(_ stack: Stack) -> String {
    let name = Paths.name(of: stack.path).lowercased().map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == ".") ? letter : "-"
    }
    let trimmed = String(name.prefix(53)).drop { $0 == "-" || $0 == "." }
    var end = trimmed
    while let last = end.last, last == "-" || last == "." { end.removeLast() }
    return end.isEmpty ? "release" : String(end)
  }

  /// What `Chart.yaml` calls the chart; helm's messages begin with it.
  private func chartName(_ files: [String: [UInt8]]) -> String {
    let document = try? YAMLParser().parse(files["Chart.yaml"] ?? []).first
    return document?.value["name"]?.string ?? ""
  }

  /// Everything in the chart's folder, by paths from there.
  private func chartFiles(_ folder: String) throws(StackBuildError) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var room = Self.largestChart
    var waiting = [(path: "", depth: 0)]
    while let (path, depth) = waiting.popLast() {
      let place = Paths.join(folder, path)
      do throws(FileTreeError) {
        for entry in try tree.list(place) where entry.name != ".git" {
          let inner = Paths.join(path, entry.name)
          switch entry.kind {
          case .folder where depth < Self.deepest: waiting.append((inner, depth + 1))
          case .file:
            let bytes = try tree.read(Paths.join(folder, inner), limit: room)
            room -= bytes.count
            files[inner] = bytes
          case .folder, .outside, .other: break
          }
        }
      } catch {
        throw StackBuildError([error.problem(place)])
      }
    }
    return files
  }
}
