import Documents
import Testing

struct PointerTests {
  @Test(
    arguments: [
      ("", []), ("/", [""]), ("/a", ["a"]), ("/a/b/0", ["a", "b", "0"]), ("/a~1b", ["a/b"]),
      ("/m~0n", ["m~n"]), ("/~01", ["~1"]), ("//", ["", ""]),
      ("/c%d/e^f/k\"l/ /é", ["c%d", "e^f", "k\"l", " ", "é"]),
      (
        "/metadata/labels/app.kubernetes.io~1name",
        ["metadata", "labels", "app.kubernetes.io/name"]
      ),
    ] as [(String, [String])])
  func pointersAreReadAndWritten(text: String, tokens: [String]) {
    #expect(Pointer(parsing: text)?.tokens == tokens)
    #expect(Pointer(tokens).description == text)
  }

  @Test(arguments: ["a", "a/b", "/~", "/~2", "/a~", "/~a"])
  func whatIsNoPointerIsRefused(text: String) {
    #expect(Pointer(parsing: text) == nil)
  }

  // The places of RFC 6901, section 5.
  @Test(
    arguments: [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
      ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
    ] as [(String, Value)])
  func valuesAreFound(text: String, expected: Value) throws {
    let document: Value = [
      "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
      " ": 7, "m~n": 8,
    ]
    #expect(document[try #require(Pointer(parsing: text))] == expected)
  }

  @Test(arguments: ["/a/1", "/a/01", "/a/-", "/a/x", "/b", "/a/0/x", "/a/-1", "/a/+0", "/a/ 0"])
  func whatIsNotThereIsNil(text: String) throws {
    let document: Value = ["a": [1]]
    #expect(document[try #require(Pointer(parsing: text))] == nil)
  }

  @Test func settingMakesTheWay() {
    var value: Value = [:]
    value[["metadata", "labels", "app"]] = "web"
    #expect(value == ["metadata": ["labels": ["app": "web"]]])
  }

  @Test func settingReplacesAndAppendsElements() {
    var value: Value = ["list": [1, 2]]
    value[["list", "0"]] = 9
    value[["list", "-"]] = 3
    value[["list", "3"]] = 4
    value[["list", "7"]] = 5
    #expect(value == ["list": [9, 2, 3, 4]])
  }

  @Test func settingNilRemoves() {
    var value: Value = ["list": [1, 2, 3], "a": ["b": 1]]
    value[["list", "1"]] = nil
    value[["a", "b"]] = nil
    value[["x", "y"]] = nil
    value[["a", "c", "d"]] = nil
    #expect(value == ["list": [1, 3], "a": [:]])
  }

  @Test func settingLeavesScalarsAlone() {
    var value: Value = ["a": 1]
    value[["a", "b"]] = 2
    #expect(value == ["a": 1])
  }

  @Test func pointersKnowTheirRelations() {
    let pointer: Pointer = ["spec", "containers", "0"]
    #expect(pointer.parent == ["spec", "containers"])
    #expect(Pointer().parent == nil)
    #expect(Pointer(["spec"]).contains(pointer))
    #expect(Pointer().contains(pointer))
    #expect(!Pointer(["spec", "c"]).contains(pointer))
    #expect(Pointer(["spec"]).appending("containers").appending(0) == pointer)
  }
}
