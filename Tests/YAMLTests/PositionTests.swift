import Documents
import Testing
import YAML

struct PositionTests {
  private static let text = """
    # a comment
    kind: Pod
    spec:
      containers:
      - name: wéb
        image: "a:1"   # another
        args: [x, {deep: 1}]
      -
        name: side
      script: |
        echo
      "q": 'é' 
      empty:
    ---
    second: 1
    """

  @Test(arguments: [
    ("/kind", 2, 7), ("/spec", 4, 3), ("/spec/containers", 5, 3), ("/spec/containers/0", 5, 5),
    ("/spec/containers/0/name", 5, 11), ("/spec/containers/0/image", 6, 12),
    ("/spec/containers/0/args", 7, 11), ("/spec/containers/0/args/1/deep", 7, 22),
    ("/spec/containers/1/name", 9, 11), ("/spec/script", 10, 11), ("/spec/q", 12, 8),
    ("/spec/empty", 13, 9), ("", 2, 1),
  ])
  func everyNodeKnowsItsPlace(pointer: String, line: Int, column: Int) throws {
    let document = try YAMLParser().parse(Self.text, file: "pod.yaml")[0]
    let position = document.position(of: try #require(Pointer(parsing: pointer)))
    #expect(position == SourcePosition(line: line, column: column))
    #expect(document.file == "pod.yaml")
  }

  @Test(arguments: [
    ("/kind", 2, 1), ("/spec/containers", 4, 3), ("/spec/containers/0/image", 6, 5),
    ("/spec/q", 12, 3),
  ])
  func everyKeyKnowsItsPlace(pointer: String, line: Int, column: Int) throws {
    let document = try YAMLParser().parse(Self.text)[0]
    let position = document.keyPosition(of: try #require(Pointer(parsing: pointer)))
    #expect(position == SourcePosition(line: line, column: column))
  }

  @Test(arguments: ["/none", "/spec/containers/2", "/spec/containers/x", "/kind/x"])
  func whatIsNotThereHasNoPlace(pointer: String) throws {
    let document = try YAMLParser().parse(Self.text)[0]
    #expect(document.position(of: try #require(Pointer(parsing: pointer))) == nil)
  }

  @Test func laterDocumentsCountFromTheStartOfTheFile() throws {
    let document = try YAMLParser().parse(Self.text)[1]
    #expect(document.position(of: ["second"]) == SourcePosition(line: 15, column: 9))
  }

  @Test func scalarsKnowWhereTheyEnd() throws {
    let node = try YAMLParser().parse(Self.text)[0].root
    let image = try #require(node.node(at: ["spec", "containers", "0", "image"]))
    #expect(image.end == SourcePosition(line: 6, column: 17))
    let args = try #require(node.node(at: ["spec", "containers", "0", "args"]))
    #expect(args.end == SourcePosition(line: 7, column: 25))
  }

  @Test func anAliasHasItsOwnPlaceAndTheChildrenThatOfTheAnchor() throws {
    let document = try YAMLParser().parse("a: &x\n  b: 1\nc: *x\nd:\n  <<: *x\n")[0]
    #expect(document.position(of: ["c"]) == SourcePosition(line: 3, column: 4))
    #expect(document.position(of: ["c", "b"]) == SourcePosition(line: 2, column: 6))
    #expect(document.position(of: ["d", "b"]) == SourcePosition(line: 2, column: 6))
  }

  @Test func fieldsKeepTheOrderTheyWereWrittenIn() throws {
    let root = try YAMLParser().parse("z: 1\na: 2\nm: 3\n")[0].root
    #expect(root.fields.map(\.key) == ["z", "a", "m"])
    #expect(root["a"]?.value == 2)
    #expect(root[0]?.value == nil)
  }
}
