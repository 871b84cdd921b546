import GitOps

/// A file tree in memory: paths and texts, and links as paths.
struct MemoryTree: FileTree, ExpressibleByDictionaryLiteral {
  private var files: [String: [UInt8]] = [:]
  private var links: [String: String] = [:]
  /// Files that can't be read.
  var unreadable: Set<String> = []

  init(dictionaryLiteral elements: (String, String)...) {
    for (path, text) in elements {
      if text.hasPrefix("-> ") {
        links[path] = String(text.dropFirst(3))
      } else {
        files[path] = Array(text.utf8)
      }
    }
  }

  subscript(path: String) -> [UInt8]? {
    get { files[path] }
    set { files[path] = newValue }
  }

  func list(_ path: String) throws(FileTreeError) -> [FileEntry] {
    guard kind(of: path) == .folder else { throw .missing(path) }
    let real = resolve(path)
    let prefix = real.isEmpty ? "" : real + "/"
    var names: Set<String> = []
    for key in Array(files.keys) + Array(links.keys) where key.hasPrefix(prefix) {
      names.insert(String(key.dropFirst(prefix.count).prefix { $0 != "/" }))
    }
    return names.sorted().map { name in
      FileEntry(
        name: name, kind: kind(of: prefix + name) ?? .outside, target: links[prefix + name])
    }
  }

  func kind(of path: String) -> FileEntry.Kind? {
    let real = resolve(path)
    if links[path] != nil, real.hasPrefix("..") { return .outside }
    if files[real] != nil { return .file }
    let isFolder =
      real.isEmpty || files.keys.contains { $0.hasPrefix(real + "/") }
      || links.keys.contains { $0.hasPrefix(real + "/") }
    return isFolder ? .folder : links[path] != nil ? .outside : nil
  }

  func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8] {
    guard !unreadable.contains(path) else {
      throw .unreadable(path, reason: "Permission denied")
    }
    guard let bytes = files[resolve(path)] else { throw .missing(path) }
    guard bytes.count <= limit else { throw .tooLarge(path, limit: limit) }
    return bytes
  }

  private func resolve(_ path: String) -> String {
    var result = ""
    for part in path.split(separator: "/") {
      result = result.isEmpty ? String(part) : "\(result)/\(part)"
      if let target = links[result] { result = target }
    }
    return result
  }
}

/// The text of a manifest with nothing but a name.
func manifest(
  _ kind: String, _ name: String, in namespace: String? = nil, apiVersion: String = "v1"
) -> String {
  let place = namespace.map { "\n  namespace: \($0)" } ?? ""
  return "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata:\n  name: \(name)\(place)\n"
}
