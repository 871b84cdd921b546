import Documents
import Testing
import YAML

struct YAMLParserTests {
  @Test func documentsOfAStreamAreReadInOrder() throws {
    let documents = try YAMLParser().parse("a: 1\n---\n# nothing\n---\n- b\n...\n", file: "x.yaml")
    #expect(documents.map(\.value) == [["a": 1], nil, ["b"]])
    #expect(documents[2].position(of: ["0"]) == SourcePosition(line: 5, column: 3))
  }
}
