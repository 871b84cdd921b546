internal import Documents
internal import Files
internal import YAML

/// What `helm template` printed, as objects: each with the template it comes from.
struct HelmOutput {
  private(set) var manifests: [Manifest] = []
  private(set) var problems: [StackProblem] = []
  private(set) var warnings: [String] = []
  private let folder: String

  /// Hooks that are run when a release is removed or rolled back, or on demand.
  private static let lateHooks: Set<Substring> = [
    "pre-delete", "post-delete", "pre-rollback", "post-rollback", "test", "test-success",
    "test-failure",
  ]

  /// Reads the output for a chart in a folder; objects that say no namespace get that one.
  init(
    _ output: [UInt8], of folder: String, namespace: String?, allowsGeneratedNames: Bool = false
  ) {
    self.folder = folder
    let sources = Sources(output, folder: folder)
    var collector = ManifestCollector(allowsGeneratedNames: allowsGeneratedNames)
    do throws(YAMLError) {
      for document in try YAMLParser().parse(output) where !document.isEmpty {
        let file = sources.file(ofLine: document.root.position.line)
        var value = document.value
        if isLateHook(value, file) { continue }
        if let namespace { Self.place(&value, into: namespace) }
        // A template's lines aren't those of what it rendered to.
        collector.add(value, file: file, line: 1)
      }
    } catch {
      let file = sources.file(ofLine: error.position.line)
      collector.complain([
        StackProblem(
          file: file, line: 1, reason: "renders to something that isn't YAML: \(error.reason)")
      ])
    }
    manifests = collector.manifests
    problems = collector.problems
  }

  private mutating func isLateHook(_ value: Value, _ file: String) -> Bool {
    guard let hooks = value["metadata"]?["annotations"]?["helm.sh/hook"]?.string else {
      return false
    }
    let names = hooks.split(separator: ",").map { $0.drop { $0 == " " }.prefix { $0 != " " } }
    guard !names.isEmpty, names.allSatisfy(Self.lateHooks.contains) else { return false }
    let kind = value["kind"]?.string ?? "object"
    let name = value["metadata"]?["name"]?.string ?? ""
    warnings.append("\(file): \(kind) \(name) is a \(hooks) hook and left out")
    return true
  }

  /// As helm does when it installs a release.
  private static func place(_ value: inout Value, into namespace: String) {
    guard let kind = value["kind"]?.string, let apiVersion = value["apiVersion"]?.string,
      !ClusterScope.contains(group: ManifestReader.split(apiVersion).group, kind: kind),
      value["metadata"]?.object != nil, value["metadata"]?["namespace"]?.string ?? "" == ""
    else { return }
    value["metadata"]?["namespace"] = .string(namespace)
  }

  /// What helm said against a chart, at the place that it names.
  static func problem(_ message: String, of folder: String, chart: String) -> StackProblem {
    let whole = Paths.join(folder, "Chart.yaml")
    guard !chart.isEmpty, let start = message.firstRange(of: "\(chart)/") else {
      return StackProblem(file: whole, reason: message)
    }
    // `web/templates/a.yaml:3:14`, of which the first part is the chart.
    let place = message[start.upperBound...].prefix { !" )\"',>".contains($0) }
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    guard let file = parts.first, file.contains(".") else {
      return StackProblem(file: whole, reason: message)
    }
    return StackProblem(
      file: Paths.join(folder, String(file)), line: parts.count > 1 ? Int(parts[1]) : nil,
      reason: message)
  }

  /// Which template each part of the output comes from: helm says so above it.
  private struct Sources {
    private var starts: [(line: Int, file: String)] = []
    private let whole: String

    private static let mark = Array("# Source: ".utf8)

    init(_ output: [UInt8], folder: String) {
      whole = Paths.join(folder, "Chart.yaml")
      for (index, line) in output.split(
        separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
      ).enumerated() where line.starts(with: Self.mark) {
        let path = String(decoding: line.dropFirst(Self.mark.count), as: UTF8.self)
        // Its first part is the name of the chart.
        guard let slash = path.firstIndex(of: "/") else { continue }
        let inner = String(path[path.index(after: slash)...])
        starts.append((index + 1, Paths.normalize(Paths.join(folder, inner)) ?? whole))
      }
    }

    func file(ofLine line: Int) -> String {
      starts.last { $0.line <= line }?.file ?? whole
    }
  }
}
