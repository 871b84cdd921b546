import TUI
import Testing

@Suite struct CanvasTests {
  private func rows(_ canvas: Canvas) -> [String] {
    canvas.golden.split(separator: "\n").map(String.init).filter { $0.hasPrefix("|") }
  }

  private func row(_ text: String, width: Int, x: Int = 0) -> String {
    var canvas = Canvas(size: Size(width, 1))
    canvas.write(text, x: x, y: 0)
    return rows(canvas)[0]
  }

  @Test func textIsClippedAtBothEdges() {
    #expect(row("hello", width: 3) == "|hel|")
    #expect(row("hello", width: 3, x: -3) == "|lo |")
    #expect(row("hello", width: 3, x: 3) == "|   |")
  }

  @Test func aWideCharacterIsNeverCutInHalf() {
    #expect(row("日本", width: 3) == "|日 |")
    #expect(row("日本", width: 3, x: -1) == "| 本|")
  }

  @Test func writingOverHalfAWideCharacterBlanksTheOtherHalf() {
    var canvas = Canvas(size: Size(4, 1))
    canvas.write("日本", x: 0, y: 0)
    canvas.write("x", x: 1, y: 0)
    #expect(rows(canvas) == ["| x本|"])
    canvas.write("y", x: 2, y: 0)
    #expect(rows(canvas) == ["| xy |"])
  }

  @Test func fillingOverHalfAWideCharacterBlanksTheOtherHalf() {
    var canvas = Canvas(size: Size(6, 1))
    canvas.write("日本語", x: 0, y: 0)
    canvas.fill(Rect(x: 1, y: 0, width: 4, height: 1), "-")
    #expect(rows(canvas) == ["| ---- |"])
  }

  @Test func drawingACanvasThatCutsAWideCharacterLeavesNoHalf() {
    var small = Canvas(size: Size(4, 1))
    small.write("日本", x: 0, y: 0)
    var canvas = Canvas(size: Size(5, 1))
    canvas.draw(small, x: -1, y: 0)
    #expect(rows(canvas) == ["| 本  |"])
    canvas = Canvas(size: Size(3, 1))
    canvas.draw(small, x: 0, y: 0)
    #expect(rows(canvas) == ["|日 |"])
  }

  @Test(arguments: [
    ("a\u{1B}[31mb", "|a␛[31mb |"), ("a\u{7}\u{0}b", "|a␇␀b    |"), ("a\nb\r\nc", "|a␊b␍␊c  |"),
    ("a\tb", "|a       |"), ("ab\u{202E}cd", "|ab\u{FFFD}cd   |"),
    ("\u{301}x", "|\u{FFFD}x      |"),
    ("e\u{301}x", "|e\u{301}x      |"), ("x\u{9B}31m", "|x\u{FFFD}31m   |"),
    ("a\u{7F}", "|a␡      |"),
  ])
  func hostileTextIsMadeVisible(text: String, expected: String) {
    #expect(row(text, width: 8) == expected)
  }

  @Test func noCellEverHoldsAControlCharacter() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      var canvas = Canvas(size: Size(6, 1))
      canvas.write("a" + String(Character(scalar)) + "b", x: 0, y: 0)
      for x in 0..<6 where !canvas[x, 0].isContinuation {
        let isControl = canvas[x, 0].character.unicodeScalars.contains {
          $0.properties.generalCategory == .control
        }
        #expect(!isControl, "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func theColumnsUsedAreReturned() {
    var canvas = Canvas(size: Size(20, 1))
    #expect(canvas.write("日本 ok", x: 2, y: 0) == 7)
    #expect(canvas.write("日本 ok", x: 2, y: 0, maxWidth: 3) == 2)
    #expect(canvas.write("ok", x: 0, y: 5) == 2)
  }

  @Test func aCellKeepsOneColumn() {
    #expect(Cell("日").character == " ")
    #expect(Cell("\u{1B}").character == " ")
    #expect(Cell("●").character == "●")
  }

  @Test func aFrameHasItsTitleInTheTopLine() {
    var canvas = Canvas(size: Size(14, 3))
    canvas.frame(canvas.bounds, title: " Pods ", trailing: "3")
    #expect(
      canvas.golden == """
        |╭─ Pods ───3─╮|
        |│            │|
        |╰────────────╯|
        --
        0  0..2  border
        0  8..11  border
        0  12..14  border
        1  0..1  border
        1  13..14  border
        2  0..14  border

        """)
  }

  @Test func aFrameTooSmallForABoxIsLeftOut() {
    var canvas = Canvas(size: Size(5, 2))
    canvas.frame(Rect(width: 1, height: 2))
    canvas.frame(Rect(x: 2, y: 0, width: 3, height: 2), title: "long")
    #expect(rows(canvas) == ["|  ╭─╮|", "|  ╰─╯|"])
  }

  @Test func restylingChangesNoText() {
    var canvas = Canvas(size: Size(4, 2))
    canvas.write("abcd", x: 0, y: 1, style: Style(.degraded))
    canvas.restyle(Rect(x: 0, y: 1, width: 3, height: 5)) { $0.background = .role(.selection) }
    #expect(
      canvas.golden == "|    |\n|abcd|\n--\n1  0..3  degraded on selection\n1  3..4  degraded\n")
  }

  @Test func outsideIsBlank() {
    #expect(Canvas(size: Size(2, 2))[5, 5] == Cell())
    #expect(Canvas(size: Size(0, 0)).golden == "--\n")
  }
}
