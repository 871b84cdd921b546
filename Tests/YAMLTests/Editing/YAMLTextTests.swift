import Documents
import Testing
import YAML

/// A change to a text, and what the text is then.
struct TextEdit: Sendable, CustomTestStringConvertible {
  var name: String
  var before: String
  var place: Pointer
  var value: Value?
  var after: String
  var document = 0

  var testDescription: String { name }

  static let all: [TextEdit] = scalars + keys + lists + flow + blocks + files
}

struct YAMLTextTests {
  @Test(arguments: TextEdit.all)
  func aChangeLeavesEverythingElseAsItIs(_ edit: TextEdit) throws {
    var text = try YAMLText(Array(edit.before.utf8), file: "app.yaml")
    try text.set(edit.place, to: edit.value, inDocument: edit.document)
    #expect(String(decoding: text.bytes, as: UTF8.self) == edit.after)
  }

  @Test(arguments: [
    ("a: &x {b: 1}\nc: *x\n", "/a/b", Value?.some(2), YAMLEditError.Reason.anchor("x")),
    ("a: &x {b: 1}\nc: *x\n", "/c/b", 2, .alias("x")),
    ("a: &x {b: 1}\nc:\n  <<: *x\n  d: 1\n", "/c/b", nil, .merged("b")),
    ("a: 1\n", "/a/b", 2, .unreachable("/a/b")),
    ("a: [1]\n", "/a/7", 2, .unreachable("/a/7")),
  ])
  func whatIsSharedIsRefusedByName(
    text: String, place: String, value: Value?, reason: YAMLEditError.Reason
  ) throws {
    var text = try YAMLText(Array(text.utf8))
    let before = text.bytes
    let pointer = try #require(Pointer(parsing: place))
    let error = #expect(throws: YAMLEditError.self) { try text.set(pointer, to: value) }
    #expect(error?.reason == reason)
    #expect(text.bytes == before)
  }

  @Test func aFieldThatIsMergedInCanBeOverridden() throws {
    var text = try YAMLText(Array("a: &x {b: 1, d: 2}\nc:\n  <<: *x\n  e: 3\n".utf8))
    try text.set(["c", "b"], to: 5)
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "a: &x {b: 1, d: 2}\nc:\n  <<: *x\n  e: 3\n  b: 5\n")
  }

  @Test func anAliasForAScalarCanBeWrittenOut() throws {
    var text = try YAMLText(Array("a: &x 1 # one\nc: *x # two\n".utf8))
    try text.set(["c"], to: 2)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "a: &x 1 # one\nc: 2 # two\n")
  }

  @Test(arguments: [
    ("kind: A\n---\nkind: B\n---\nkind: C\n", 0, "kind: B\n---\nkind: C\n"),
    ("kind: A\n---\nkind: B\n---\nkind: C\n", 1, "kind: A\n---\nkind: C\n"),
    ("kind: A\n---\nkind: B\n", 1, "kind: A\n"),
    ("# head\n---\nkind: A\n---\n# about B\nkind: B\n", 0, "# head\n---\n# about B\nkind: B\n"),
    ("kind: A\r\n---\r\nkind: B\r\n", 1, "kind: A\r\n"),
    ("kind: A\n", 0, ""),
  ])
  func aDocumentCanBeTakenOut(text: String, index: Int, expected: String) throws {
    var text = try YAMLText(Array(text.utf8))
    try text.removeDocument(index)
    #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
  }

  @Test func severalDifferencesBecomeAsManySmallChanges() throws {
    let source = """
      # The shop's front end.
      spec:
        replicas: 2   # see the runbook
        template:
          spec:
            containers:
            # the shop itself
            - name: shop
              image: "shop:1.0"  # pinned
              env:
                - name: A
                  value: "1"
            - name: proxy
              image: proxy:3

      """
    var text = try YAMLText(Array(source.utf8))
    var wanted = text.documents[0].value
    wanted[["spec", "replicas"]] = 5
    wanted[["spec", "template", "spec", "containers", "0", "image"]] = "shop:1.1"
    wanted[["spec", "template", "spec", "containers", "0", "env", "-"]] = [
      "name": "B", "value": "yes",
    ]
    wanted[["spec", "template", "spec", "containers", "1"]] = nil
    try text.change(document: 0, to: wanted)
    #expect(
      String(decoding: text.bytes, as: UTF8.self) == """
        # The shop's front end.
        spec:
          replicas: 5   # see the runbook
          template:
            spec:
              containers:
              # the shop itself
              - name: shop
                image: "shop:1.1"  # pinned
                env:
                  - name: A
                    value: "1"
                  - name: B
                    value: "yes"

        """)
  }

  @Test func theLineOfAPlaceIsItsKeysLine() throws {
    let text = try YAMLText(Array("a:\n  b:\n    c: 1\n---\nd: 2\n".utf8))
    #expect(text.line(of: ["a", "b", "c"]) == 3)
    #expect(text.line(of: ["a", "b", "x"]) == 2)
    #expect(text.line(of: ["d"], inDocument: 1) == 5)
  }

  @Test func aByteOrderMarkStays() throws {
    var text = try YAMLText([0xEF, 0xBB, 0xBF] + Array("a: 1\n".utf8))
    try text.set(["a"], to: 2)
    #expect(text.bytes == [0xEF, 0xBB, 0xBF] + Array("a: 2\n".utf8))
  }
}
