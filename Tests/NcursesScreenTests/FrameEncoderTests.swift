import TUI
import Testing

@testable import NcursesScreen

@Suite struct FrameEncoderTests {
  private let theme = Theme(
    name: "t",
    [
      .text: Paint(.rgb(1, 2, 3), on: .rgb(4, 5, 6)),
      .degraded: Paint(.rgb(255, 0, 0), on: nil, .bold),
    ])

  private func encoder(_ depth: ColorDepth = .trueColor) -> FrameEncoder {
    FrameEncoder(TerminalCapabilities(ansi: depth))
  }

  private func canvas(_ lines: [String], width: Int = 10, _ style: Style = Style()) -> Canvas {
    var canvas = Canvas(size: Size(width, lines.count))
    for (y, line) in lines.enumerated() { canvas.write(line, x: 0, y: y, style: style) }
    return canvas
  }

  @Test func aFrameArrivesOnTheTerminal() {
    var encoder = encoder()
    var terminal = VirtualTerminal(Size(10, 2))
    terminal.feed(encoder.encode(Frame(canvas: canvas(["日本語 ok", "e\u{301}"]), theme: theme)))
    #expect(terminal.lines == ["日本語 ok", "e\u{301}"])
    #expect(terminal.rows[0][0].look == "38;2;1;2;3 48;2;4;5;6")
    #expect(terminal.unknown == [])
    #expect(terminal.modes == [])
  }

  @Test func onlyWhatChangedIsSent() {
    var encoder = encoder()
    _ = encoder.encode(Frame(canvas: canvas(["abc 1", "same"]), theme: theme))
    let bytes = encoder.encode(Frame(canvas: canvas(["abc 2", "same"]), theme: theme))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\u{1B}[1;5H"))
    #expect(text.hasSuffix("2\u{1B}[m\u{1B}[?2026l"))
    #expect(!text.contains("abc") && !text.contains("same"))
    #expect(encoder.encode(Frame(canvas: canvas(["abc 2", "same"]), theme: theme)).isEmpty)
  }

  @Test func anotherThemeDrawsEverythingAnew() {
    var encoder = encoder()
    let canvas = canvas(["abc"])
    _ = encoder.encode(Frame(canvas: canvas, theme: theme))
    #expect(!encoder.encode(Frame(canvas: canvas, theme: .mono)).isEmpty)
  }

  @Test func invalidatingDrawsEverythingAnew() {
    var encoder = encoder()
    let frame = Frame(canvas: canvas(["abc"]), theme: theme)
    let first = encoder.encode(frame)
    encoder.invalidate()
    #expect(encoder.encode(frame) == first)
  }

  @Test func theCursorIsSetAnewAfterWhatTerminalsMeasureDifferently() {
    var encoder = encoder()
    let bytes = encoder.encode(Frame(canvas: canvas(["☀b"], width: 2), theme: theme))
    #expect(String(decoding: bytes, as: UTF8.self).contains("☀\u{1B}[1;2Hb"))
  }

  @Test func blanksUpToTheEdgeAreCleared() {
    var encoder = encoder()
    let bytes = encoder.encode(Frame(canvas: canvas(["ab"], width: 100), theme: theme))
    #expect(String(decoding: bytes, as: UTF8.self).contains("ab\u{1B}[K"))
    #expect(bytes.count < 100)
  }

  @Test(arguments: [
    (ColorDepth.none, "1"), (.sixteen, "1 38;5;9 48;5;0"), (.twoFiftySix, "1 38;5;196 48;5;232"),
    (.trueColor, "1 38;2;255;0;0 48;2;4;5;6"),
  ])
  func coloursAreReducedToWhatThereIs(depth: ColorDepth, look: String) {
    var encoder = encoder(depth)
    var terminal = VirtualTerminal(Size(4, 1))
    terminal.feed(
      encoder.encode(Frame(canvas: canvas(["x"], width: 4, Style(.degraded)), theme: theme)))
    #expect(terminal.rows[0][0].look == look)
  }

  @Test func withoutUTF8OnlyASCIIIsSent() {
    var encoder = FrameEncoder(TerminalCapabilities(ansi: .none, isUTF8: false))
    let bytes = encoder.encode(Frame(canvas: canvas(["╭─日é●", "│"]), theme: theme))
    #expect(bytes.allSatisfy { $0 < 0x80 })
    var terminal = VirtualTerminal(Size(10, 2))
    terminal.feed(bytes)
    #expect(terminal.lines == ["+-? ?*", "|"])
  }

  @Test func changesAddUpToTheLastFrame() {
    var encoder = encoder()
    var terminal = VirtualTerminal(Size(12, 4))
    var generator = SystemRandomNumberGenerator()
    let pieces = ["a", "pod ", "日本", " ", "    ", "e\u{301}", "──", "👍", "☀"]
    for _ in 0..<300 {
      var canvas = Canvas(size: Size(12, 4))
      for y in 0..<4 {
        for _ in 0..<3 {
          let role = [Role.text, .degraded, .selection].randomElement(using: &generator) ?? .text
          canvas.write(
            pieces.randomElement(using: &generator) ?? "",
            x: Int.random(in: 0..<12, using: &generator),
            y: y, style: Style(role))
        }
      }
      terminal.feed(encoder.encode(Frame(canvas: canvas, theme: theme)))
      for y in 0..<4 {
        let expected = (0..<12).map { x in
          canvas[x, y].isContinuation ? "" : String(canvas[x, y].character)
        }
        #expect(terminal.rows[y].map(\.text) == expected)
      }
    }
    #expect(terminal.unknown == [])
  }
}
