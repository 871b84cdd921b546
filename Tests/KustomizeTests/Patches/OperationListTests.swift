import Documents
import Testing
import YAML

@testable import Kustomize

@Suite struct OperationListTests {
  private static let object = "{a: b, none: null, l: [1, 2, 3], m: {k: v, o: [{x: 1}]}, 'a/b': c}"

  private func apply(_ operations: String) throws -> Value {
    let list = try #require(OperationList(try Value(yaml: operations)))
    return try list.apply(to: try Value(yaml: Self.object))
  }

  @Test(arguments: [
    ("{op: add, path: /z, value: 1}", "/z", "1"),
    ("{op: add, path: /z}", "/z", "null"),
    ("{op: add, path: /l/-, value: 9}", "/l", "[1, 2, 3, 9]"),
    ("{op: add, path: /l/1, value: 9}", "/l", "[1, 9, 2, 3]"),
    ("{op: add, path: /l/3, value: 9}", "/l", "[1, 2, 3, 9]"),
    ("{op: add, path: /l/-1, value: 9}", "/l", "[1, 2, 3, 9]"),
    ("{op: add, path: /l/-4, value: 9}", "/l", "[9, 1, 2, 3]"),
    ("{op: add, path: /l/+1, value: 9}", "/l", "[1, 9, 2, 3]"),
    ("{op: add, path: ignored/z, value: 1}", "/z", "1"),
    ("{op: add, path: /a~2b, value: 1}", "/a~02b", "1"),
    ("{op: remove, path: /l/-1}", "/l", "[1, 2]"),
    ("{op: replace, path: /a~1b, value: d}", "/a~1b", "d"),
    ("{op: replace, path: /zz, value: 1}", "/zz", "1"),
    ("{op: replace, path: /l/-1, value: 7}", "/l", "[1, 2, 7]"),
    ("{op: replace, path: /m/o/-1/x, value: 7}", "/m/o", "[{x: 7}]"),
    ("{op: replace, path: '', value: {q: 1}}", "", "{q: 1}"),
    ("{op: move, from: /a, path: /moved}", "/moved", "b"),
    ("{op: move, from: /none, path: /moved}", "/moved", "null"),
    ("{op: copy, from: /m, path: /m/c}", "/m/c", "{k: v, o: [{x: 1}]}"),
    ("{op: copy, from: /zz, path: /c}", "/c", "null"),
    ("{op: test, path: /l, value: [1.0, 2, 3]}", "/a", "b"),
    ("{op: test, path: /zz, value: null}", "/a", "b"),
  ])
  func appliesAsKustomizeDoes(_ operation: String, _ place: String, _ result: String) throws {
    let pointer = try #require(Pointer(parsing: place))
    #expect(try apply("[\(operation)]")[pointer] == (try Value(yaml: result)))
  }

  @Test(arguments: [
    "{op: add, path: /q/z, value: 1}", "{op: add, path: /l/4, value: 9}",
    "{op: add, path: /l/-5, value: 9}", "{op: add, path: /l/x, value: 9}",
    "{op: add, path: /a/x, value: 9}", "{op: add, path: /none/x, value: 9}",
    "{op: add, path: '', value: {}}", "{op: add, value: 1}", "{op: add, path: 5, value: 1}",
    "{op: remove, path: /zz}", "{op: remove, path: /l/-}", "{op: remove, path: /l/3}",
    "{op: replace, path: /l/3, value: 7}", "{op: replace, path: /l/-, value: 7}",
    "{op: move, from: /zz, path: /moved}", "{op: move, from: /m, path: /m/k}",
    "{op: test, path: /a, value: c}", "{op: test, path: /zz, value: 1}",
    "{op: test, path: /m, value: {k: v}}", "{op: test, path: /a}",
    "{op: Add, path: /c, value: 1}", "{path: /c, value: 1}",
  ])
  func refusesWhatKustomizeRefuses(_ operation: String) {
    #expect(throws: OperationList.Failure.self) { try apply("[\(operation)]") }
  }

  @Test func aFailureNamesTheOperation() throws {
    #expect {
      try apply("[{op: remove, path: /a}, {op: remove, path: /zz}]")
    } throws: { error in
      let failure = error as? OperationList.Failure
      return failure?.index == 1 && failure?.reason == "remove /zz: there is no \"zz\""
    }
  }

  @Test(arguments: ["[]", "{op: add, path: /a}", "[1]", "null"])
  func takesNothingElseForAPatch(_ text: String) throws {
    #expect(OperationList(try Value(yaml: text)) == nil)
  }
}
