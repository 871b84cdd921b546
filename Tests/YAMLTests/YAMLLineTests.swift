import Documents
import SeedSupport
import Testing
import YAML

struct YAMLLineTests {
  private static let value: Value = [
    "list": [["b": "x\ny\n", "a": ["deep": 1]], ["c"], [[1, 2], 3]], "text": "a\n b", "z": .null,
  ]

  @Test func linesKnowTheirDepthAndPlace() {
    let lines = YAMLWriter().lines(for: Self.value)
    #expect(
      lines.map { "\($0.depth) \($0.text)  \($0.pointer)" } == [
        "0 list:  /list",
        "1 - a:  /list/0/a",
        "3     deep: 1  /list/0/a/deep",
        "2   b: |  /list/0/b",
        "3     x  /list/0/b",
        "3     y  /list/0/b",
        "1 - - c  /list/1/0",
        "1 - - - 1  /list/2/0/0",
        "3     - 2  /list/2/0/1",
        "2   - 3  /list/2/1",
        "0 text: |-  /text",
        "1   a  /text",
        "1    b  /text",
        "0 z: null  /z",
      ])
  }

  @Test(arguments: 0..<50)
  func linesMakeUpTheText(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let value = Value.nasty(depth: 4, using: &generator)
    let lines = YAMLWriter().lines(for: value)
    #expect(lines.map { $0.text + "\n" }.joined() == value.yaml)
    #expect(lines.allSatisfy { value[$0.pointer] != nil })
  }
}
