import Documents
import Testing
import YAML

struct HostileTextTests {
  private func reason(_ text: String, _ parser: YAMLParser = YAMLParser()) -> YAMLError.Reason? {
    #expect(throws: YAMLError.self) { try parser.parse(text) }?.reason
  }

  @Test(arguments: ["[", "{a: ", "- ", "[{a: "])
  func nestingHasALimit(opening: String) {
    #expect(reason(String(repeating: opening, count: 100_000)) == .tooDeep(limit: 512))
  }

  @Test func nestingByIndentationHasALimit() {
    let lines = (0..<600).map { String(repeating: " ", count: $0) + "a:\n" }
    #expect(reason(lines.joined()) == .tooDeep(limit: 512))
  }

  @Test func nestingUpToTheLimitIsRead() throws {
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try Value(yaml: text).json == text)
  }

  @Test(arguments: ["[*a", "{k: *a", "{<<: *a, b: {c: *a}"])
  func nestingThroughAliasesHasALimit(opening: String) {
    var text = "a0: &a0 {x: 1}\n"
    for level in 1...600 {
      let closing = opening.hasPrefix("[") ? "]" : "}"
      let value = opening.replacing("*a", with: "*a\(level - 1)") + closing
      text += "a\(level): &a\(level) \(value)\n"
    }
    let reason = reason(text)
    #expect(reason == .tooDeep(limit: 512) || reason == .excessiveAliases)
  }

  @Test func aliasBombsAreRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(repeatElement(alias, count: 10).joined(separator: ", "))]\n"
    }
    #expect(reason(text) == .excessiveAliases)
  }

  @Test func bombsOfMergesAreRefused() {
    var text = "a0: &a0 {" + (0..<100).map { "k\($0): x" }.joined(separator: ", ") + "}\n"
    text += "list:\n" + String(repeating: "- {<<: *a0}\n", count: 20_000)
    #expect(reason(text) == .excessiveAliases)
  }

  @Test func honestUseOfAliasesIsRead() throws {
    let text =
      "base: &b {a: 1, b: 2}\nlist:\n" + String(repeating: "- {<<: *b, c: 3}\n", count: 5_000)
    #expect(try Value(yaml: text)["list"]?.array?.count == 5_000)
  }

  @Test func sizeHasALimit() {
    let parser = YAMLParser(maximumSize: 100)
    #expect(reason(String(repeating: "x", count: 101), parser) == .tooLarge(limit: 100))
  }

  @Test(arguments: [0x00, 0x01, 0x08, 0x1B, 0x7F, 0x80, 0x9F, 0xFFFE] as [UInt32])
  func controlCharactersAreRefusedWithTheirPlace(code: UInt32) throws {
    let character = try #require(Unicode.Scalar(code))
    let text = "a: 1\nbé: x\(Character(character))y\n"
    let error = #expect(throws: YAMLError.self) { try YAMLParser().parse(text, file: "f.yaml") }
    #expect(error?.reason == .controlCharacter(code))
    #expect(error?.position == SourcePosition(line: 2, column: 6))
  }

  @Test(
    arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]]
      as [[UInt8]])
  func bytesThatAreNotUTF8AreRefusedWithTheirPlace(bytes: [UInt8]) {
    let text = Array("a: 1\nb: xx".utf8) + bytes + Array("\n".utf8)
    let error = #expect(throws: YAMLError.self) { try YAMLParser().parse(text) }
    #expect(error?.reason == .invalidUTF8)
    #expect(error?.position == SourcePosition(line: 2, column: 6))
  }

  @Test func aByteOrderMarkIsNoIndentation() throws {
    let document = try YAMLParser().parseOne("\u{FEFF}a: 1\nb: 2\n")
    #expect(document.value == ["a": 1, "b": 2])
  }

  @Test(arguments: [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61]] as [[UInt8]])
  func utf16IsRefusedByName(bytes: [UInt8]) {
    let error = #expect(throws: YAMLError.self) { try YAMLParser().parse(bytes) }
    #expect(error?.reason == .utf16)
  }

  @Test(arguments: ["", "'", "\""])
  func aMegabyteOfOneScalarIsRead(quote: String) throws {
    let text = String(repeating: "x", count: 1_000_000)
    #expect(try Value(yaml: "a: \(quote)\(text)\(quote)\n") == ["a": .string(text)])
  }

  private static let sample = """
    %YAML 1.1
    --- # first
    a: &x {b: "c\\u00e9", d: [1, -2.5, ~]}
    <<: [*x]
    e: |-
      text é
       more
    ? 'k''ey'
    : !!str 5
    ...
    ---
    - - x
      - >+
        y

    """

  @Test func textCutOffAnywhereIsReadOrRefused() {
    // Nothing to expect but that it comes back: a crash or a hang is the failure.
    let bytes = Array(Self.sample.utf8)
    for end in 0...bytes.count { _ = try? YAMLParser().parse(bytes[..<end]) }
  }

  @Test func anyChangedByteIsReadOrRefused() {
    let bytes = Array(Self.sample.utf8)
    for index in bytes.indices {
      for byte in Array("\0\t\n !&*-:?[]{}|>'\"%#\\@\u{7F}".utf8) + [0x80, 0xC3, 0xFF] {
        var changed = bytes
        changed[index] = byte
        _ = try? YAMLParser().parse(changed)
      }
    }
  }
}
