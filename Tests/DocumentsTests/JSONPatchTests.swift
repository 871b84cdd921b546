import Documents
import Testing

struct JSONPatchTests {
  // The cases of RFC 6902, appendix A, and those around them.
  @Test(
    arguments: [
      (
        ["foo": "bar"], ["op": "add", "path": "/baz", "value": "qux"], ["baz": "qux", "foo": "bar"]
      ),
      (
        ["foo": ["bar", "baz"]], ["op": "add", "path": "/foo/1", "value": "qux"],
        ["foo": ["bar", "qux", "baz"]]
      ),
      (
        ["foo": ["bar"]], ["op": "add", "path": "/foo/-", "value": ["abc"]],
        ["foo": ["bar", ["abc"]]]
      ),
      (["foo": []], ["op": "add", "path": "/foo/0", "value": 1], ["foo": [1]]),
      (["foo": "bar"], ["op": "add", "path": "/foo", "value": .null], ["foo": .null]),
      (["foo": "bar"], ["op": "add", "path": "", "value": 1], 1),
      (
        ["foo": "bar"], ["op": "add", "path": "/child", "value": [:], "other": 1],
        ["foo": "bar", "child": [:]]
      ),
      (["baz": "qux", "foo": "bar"], ["op": "remove", "path": "/baz"], ["foo": "bar"]),
      (
        ["foo": ["bar", "qux", "baz"]], ["op": "remove", "path": "/foo/1"], ["foo": ["bar", "baz"]]
      ),
      (["baz": "qux"], ["op": "replace", "path": "/baz", "value": "boo"], ["baz": "boo"]),
      (["a": [1, 2]], ["op": "replace", "path": "/a/1", "value": 3], ["a": [1, 3]]),
      (
        ["foo": ["bar": 1, "waldo": 2], "qux": ["corge": 3]],
        ["op": "move", "from": "/foo/waldo", "path": "/qux/thud"],
        ["foo": ["bar": 1], "qux": ["corge": 3, "thud": 2]]
      ),
      (
        ["foo": ["all", "grass", "cows", "eat"]],
        ["op": "move", "from": "/foo/1", "path": "/foo/3"],
        ["foo": ["all", "cows", "eat", "grass"]]
      ),
      (["a": 1], ["op": "move", "from": "/a", "path": "/a"], ["a": 1]),
      (
        ["a": ["b": 1]], ["op": "copy", "from": "/a", "path": "/c"], ["a": ["b": 1], "c": ["b": 1]]
      ),
      (["a": [1, 2]], ["op": "copy", "from": "/a/0", "path": "/a/-"], ["a": [1, 2, 1]]),
      (["/": 9, "~1": 10], ["op": "test", "path": "/~01", "value": 10], ["/": 9, "~1": 10]),
      (["a": [1, 2.0]], ["op": "test", "path": "/a", "value": [1.0, 2]], ["a": [1, 2.0]]),
    ] as [(Value, Value, Value)])
  func operationsApply(target: Value, operation: Value, result: Value) throws {
    let patch = try JSONPatch([operation])
    #expect(try target.applying(patch) == result)
  }

  @Test(
    arguments: [
      (["op": "remove", "path": "/none"], .missing(["none"])),
      (["op": "remove", "path": "/list/2"], .missing(["list", "2"])),
      (["op": "replace", "path": "/none", "value": 1], .missing(["none"])),
      (["op": "add", "path": "/none/x", "value": 1], .noParent(["none", "x"])),
      (["op": "add", "path": "/text/x", "value": 1], .noParent(["text", "x"])),
      (["op": "add", "path": "/list/3", "value": 1], .invalidIndex(["list", "3"])),
      (["op": "add", "path": "/list/01", "value": 1], .invalidIndex(["list", "01"])),
      (["op": "add", "path": "/list/x", "value": 1], .invalidIndex(["list", "x"])),
      (["op": "move", "from": "/none", "path": "/b"], .missing(["none"])),
      (["op": "move", "from": "/list", "path": "/list/0"], .movedIntoItself(["list"])),
      (["op": "copy", "from": "/none", "path": "/b"], .missing(["none"])),
      (["op": "test", "path": "/text", "value": "y"], .testFailed(["text"])),
      (["op": "test", "path": "/text", "value": .null], .testFailed(["text"])),
      (["op": "test", "path": "/list", "value": [2, 1]], .testFailed(["list"])),
      (["op": "test", "path": "/none", "value": .null], .missing(["none"])),
    ] as [(Value, JSONPatchError.Reason)])
  func operationsThatDoNotApplySayWhy(operation: Value, reason: JSONPatchError.Reason) throws {
    let target: Value = ["text": "x", "list": [1, 2]]
    let patch = try JSONPatch([["op": "add", "path": "/new", "value": 1], operation])
    #expect(throws: JSONPatchError(reason, operation: 1)) { try target.applying(patch) }
  }

  @Test(
    arguments: [
      ["op": "add", "path": "/a"], ["op": "nop", "path": "/a"], ["path": "/a", "value": 1],
      ["op": "add", "value": 1], ["op": "add", "path": "a", "value": 1],
      ["op": "move", "path": "/a"],
      ["op": "add", "path": 1, "value": 1], 5,
    ] as [Value])
  func malformedOperationsAreRefused(operation: Value) {
    let error = #expect(throws: JSONPatchError.self) { try JSONPatch([operation]) }
    #expect(error?.operation == 0)
    #expect(throws: JSONPatchError.self) { try JSONPatch(operation) }
  }

  @Test func patchesAreWrittenAsTheyWereRead() throws {
    let value: Value = [
      ["op": "add", "path": "/a~1b", "value": .null], ["op": "remove", "path": "/c"],
      ["op": "replace", "path": "", "value": [:]], ["op": "move", "from": "/a", "path": "/b"],
      ["op": "copy", "from": "/a", "path": "/b"], ["op": "test", "path": "/x", "value": [1]],
    ]
    #expect(try JSONPatch(value).value == value)
  }

  @Test func errorsNameTheOperationAndThePlace() {
    let error = JSONPatchError(.testFailed(["spec", "replicas"]), operation: 2)
    #expect(
      error.description == "operation 3: the value at /spec/replicas is not the expected one")
  }
}
