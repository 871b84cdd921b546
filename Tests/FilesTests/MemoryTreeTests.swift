import Files
import Testing

@Suite struct MemoryTreeTests {
  private func tree(_ links: [String: String] = [:]) -> MemoryTree {
    var tree = MemoryTree(["a/x.yaml": "x", "a/b/y.yaml": "y", "z": "z"])
    for (path, target) in links { tree[path] = .link(target) }
    return tree
  }

  @Test func foldersAreThereAsLongAsTheyHaveFiles() throws {
    var tree = tree()
    #expect(
      try tree.list("") == [
        FileEntry(name: "a", kind: .folder), FileEntry(name: "z", kind: .file),
      ])
    tree["a/b/y.yaml"] = nil
    #expect(tree.kind(of: "a/b") == nil)
    #expect(try tree.list("a") == [FileEntry(name: "x.yaml", kind: .file)])
    tree["a/x.yaml"] = nil
    #expect(try tree.list("").map(\.name) == ["z"])
  }

  @Test func linksWithinTheTreeAreFollowed() throws {
    let tree = tree(["a/link": "../z", "folder": "a/b", "again": "folder"])
    #expect(try tree.read("a/link", limit: 10) == Array("z".utf8))
    #expect(try tree.read("again/y.yaml", limit: 10) == Array("y".utf8))
    #expect(
      try tree.list("").first == FileEntry(name: "a", kind: .folder))
    #expect(
      try tree.list("").contains(FileEntry(name: "again", kind: .folder, target: "a/b")))
  }

  @Test(arguments: ["../x", "/etc/passwd", "missing", "circle"])
  func linksThatLeadNowhereAreOutside(target: String) throws {
    let tree = tree(["circle": target])
    #expect(tree.kind(of: "circle") == .outside)
    #expect(try tree.list("").first { $0.name == "circle" }?.kind == .outside)
    #expect(throws: FileTreeError.self) { try tree.read("circle", limit: 10) }
  }

  @Test func whatIsNotThereIsMissing() {
    let tree = tree()
    #expect(tree.kind(of: "a/none") == nil)
    #expect(throws: FileTreeError.missing("a/none")) { try tree.read("a/none", limit: 10) }
    #expect(throws: FileTreeError.missing("none")) { try tree.list("none") }
    #expect(throws: FileTreeError.tooLarge("z", limit: 0)) { try tree.read("z", limit: 0) }
    #expect(throws: FileTreeError.outside("../z")) { try tree.read("../z", limit: 9) }
  }
}
