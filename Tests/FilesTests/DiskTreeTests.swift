import Files
import FolderSupport
import Glibc
import Testing

@Suite struct DiskTreeTests {
  @Test func foldersAreListedByName() throws {
    let folder = try TemporaryFolder()
    try folder.write("b.yaml", "b")
    try folder.write("a/x.yaml", "x")
    let tree = try DiskTree(folder.path)
    #expect(
      try tree.list("") == [
        FileEntry(name: "a", kind: .folder), FileEntry(name: "b.yaml", kind: .file),
      ])
    #expect(try tree.read("a/x.yaml", limit: 10) == Array("x".utf8))
  }

  @Test func linksWithinTheTreeAreFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/x.yaml", "x")
    try folder.link("link", to: "a")
    let tree = try DiskTree(folder.path)
    #expect(try tree.list("").last == FileEntry(name: "link", kind: .folder, target: "a"))
    #expect(try tree.read("link/x.yaml", limit: 10) == Array("x".utf8))
  }

  @Test func linksOutOfTheTreeAreRefused() throws {
    let outside = try TemporaryFolder()
    try outside.write("secret", "s")
    let folder = try TemporaryFolder()
    try folder.link("out", to: "\(outside.path)/secret")
    try folder.link("nowhere", to: "missing")
    let tree = try DiskTree(folder.path)
    #expect(try tree.list("").map(\.kind) == [.outside, .outside])
    #expect(tree.kind(of: "out") == .outside)
    #expect(throws: FileTreeError.outside("out")) { try tree.read("out", limit: 10) }
  }

  @Test(arguments: ["../x", "a/../../x"])
  func pathsOutOfTheTreeAreRefused(path: String) throws {
    let folder = try TemporaryFolder()
    try folder.folder("a")
    let tree = try DiskTree(folder.path)
    #expect(tree.kind(of: path) == .outside)
    #expect(throws: FileTreeError.outside(path)) { try tree.read(path, limit: 10) }
  }

  @Test func whatCannotBeReadSaysWhy() throws {
    let folder = try TemporaryFolder()
    try folder.write("large", "0123456789")
    try folder.folder("a")
    mkfifo("\(folder.path)/pipe", 0o600)
    let tree = try DiskTree(folder.path)
    #expect(throws: FileTreeError.tooLarge("large", limit: 9)) { try tree.read("large", limit: 9) }
    #expect(throws: FileTreeError.missing("x")) { try tree.read("x", limit: 9) }
    #expect(throws: FileTreeError.self) { try tree.read("a", limit: 9) }
    #expect(throws: FileTreeError.self) { try tree.read("pipe", limit: 9) }
    #expect(tree.kind(of: "pipe") == .other)
    #expect(tree.kind(of: "x") == nil)
  }

  @Test func aTreeNeedsAFolder() {
    #expect(throws: FileTreeError.self) { try DiskTree("/no/such/folder") }
    #expect(throws: FileTreeError.self) { try DiskTree("/etc/passwd") }
  }
}
