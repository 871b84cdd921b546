/// A file tree in memory: of a commit, of an example, of a test.
public struct MemoryTree: FileTree {
  /// What is at a path.
  public enum Node: Hashable, Sendable {
    /// A file.
    case file([UInt8])
    /// A symbolic link, with the path it leads to, from the folder that the link is in.
    case link(String)
  }

  private var nodes: [String: Node] = [:]
  /// The names in each folder.
  private var folders: [String: Set<String>] = ["": []]

  /// Makes a tree without files.
  public init() {}

  /// Makes a tree of texts.
  public init(_ texts: [String: String]) {
    for (path, text) in texts { self[path] = .file(Array(text.utf8)) }
  }

  /// What is at a path; nil for folders, and where there is nothing.
  public subscript(path: String) -> Node? {
    get { nodes[path] }
    set {
      nodes[path] = newValue
      if newValue == nil { forget(path) } else { remember(path) }
    }
  }

  public func list(_ path: String) throws(FileTreeError) -> [FileEntry] {
    guard let folder = try resolve(path), let names = folders[folder] else { throw .missing(path) }
    return names.sorted().map { name in
      let inner = Paths.join(folder, name)
      guard case .link = nodes[inner] else { return FileEntry(name: name, kind: kindOfNode(inner)) }
      let target = (try? resolve(inner)) ?? nil
      let kind = target.map(kindOfNode) ?? .outside
      return FileEntry(name: name, kind: kind, target: kind == .outside ? nil : target)
    }
  }

  public func kind(of path: String) -> FileEntry.Kind? {
    do {
      if let real = try resolve(path), nodes[real] != nil || folders[real] != nil {
        return kindOfNode(real)
      }
    } catch {
      return .outside
    }
    // A link to nothing is there, and leads nowhere.
    return Paths.normalize(path).flatMap { nodes[$0] } == nil ? nil : .outside
  }

  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8] {
    guard let real = try resolve(path) else { throw .missing(path) }
    guard case .file(let bytes) = nodes[real] else {
      throw folders[real] == nil ? .missing(path) : .unreadable(path, reason: "not a file")
    }
    guard bytes.count <= limit else { throw .tooLarge(path, limit: limit) }
    return bytes
  }

  // MARK: - Folders

  private mutating func remember(_ path: String) {
    var inner = path
    while !inner.isEmpty {
      let folder = Paths.folder(of: inner)
      guard folders[folder, default: []].insert(Paths.name(of: inner)).inserted else { return }
      inner = folder
    }
  }

  private mutating func forget(_ path: String) {
    var inner = path
    while !inner.isEmpty {
      let folder = Paths.folder(of: inner)
      folders[folder]?.remove(Paths.name(of: inner))
      guard !folder.isEmpty, folders[folder]?.isEmpty == true else { return }
      folders[folder] = nil
      inner = folder
    }
  }

  private func kindOfNode(_ real: String) -> FileEntry.Kind {
    switch nodes[real] {
    case .file: .file
    case .link: .outside
    case nil: folders[real] == nil ? .outside : .folder
    }
  }

  // MARK: - Links

  /// More links on the way than any tree has; only those that go in circles are more.
  private static let mostLinks = 40

  /// The path without links; nil where it goes in circles.
  private func resolve(_ path: String) throws(FileTreeError) -> String? {
    guard let normal = Paths.normalize(path) else { throw .outside(path) }
    var rest = normal.split(separator: "/").map(String.init)
    var real = ""
    var links = 0
    while !rest.isEmpty {
      let next = Paths.join(real, rest.removeFirst())
      guard case .link(let target) = nodes[next] else {
        real = next
        continue
      }
      links += 1
      guard links <= Self.mostLinks else { return nil }
      guard !target.hasPrefix("/"), let place = Paths.normalize(Paths.join(real, target)) else {
        throw .outside(path)
      }
      rest = place.split(separator: "/").map(String.init) + rest
      real = ""
    }
    return real
  }
}
