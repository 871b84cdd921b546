public import Files

/// Reads the manifests of a plain stack: every object in the files of its folder.
public enum PlainStack {
  /// The objects of a stack's folder as they are on the disk now, in the order of files and lines.
  public struct Contents: Hashable, Sendable {
    /// The objects.
    public var manifests: [Manifest]
    /// Why they can't be deployed; empty if they can.
    public var problems: [StackProblem]
  }

  /// Reads a stack's folder.
  public static func read(_ path: String, in tree: any FileTree) -> Contents {
    var folder = FolderScan.Folder(path: path)
    var contents = Contents(manifests: [], problems: [])
    do throws(FileTreeError) {
      for entry in try tree.list(path) where entry.kind == .file && !entry.name.hasPrefix(".") {
        folder.files.append(entry.name)
      }
    } catch {
      contents.problems = [error.problem(path)]
      return contents
    }
    var leftOut: [LeftOutFile] = []
    contents.manifests = read(folder, in: tree, &contents.problems, &leftOut)
    return contents
  }

  static func read(
    _ folder: FolderScan.Folder, in tree: any FileTree, _ problems: inout [StackProblem],
    _ leftOut: inout [LeftOutFile]
  ) -> [Manifest] {
    var manifests: [Manifest] = []
    var seen: [StackObject.Key: StackObject] = [:]
    for name in folder.outside where ManifestReader.isManifest(name) {
      leftOut.append(LeftOutFile(file: Paths.join(folder.path, name), reason: .leadsOutside))
    }
    for name in folder.files where ManifestReader.isManifest(name) {
      let file = Paths.join(folder.path, name)
      let contents = ManifestReader.read(file, in: tree)
      problems += contents.problems
      if let reason = contents.leftOut { leftOut.append(LeftOutFile(file: file, reason: reason)) }
      for manifest in contents.manifests {
        let object = manifest.object
        if let other = seen.updateValue(object, forKey: object.key) {
          problems.append(
            StackProblem(
              file: file, line: object.line,
              reason: "\(object) is already there, in \(other.file):\(other.line)"))
        }
        manifests.append(manifest)
      }
    }
    return manifests
  }
}
