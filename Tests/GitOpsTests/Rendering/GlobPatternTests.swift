import Testing

@testable import GitOps

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("*.yaml", "a.yaml"), ("*.yaml", "a/b.yaml"), ("**/a.yaml", "x/y/a.yaml"),
    ("{a,b}.yaml", "b.yaml"), ("{a,b{1,2}}.yaml", "b2.yaml"), ("?.yaml", "a.yaml"),
    ("[a-c].yaml", "b.yaml"), ("[!a-c].yaml", "d.yaml"), ("[a-cx].yaml", "x.yaml"),
    (#"\*.yaml"#, "*.yaml"), ("a*b*c", "aXbYbZc"), ("*", ""), ("{*.yml,*.yaml}", "k8s/x.yml"),
    ("config/**", "config/a/b"), ("é*", "été"),
  ])
  func matching(pattern: String, text: String) throws {
    #expect(try #require(GlobPattern(pattern)).matches(text))
  }

  @Test(arguments: [
    ("*.yaml", "a.yml"), ("**/a.yaml", "a.yaml"), ("{a,b}.yaml", "c.yaml"), ("?.yaml", "ab.yaml"),
    ("[a-c].yaml", "d.yaml"), ("[!a-c].yaml", "b.yaml"), (#"\*.yaml"#, "a.yaml"),
    ("a", "ab"), ("", "a"),
  ])
  func notMatching(pattern: String, text: String) throws {
    #expect(try !#require(GlobPattern(pattern)).matches(text))
  }

  @Test(arguments: ["{a,b", "a}", "[a", "[]", "[c-a]", #"a\"#])
  func whatIsNoPattern(text: String) { #expect(GlobPattern(text) == nil) }

  @Test func manyStarsTakeNoTime() throws {
    let pattern = try #require(GlobPattern(String(repeating: "*a", count: 50) + "b"))
    #expect(!pattern.matches(String(repeating: "a", count: 5_000)))
  }

  @Test func bracesThatMultiplyAreRefused() {
    #expect(GlobPattern(String(repeating: "{a,b}", count: 30)) == nil)
  }
}
