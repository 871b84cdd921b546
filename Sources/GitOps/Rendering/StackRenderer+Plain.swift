internal import Files

extension StackRenderer {
  /// Reads the manifests of a folder, as they are.
  func plain(_ stack: Stack) throws(StackBuildError) -> RenderedStack {
    var stack = stack
    var folder = FolderScan.Folder(path: stack.path)
    do throws(FileTreeError) {
      for entry in try tree.list(stack.path) where !entry.name.hasPrefix(".") {
        switch entry.kind {
        case .file: folder.files.append(entry.name)
        case .outside: folder.outside.append(entry.name)
        case .folder, .other: break
        }
      }
    } catch {
      throw StackBuildError([error.problem(stack.path)])
    }
    var problems: [StackProblem] = []
    var leftOut: [LeftOutFile] = []
    let manifests = PlainStack.read(folder, in: tree, &problems, &leftOut)
    guard problems.isEmpty else { throw StackBuildError(problems) }
    stack.leftOut = leftOut
    let files = folder.files.filter(ManifestReader.isManifest).map {
      Paths.join(stack.path, $0)
    }
    return RenderedStack(stack, manifests: manifests, files: Set(files))
  }

  /// Reads the manifests of one file.
  func file(_ path: String) throws(StackBuildError) -> RenderedStack {
    let contents = ManifestReader.read(path, in: tree)
    var collector = ManifestCollector()
    collector.complain(contents.problems)
    for manifest in contents.manifests { collector.add(manifest) }
    guard collector.problems.isEmpty else { throw StackBuildError(collector.problems) }
    var stack = Stack(path: path, name: Paths.name(of: path), source: .plain)
    if let reason = contents.leftOut { stack.leftOut = [LeftOutFile(file: path, reason: reason)] }
    return RenderedStack(stack, manifests: collector.manifests, files: [path])
  }
}
