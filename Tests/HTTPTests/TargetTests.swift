import HTTP
import Testing

/// Paths and queries, in and out of percent-encoding.
@Suite struct TargetTests {
  @Test func piecesAreEncoded() {
    var target = Target(path: ["api", "v1", "namespaces", "a b", "configmaps", "x/y:z~"])
    target["labelSelector"] = "app in (a,b),!c=ü"
    target["limit"] = "5"
    #expect(
      target.text == "/api/v1/namespaces/a%20b/configmaps/x%2Fy%3Az~"
        + "?labelSelector=app%20in%20%28a%2Cb%29%2C%21c%3D%C3%BC&limit=5")
  }

  @Test func readingUndoesWriting() {
    let target = Target(
      path: ["a/b", "%", "ü", "?#"],
      query: [.init("a&b", "c=d+e"), .init("a&b", ""), .init("x", "100 %")])
    #expect(Target(target.text) == target)
  }

  @Test func aQueryIsReadAsGoReadsIt() {
    let target = Target("/x?a=1+2&flag&a=3&&b=%2B")
    #expect(
      target?.query == [.init("a", "1 2"), .init("flag", ""), .init("a", "3"), .init("b", "+")])
    #expect(target?["a"] == "1 2")
    #expect(target?["c"] == nil)
  }

  @Test(arguments: [
    ("/", [String]()), ("/a/", ["a"]), ("/a//b", ["a", "", "b"]), ("/a+b", ["a+b"]),
  ])
  func pathsAreSplit(text: String, path: [String]) {
    #expect(Target(text)?.path == path)
  }

  @Test(arguments: ["", "a", "/%", "/%2", "/%zz", "/a?b=%x"])
  func brokenOnesAreRefused(text: String) {
    #expect(Target(text) == nil)
  }

  @Test func settingReplacesAllValues() {
    var target = Target(path: [], query: [.init("a", "1"), .init("b", "2"), .init("a", "3")])
    target["a"] = "4"
    #expect(target.text == "/?b=2&a=4")
    target["a"] = nil
    #expect(target.text == "/?b=2")
  }
}
