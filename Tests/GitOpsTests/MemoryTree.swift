public import Files

extension MemoryTree: ExpressibleByDictionaryLiteral {
  /// Paths and texts; links as `-> path`, the path from the root.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (path, text) in elements {
      if text.hasPrefix("-> ") {
        let up = String(repeating: "../", count: path.split(separator: "/").count - 1)
        self[path] = .link(up + text.dropFirst(3))
      } else {
        self[path] = .file(Array(text.utf8))
      }
    }
  }
}

/// A tree with files that can't be read.
struct UnreadableTree: FileTree {
  var tree: MemoryTree
  var unreadable: Set<String>

  func list(_ path: String) throws(FileTreeError) -> [FileEntry] { try tree.list(path) }
  func kind(of path: String) -> FileEntry.Kind? { tree.kind(of: path) }
  func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8] {
    guard !unreadable.contains(path) else { throw .unreadable(path, reason: "Permission denied") }
    return try tree.read(path, limit: limit)
  }
}

/// The text of a manifest with nothing but a name.
func manifest(
  _ kind: String, _ name: String, in namespace: String? = nil, apiVersion: String = "v1"
) -> String {
  let place = namespace.map { "\n  namespace: \($0)" } ?? ""
  return "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata:\n  name: \(name)\(place)\n"
}
