import Testing

@testable import Commands

@Suite struct ToolBoxTests {
  @Test(arguments: [
    (
      "walk.go:74: found symbolic link\nError: template: a.yaml:3: nil pointer\n",
      "template: a.yaml:3: nil pointer"
    ),
    ("Cloning…\nfatal: repository not found\n", "repository not found"),
    ("something else\nand more\n", "something else; and more"), ("", "helm failed without a word"),
  ])
  func whatAProgramComplainsOfIsOneLine(errors: String, line: String) {
    #expect(ToolBox.line(errors, named: "helm") == line)
  }

  @Test(arguments: [
    ("https://a.example/b/c?d#e", "https://a.example", "/b/c?d"),
    ("http://a.example:8080", "http://a.example:8080", "/"),
  ])
  func anAddressIsAServerAndTheRest(address: String, server: String, target: String) {
    #expect(ToolBox.split(address)?.server == server)
    #expect(ToolBox.split(address)?.target == target)
  }

  @Test(arguments: ["ftp://a/b", "https://", "a/b", "file:///etc/passwd"])
  func otherAddressesAreNone(address: String) { #expect(ToolBox.split(address) == nil) }
}
