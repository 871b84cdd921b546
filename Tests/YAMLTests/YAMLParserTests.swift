import Documents
import Testing
import YAML

struct YAMLParserTests {
  private func values(_ text: String) throws -> [Value] {
    try YAMLParser().parse(text).map(\.value)
  }

  // MARK: Streams

  @Test(
    arguments: [
      ("", []), ("# only a comment\n", []), ("\n\n", []), ("---\n", [.null]),
      ("--- text\n", ["text"]),
      ("a: 1\n---\n# nothing\n---\n- b\n...\n", [["a": 1], .null, ["b"]]),
      ("a\n...\n---\nb\n", ["a", "b"]), ("%YAML 1.1\n---\na: 1\n", [["a": 1]]),
      ("%TAG !e! tag:example.com,2000:\n---\n!e!x 5\n", ["5"]), ("{a: 1}", [["a": 1]]),
      ("\u{FEFF}a: 1\n", [["a": 1]]),
      ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", [["a": 1, "b": "x\ny\n"]]),
    ] as [(String, [Value])])
  func documentsOfAStreamAreReadInOrder(text: String, expected: [Value]) throws {
    #expect(try values(text) == expected)
  }

  @Test func oneDocumentIsFoundAmongEmptyOnes() throws {
    #expect(try YAMLParser().parseOne("---\n# licence\n---\na: 1\n---\n").value == ["a": 1])
    #expect(try YAMLParser().parseOne("---\n").value == .null)
  }

  @Test func severalDocumentsAreNotOne() {
    let error = #expect(throws: YAMLError.self) {
      try YAMLParser().parseOne("a: 1\n---\nb: 1\n", file: "k.yaml")
    }
    #expect(error?.reason == .documentCount(2))
    #expect(error?.line == 3)
    #expect(throws: YAMLError.self) { try YAMLParser().parseOne("") }
  }

  // MARK: Structure

  @Test(
    arguments: [
      ("a:\n- 1\n- 2\n", ["a": [1, 2]]), ("a:\n  - 1\n  -\n    b: 2\n", ["a": [1, ["b": 2]]]),
      ("- - 1\n  - 2\n- a: 1\n  b: 2\n", [[1, 2], ["a": 1, "b": 2]]),
      ("a: {b: 1, c}\n", ["a": ["b": 1, "c": .null]]),
      ("a: [b, c: d, ]\n", ["a": ["b", ["c": "d"]]]),
      ("a: {\"b\":1}", ["a": ["b": 1]]), ("a: {b:1}", ["a": ["b:1": .null]]),
      ("a: |\n  x\n   y\n\n  z\n", ["a": "x\n y\n\nz\n"]), ("a: |-\n  x\n\n", ["a": "x"]),
      ("a: |+\n  x\n\nb: 1", ["a": "x\n\n", "b": 1]), ("a: |2\n    x\n", ["a": "  x\n"]),
      ("a: >\n  x\n  y\n\n  z\n   w\n", ["a": "x y\nz\n w\n"]), ("a: >-\n  x\n  y\n", ["a": "x y"]),
      ("a: b\n c\n d # e\n", ["a": "b c d"]), ("a: \"b\n  c\n\n  d\"", ["a": "b c\nd"]),
      ("a: \"b\\\n   c\"", ["a": "bc"]), ("? a\n: b\n? c\n", ["a": "b", "c": .null]),
      ("a: b # c\nd: e#f", ["a": "b", "d": "e#f"]), ("{}", [:]), ("[]", []), ("text", "text"),
    ] as [(String, Value)])
  func structureIsRead(text: String, value: Value) throws {
    #expect(try values(text) == [value])
  }

  @Test func aliasesStandForWhatTheirAnchorsHold() throws {
    let text = """
      base: &base {a: 1, list: [x]}
      again: *base
      &key k: *key
      both: [*base, &base 2, *base]
      """
    #expect(
      try Value(yaml: text) == [
        "base": ["a": 1, "list": ["x"]], "again": ["a": 1, "list": ["x"]], "k": "k",
        "both": [["a": 1, "list": ["x"]], 2, 2],
      ])
  }

  @Test func anchorsEndWithTheirDocument() {
    let error = #expect(throws: YAMLError.self) { try values("a: &x 1\n---\nb: *x\n") }
    #expect(error?.reason == .unknownAnchor("x"))
    #expect(error?.position == SourcePosition(line: 3, column: 4))
  }

  @Test(
    arguments: [
      ("<<: {a: 2, b: 3}\na: 1", ["a": 1, "b": 3]), ("a: 1\n<<: {a: 2, b: 3}", ["a": 1, "b": 3]),
      ("<<: [{a: 1}, {a: 2, b: 2}]", ["a": 1, "b": 2]), ("'<<': {a: 1}", ["<<": ["a": 1]]),
      ("!!merge <<: {a: 1}", ["a": 1]), ("<<: {}", [:]),
      (
        "x: &x {a: 1, <<: {c: 1}}\nz: {<<: [*x, {a: 2, b: 3}], b: 2}",
        ["x": ["a": 1, "c": 1], "z": ["a": 1, "b": 2, "c": 1]]
      ),
    ] as [(String, Value)])
  func mergeKeysMergeAndWrittenKeysWin(text: String, value: Value) throws {
    #expect(try values(text) == [value])
  }

  @Test(arguments: ["<<: 5", "<<: null", "<<: [{a: 1}, 5]", "<<: [[{a: 1}]]"])
  func mergeKeysTakeMappingsOnly(text: String) {
    let error = #expect(throws: YAMLError.self) { try values(text) }
    #expect(error?.reason == .invalidMerge)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\n'a': 3\n", "a", 1, 3), ("1: x\n'1': y\n", "1", 1, 2),
    ("yes: 1\ntrue: 2", "true", 1, 2),
    ("{a: 1,\n a: 1}", "a", 1, 2), ("<<: {a: 1}\n<<: {b: 1}", "<<", 1, 2),
    ("k:\n  <<: {a: 1}\n  a: 2\n  a: 3", "a", 3, 4),
  ])
  func duplicateKeysAreRefusedWithBothPlaces(text: String, key: String, first: Int, second: Int) {
    let error = #expect(throws: YAMLError.self) { try values(text) }
    guard case .duplicateKey(key, let position) = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(position.line == first)
    #expect(error?.line == second)
  }

  // MARK: JSON

  @Test func jsonIsReadWhereItIsNoYAML() throws {
    let text = """
      {
      \t"face": "\\ud83d\\ude00",
      \t"é": {"deep": [1.0, 1.5, null]}
      }

      """
    let document = try YAMLParser().parse(text)[0]
    #expect(document.value == ["face": "😀", "é": ["deep": [1, 1.5, .null]]])
    #expect(document.position(of: ["é", "deep", "1"]) == SourcePosition(line: 3, column: 22))
    #expect(document.keyPosition(of: ["é"]) == SourcePosition(line: 3, column: 2))
  }

  @Test func jsonWithDuplicateKeysIsRefusedToo() {
    let error = #expect(throws: YAMLError.self) {
      try values(#"{"a": "\ud83d\ude00", "a": 1}"#)
    }
    #expect(
      error?.reason == .duplicateKey("a", first: SourcePosition(line: 1, column: 2)))
  }

  @Test func whatIsNeitherIsRefusedAsYAML() {
    let error = #expect(throws: YAMLError.self) { try values(#"{"a": "\ud83d\ude00", "a" 1}"#) }
    guard case .syntax = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aByteOrderMarkIsPassedOver() throws {
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\n".utf8)
    #expect(try YAMLParser().parseOne(bytes).value == ["a": 1, "b": 2])
  }
}
