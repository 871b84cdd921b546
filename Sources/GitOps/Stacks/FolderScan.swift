internal import Files

/// The folders below a root, with the names of their files.
struct FolderScan {
  /// One folder.
  struct Folder {
    var path: String
    var files: [String] = []
    /// Links that lead out of the repository, or nowhere.
    var outside: [String] = []
    var problem: StackProblem?
  }

  /// All folders, each before those in it, by name within one.
  private(set) var folders: [Folder] = []
  /// Folders that links led to: each is gone through once only, so that links can't go in circles.
  private var linked: Set<String> = []
  private let tree: any FileTree

  /// No repository is deeper; only folders made to do harm are.
  private static let deepest = 64

  init(_ tree: any FileTree, below root: String) {
    self.tree = tree
    if tree.kind(of: root) == .folder { visit(root, depth: 0) }
  }

  private mutating func visit(_ path: String, depth: Int) {
    var folder = Folder(path: path)
    var inner: [String] = []
    do throws(FileTreeError) {
      for entry in try tree.list(path) where !entry.name.hasPrefix(".") {
        switch entry.kind {
        case .file: folder.files.append(entry.name)
        case .outside: folder.outside.append(entry.name)
        case .folder where entry.name == "node_modules": break
        case .folder:
          if let target = entry.target {
            guard !Paths.isBelow(path, target), linked.insert(target).inserted else { continue }
          }
          inner.append(entry.name)
        case .other: break
        }
      }
    } catch {
      folder.problem = error.problem(path)
    }
    folders.append(folder)
    guard depth < Self.deepest else { return }
    for name in inner { visit(Paths.join(path, name), depth: depth + 1) }
  }
}
