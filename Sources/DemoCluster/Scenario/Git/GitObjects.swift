/// The names Git gives to files, folders and commits, worked out from their content.
enum GitObjects {
  /// The names a tree and its commit have.
  static func commit(
    files: [String: String], executable: Set<String>, parent: String?, _ commit: RepositoryCommit
  ) -> String {
    let tree = Digest.hexadecimal(
      Digest.sha1(object("tree", treeContent(files, executable))))
    var lines = "tree \(tree)\n"
    if let parent { lines += "parent \(parent)\n" }
    let signature = "\(commit.author.name) <\(commit.author.email)> \(commit.time) +0000"
    lines += "author \(signature)\ncommitter \(signature)\n\n\(commit.message)\n"
    return Digest.hexadecimal(Digest.sha1(object("commit", Array(lines.utf8))))
  }

  private static func object(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    Array("\(kind) \(content.count)\0".utf8) + content
  }

  private static func treeContent(
    _ files: [String: String], _ executable: Set<String>, in folder: String = ""
  ) -> [UInt8] {
    var plain: [String: String] = [:]
    var folders: [String: [String: String]] = [:]
    for (path, text) in files {
      guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else {
        plain[path] = text
        continue
      }
      let rest = String(path[path.index(after: slash)...])
      folders[String(path[..<slash]), default: [:]][rest] = text
    }
    // Git orders a tree's entries by bytes, a folder as if its name ended in a slash.
    var entries: [(key: [UInt8], mode: String, name: String, hash: [UInt8])] = []
    for (name, text) in plain {
      let mode = executable.contains(folder + name) ? "100755" : "100644"
      let hash = Digest.sha1(object("blob", Array(text.utf8)))
      entries.append((Array(name.utf8), mode, name, hash))
    }
    for (name, content) in folders {
      let tree = treeContent(content, executable, in: folder + name + "/")
      entries.append((Array("\(name)/".utf8), "40000", name, Digest.sha1(object("tree", tree))))
    }
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
    return entries.flatMap { Array("\($0.mode) \($0.name)\0".utf8) + $0.hash }
  }
}
