import TUI
import Testing

@Suite struct StyledTextTests {
  private let text = StyledText([
    ("warn", Style(.warning)), (": disk ", Style()), ("full", Style(.strong)),
  ])

  @Test func truncationKeepsStylesAndMarksTheCut() {
    #expect(text.truncated(to: 15) == text)
    #expect(text.truncated(to: 6).spans.map(\.text) == ["warn", ":…"])
    #expect(text.truncated(to: 4).spans.map(\.text) == ["war…"])
    #expect(text.truncated(to: 0).isEmpty)
  }

  @Test func neighboursOfOneStyleBecomeOneSpan() {
    var line = StyledText("a", .muted)
    line.append("b", .muted)
    line.append("", .error)
    line.append("c")
    #expect(line.spans.map(\.text) == ["ab", "c"])
  }

  @Test func wrappingByColumnsLosesNothing() {
    let lines = text.wrapped(to: 6)
    #expect(lines.map(\.plain) == ["warn: ", "disk f", "ull"])
    #expect(lines[1].spans.map(\.style) == [Style(), Style(.strong)])
  }

  @Test(arguments: [
    ("to be or not", 5, ["to be", "or", "not"]), ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("a unbreakable", 6, ["a", "unbrea", "kable"]), ("日本語 テスト", 7, ["日本語", "テスト"]),
    ("fits", 9, ["fits"]),
  ])
  func wrappingByWordsBreaksAtSpaces(text: String, width: Int, lines: [String]) {
    #expect(StyledText(text).wrapped(to: width, byWords: true).map(\.plain) == lines)
  }

  @Test func noWrappedLineIsWiderThanAsked() {
    let long = StyledText("a日\tb👍 e\u{301}x日本語 word and another")
    for width in 2..<20 {
      for isByWords in [false, true] {
        let widest = long.wrapped(to: width, byWords: isByWords).map(\.width).max() ?? 0
        #expect(widest <= width)
      }
    }
  }

  @Test func droppingHalfAWideCharacterLeavesABlank() {
    #expect(StyledText("日本語").dropping(columns: 1).plain == " 本語")
    #expect(StyledText("abc").dropping(columns: 5).plain == "")
  }

  @Test func restylingFindsCharactersAcrossSpans() {
    let marked = text.restyled([2..<6]) { $0.attributes = .reverse }
    #expect(marked.spans.map(\.text) == ["wa", "rn", ": ", "disk ", "full"])
    #expect(marked.spans[1].style == Style(.warning).with(.reverse))
  }
}
