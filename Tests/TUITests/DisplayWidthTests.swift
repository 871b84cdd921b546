import TUI
import Testing

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("─", 1),
      ("●", 1),
      ("✓", 1), ("…", 1), ("👍", 2), ("⌚", 2), ("☀", 1), ("Я", 1), ("ก", 1), ("\u{0E01}\u{0E33}", 2),
      ("\u{AD}", 1), ("🀄", 2), ("\u{20000}", 2), ("\u{E000}", 1),
    ] as [(Character, Int)])
  func widthsAreThoseOfTheUnicodeTables(character: Character, width: Int) {
    #expect(DisplayWidth.of(character) == width)
  }

  @Test(arguments: [
    ("👍🏽", "👍"), ("👩‍💻", "👩"), ("👨‍👩‍👧‍👦", "👨"), ("🇩🇪", "DE"), ("❤️", "❤"), ("1️⃣", "1"), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴"),
    ("\u{200B}", "\u{FFFD}"), ("a\u{200D}", "a"), ("\u{2066}", "\u{FFFD}"),
  ])
  func whatTerminalsMeasureDifferentlyIsReplaced(text: String, shown: String) {
    var canvas = Canvas(size: Size(4, 1))
    let used = canvas.write(text, x: 0, y: 0)
    let expected = shown + String(repeating: " ", count: 4 - used)
    #expect(canvas.golden == "|\(expected)|\n--\n")
    #expect(used == DisplayWidth.of(text))
    #expect(used == DisplayWidth.of(shown))
  }

  @Test func aPileOfMarksIsCut() {
    let pile = "a" + String(repeating: "\u{301}", count: 10_000)
    var canvas = Canvas(size: Size(2, 1))
    #expect(canvas.write(pile, x: 0, y: 0) == 1)
    #expect(canvas[0, 0].character.unicodeScalars.count <= 8)
  }

  @Test func tabsGoToTheNextStop() {
    #expect(DisplayWidth.of("a\tb") == 9)
    #expect(DisplayWidth.of("\t") == 8)
    #expect(DisplayWidth.of("12345678\tx") == 17)
  }

  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
    ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("", 3, ""),
  ])
  func whatDoesNotFitEndsInAnEllipsis(text: String, columns: Int, expected: String) {
    #expect(DisplayWidth.truncated(text, to: columns) == expected)
  }

  @Test func fittedTextHasExactlyThatWidth() {
    #expect(DisplayWidth.fitted("日本語", to: 4) == "日… ")
    #expect(DisplayWidth.fitted("ab", to: 4) == "ab  ")
  }

  @Test func writingTakesTheColumnsThatWereMeasured() {
    for value in stride(from: UInt32(0x20), to: 0x32000, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a" + String(Character(scalar)) + "b"
      var canvas = Canvas(size: Size(12, 1))
      #expect(
        canvas.write(text, x: 0, y: 0) == DisplayWidth.of(text), "U+\(String(value, radix: 16))")
    }
  }
}
