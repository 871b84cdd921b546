internal import Documents
internal import Files

/// How Argo CD goes through a folder of manifests.
struct DirectoryOptions: Hashable {
  /// Whether folders within belong to it.
  var isRecursive = false
  /// The paths that are meant; empty for all.
  var include = ""
  /// The paths that aren't.
  var exclude = ""

  /// Reads `directory` of a source, and what can't be followed.
  static func read(_ value: Value?) -> (DirectoryOptions, [String]) {
    var reader = OptionReader(value, "directory")
    var options = DirectoryOptions()
    options.isRecursive = reader.flag("recurse")
    options.include = reader.text("include") ?? ""
    options.exclude = reader.text("exclude") ?? ""
    // What jsonnet is told matters where there is jsonnet, and that is refused there.
    reader.ignore("jsonnet")
    reader.refuseOthers()
    return (options, reader.complaints)
  }
}

extension StackRenderer {
  /// A file with this in it isn't rendered.
  private static let skipMark = Array("+argocd:skip-file-rendering".utf8)

  /// Reads a folder of manifests as Argo CD does: with the folders below if told so, hidden ones
  /// among them, less what patterns leave out.
  func directory(
    _ stack: Stack, _ directory: DirectoryOptions
  ) throws(StackBuildError) -> RenderedStack {
    var stack = stack
    var collector = ManifestCollector()
    var warnings: [String] = []
    var files: Set<String> = []
    func pattern(_ text: String, _ field: String) -> GlobPattern? {
      guard !text.isEmpty else { return nil }
      let pattern = GlobPattern(text)
      if pattern == nil {
        warnings.append("directory.\(field): \(text) is no pattern, and matches nothing")
      }
      return pattern
    }
    let include = pattern(directory.include, "include")
    let exclude = pattern(directory.exclude, "exclude")
    stack.leftOut = []
    for path in try paths(below: stack.path, isRecursive: directory.isRecursive) {
      let file = Paths.join(stack.path, path)
      if exclude?.matches(path) == true { continue }
      if !directory.include.isEmpty, include?.matches(path) != true { continue }
      if path.hasSuffix(".jsonnet") {
        collector.complain([StackProblem(file: file, reason: "jsonnet can't be evaluated here")])
        continue
      }
      files.insert(file)
      let bytes: [UInt8]
      do throws(FileTreeError) {
        bytes = try tree.read(file, limit: ManifestReader.largestFile)
      } catch {
        collector.complain([error.problem(file)])
        continue
      }
      if bytes.contains(Self.skipMark) { continue }
      let contents = ManifestReader.parse(bytes, file: file)
      collector.complain(contents.problems)
      for manifest in contents.manifests { collector.add(manifest) }
      if let reason = contents.leftOut {
        stack.leftOut.append(LeftOutFile(file: file, reason: reason))
      }
    }
    guard collector.problems.isEmpty else { throw StackBuildError(collector.problems) }
    return RenderedStack(
      stack, manifests: collector.manifests, files: files, warnings: warnings)
  }

  /// The files that may be manifests, by paths from the folder, in the order of names.
  ///
  /// Links to files are followed, links to folders aren't, as in Argo CD.
  private func paths(
    below folder: String, isRecursive: Bool
  ) throws(StackBuildError) -> [String] {
    var found: [String] = []
    func visit(_ path: String, depth: Int) throws(FileTreeError) {
      for entry in try tree.list(Paths.join(folder, path)) {
        let inner = Paths.join(path, entry.name)
        switch entry.kind {
        case .file
        where ManifestReader.isManifest(entry.name) || entry.name.hasSuffix(".jsonnet"):
          found.append(inner)
        case .folder
        where isRecursive && entry.target == nil && entry.name != ".git" && depth < 64:
          try visit(inner, depth: depth + 1)
        case .file, .folder, .outside, .other: break
        }
      }
    }
    do throws(FileTreeError) {
      try visit("", depth: 0)
    } catch {
      throw StackBuildError([error.problem(folder)])
    }
    return found
  }
}
