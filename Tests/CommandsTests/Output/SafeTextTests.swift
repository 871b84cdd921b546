import Documents
import Testing

@testable import Commands

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("größer → 1", "größer → 1"), ("a\tb", "a b"),
    ("\u{1B}[31mred", "␛[31mred"), ("a\nb", "a␊b"), ("a\u{7F}", "a␡"),
    ("\u{9B}31m", "\u{FFFD}31m"), ("a\u{202E}b", "a\u{FFFD}b"), ("a\u{200B}b", "a\u{FFFD}b"),
  ])
  func nothingReachesTheTerminalAsACommand(text: String, safe: String) {
    #expect(SafeText.line(text) == safe)
  }

  @Test func linesAreMadeSafeOneByOne() {
    #expect(SafeText.lines("a\r\nb\u{1B}\n") == ["a", "b␛", ""])
  }

  @Test func jsonMeansTheSame() throws {
    let value: Value = ["a": "\u{1B}[m\u{9B}m\u{202E}\u{E0041} größer"]
    let text = SafeText.json(JSONWriter().string(value))
    #expect(try Value(json: Array(text.utf8)) == value)
    #expect(text.unicodeScalars.allSatisfy { $0.value < 0x7F || $0.value >= 0xA0 })
    #expect(!text.contains("\u{202E}"))
    #expect(text.contains("größer"))
  }
}
