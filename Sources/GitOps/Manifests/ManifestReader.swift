internal import Documents
internal import Files
internal import YAML

/// Reads files of manifests: YAML or JSON, one or many documents.
enum ManifestReader {
  /// What a file has in it.
  struct Contents {
    /// The objects, those in a `List` on their own.
    var manifests: [Manifest] = []
    /// Why the first document that isn't an object isn't; nil if all are, or the file is empty.
    var leftOut: LeftOutFile.Reason?
    /// The line of that document.
    var leftOutLine: Int?
    /// What is wrong; the objects around it are there nevertheless, where they can be read.
    var problems: [StackProblem] = []
  }

  /// The most that is read of one file.
  static let largestFile = 64 << 20

  /// Whether a file's name says that it may have manifests.
  static func isManifest(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json")
  }

  /// Reads a file of a tree.
  static func read(_ file: String, in tree: any FileTree) -> Contents {
    do throws(FileTreeError) {
      return parse(try tree.read(file, limit: largestFile), file: file)
    } catch {
      var contents = Contents()
      contents.problems = [error.problem(file)]
      return contents
    }
  }

  static func parse(_ bytes: [UInt8], file: String) -> Contents {
    var contents = Contents()
    do throws(YAMLError) {
      for document in try YAMLParser().parse(bytes, file: file) where !document.isEmpty {
        add(document.root, file, &contents)
      }
    } catch {
      contents.problems.append(
        StackProblem(file: file, line: error.position.line, reason: "\(error.reason)"))
    }
    return contents
  }

  private static func add(_ node: YAMLNode, _ file: String, _ contents: inout Contents) {
    let value = node.value
    let line = node.position.line
    guard let apiVersion = value["apiVersion"]?.string, !apiVersion.isEmpty,
      let kind = value["kind"]?.string, !kind.isEmpty
    else {
      leaveOut(isTalos(value) ? .talosConfiguration : .noObject, line, &contents)
      return
    }
    // `kubectl apply` takes lists apart, too. Kinds may end in List without being one.
    if kind.hasSuffix("List"), value["items"]?.array != nil, let items = node["items"] {
      for item in items.elements { add(item, file, &contents) }
      return
    }
    let (group, version) = split(apiVersion)
    if let reason = toolConfiguration(group, version, kind, value) {
      leaveOut(reason, line, &contents)
      return
    }
    let metadata = value["metadata"]
    guard let name = metadata?["name"]?.string, !name.isEmpty else {
      let reason = namelessReason(kind, isGenerated: metadata?["generateName"] != nil)
      contents.problems.append(StackProblem(file: file, line: line, reason: reason))
      return
    }
    if value["sops"]?.object != nil {
      contents.problems.append(
        StackProblem(
          file: file, line: node["sops"]?.position.line ?? line,
          reason: "\(kind) \(name) is encrypted with sops, and would be deployed as it is"))
    }
    contents.manifests.append(
      Manifest(
        value: value,
        object: StackObject(
          group: group, version: version, kind: kind,
          namespace: metadata?["namespace"]?.string ?? "", name: name, file: file, line: line)))
  }

  /// Why an object without a name can't be deployed.
  static func namelessReason(_ kind: String, isGenerated: Bool) -> String {
    isGenerated
      ? "\(kind) has generateName, which can't be applied; give it a name"
      : "\(kind) has no metadata.name"
  }

  private static func leaveOut(
    _ reason: LeftOutFile.Reason, _ line: Int, _ contents: inout Contents
  ) {
    guard contents.leftOut == nil else { return }
    contents.leftOut = reason
    contents.leftOutLine = line
  }

  static func split(_ apiVersion: String) -> (group: String, version: String) {
    guard let slash = apiVersion.firstIndex(of: "/") else { return ("", apiVersion) }
    return (
      String(apiVersion[..<slash]), String(apiVersion[apiVersion.index(after: slash)...])
    )
  }

  private static func isTalos(_ value: Value) -> Bool {
    value["machine"]?.object != nil && (value["cluster"] != nil || value["version"] == "v1alpha1")
  }

  /// Whether a document that looks like an object is meant for a program, not for a cluster.
  private static func toolConfiguration(
    _ group: String, _ version: String, _ kind: String, _ value: Value
  ) -> LeftOutFile.Reason? {
    // The core group has `v1` alone; Talos writes its newer documents like this.
    if group.isEmpty, version == "v1alpha1" { return .talosConfiguration }
    if group == "kustomize.config.k8s.io" || group.isEmpty && version == "builtin" {
      return .kustomizeConfiguration
    }
    let annotations = value["metadata"]?["annotations"]
    let isLocal =
      annotations?["config.kubernetes.io/local-config"]?.string.map { $0 != "false" } ?? false
    let isConfigurationFile =
      group == "kubeadm.k8s.io" || group.hasSuffix(".config.k8s.io")
      || group.hasSuffix("kind.x-k8s.io") || group.isEmpty && kind == "Config"
    return isLocal || isConfigurationFile ? .localConfiguration : nil
  }
}

extension FileTreeError {
  /// The same as a problem of the file that was to be read.
  func problem(_ file: String, line: Int? = nil) -> StackProblem {
    let reason =
      switch self {
      case .missing: "doesn't exist"
      case .outside: "leads out of the repository"
      case .tooLarge(_, let limit): "is larger than \(limit >> 20) MiB"
      case .unreadable(_, let reason): "can't be read: \(reason)"
      }
    return StackProblem(file: file, line: line, reason: reason)
  }
}
