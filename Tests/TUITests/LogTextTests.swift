import TUI
import Testing

@Suite struct LogTextTests {
  private func golden(_ line: String) -> [String] {
    LogText.parse(line).spans.map { "\($0.text)|\($0.style.golden)" }
  }

  @Test(arguments: [
    ("\u{1B}[31mred\u{1B}[0m plain", ["red|1", " plain|text"]),
    ("\u{1B}[1;4;92mok\u{1B}[22mno", ["ok|10 bold underline", "no|10 underline"]),
    ("\u{1B}[38;5;208mo\u{1B}[39md", ["o|208", "d|text"]),
    ("\u{1B}[38;2;1;2;3mrgb\u{1B}[48:2::4:5:6mbg", ["rgb|#010203", "bg|#010203 on #040506"]),
    ("\u{1B}[mplain\u{1B}[7minverse\u{1B}[27m", ["plain|text", "inverse|text reverse"]),
    ("\u{1B}[38;5mx", ["x|0"]), ("\u{1B}[38;9;1mx", ["x|text bold"]), ("\u{1B}[999mx", ["x|text"]),
    ("\u{1B}[38;5;300mx", ["x|text"]),
    ("\u{1B}[4:3mcurly\u{1B}[4:0mno", ["curly|text underline", "no|text"]),
  ])
  func coloursAreKept(line: String, expected: [String]) {
    #expect(golden(line) == expected)
  }

  @Test(arguments: [
    ("a\u{1B}[2Jb\u{1B}[10;10Hc", "abc"), ("\u{1B}]0;title\u{7}x", "x"),
    ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"), ("\u{1B}P1$r0m\u{1B}\\x", "x"),
    ("\u{1B}cx", "x"), ("\u{1B}(Bx", "x"), ("\u{9B}31mx", "x"), ("\u{1B}[?1049hx", "x"),
    ("10%\r50%\r100%", "100%"), ("done\r", "done"), ("a\tb", "a       b"),
    ("日\tb", "日      b"),
  ])
  func otherSequencesAreDropped(line: String, expected: String) {
    #expect(LogText.plain(line) == expected)
  }

  @Test(arguments: [
    "a\u{1B}", "a\u{1B}[31", "a\u{1B}]0;never ends", "a\u{7}b", "\u{1B}[31\u{1B}[32mx",
  ])
  func nothingUnfinishedReachesTheCanvas(line: String) {
    var canvas = Canvas(size: Size(30, 1))
    canvas.write(LogText.parse(line), x: 0, y: 0)
    #expect(!canvas.golden.contains("\u{1B}"))
    #expect(!canvas.golden.contains("\u{7}"))
    #expect(canvas.golden.contains("a") || canvas.golden.contains("x"))
  }

  @Test func aPlainLineIsOneSpanOfTheBase() {
    #expect(LogText.parse("hello", base: Style(.muted)) == StyledText("hello", .muted))
    #expect(LogText.parse("", base: Style(.muted)).isEmpty)
  }

  @Test func resettingGoesBackToTheBase() {
    let spans = LogText.parse("\u{1B}[31mx\u{1B}[0my", base: Style(.accent1)).spans
    #expect(spans.map(\.style.golden) == ["1", "accent1"])
  }
}
