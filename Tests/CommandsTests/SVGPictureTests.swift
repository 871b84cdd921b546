import TUI
import Testing

@testable import Commands

@Suite struct SVGPictureTests {
  let theme = Theme(
    name: "test",
    [
      .text: Paint(Color("#ffffff"), on: Color("#000000")),
      .error: Paint(Color("#ff0000"), on: nil, .bold),
      .selection: Paint(nil, on: Color("#333333")),
    ])

  func picture(width: Int, _ draw: (inout Canvas) -> Void) -> String {
    var canvas = Canvas(size: Size(width, 1))
    draw(&canvas)
    return SVGPicture(canvas, theme: theme).text
  }

  /// The elements after the ground.
  func elements(_ picture: String) -> [Substring] {
    picture.split(separator: "\n").filter { $0.hasPrefix("<text") || $0.hasPrefix("<rect x") }
  }

  @Test func cellsThatLookTheSameAreOneText() {
    let picture = picture(width: 12) {
      $0.write("plain", x: 0, y: 0)
      $0.write("bad", x: 6, y: 0, style: Style(.error))
    }
    #expect(
      elements(picture) == [
        ##"<text x="14" y="28" textLength="45" fill="#ffffff">plain</text>"##,
        ##"<text x="68" y="28" textLength="27" fill="#ff0000" class="b">bad</text>"##,
      ])
  }

  @Test func groundsComeBeforeLetters() {
    let picture = picture(width: 4) { $0.write("ab", x: 0, y: 0, style: Style(on: .selection)) }
    #expect(
      elements(picture) == [
        ##"<rect x="14" y="14" width="18" height="18" fill="#333333"/>"##,
        ##"<text x="14" y="28" textLength="18" fill="#ffffff">ab</text>"##,
      ])
  }

  @Test func reversedCellsSwapTheirColors() {
    let picture = picture(width: 1) {
      $0.write("a", x: 0, y: 0, style: Style(.error, on: .text, .reverse))
    }
    #expect(elements(picture).first?.contains(##"fill="#ff0000"/>"##) == true)
    #expect(elements(picture).last?.contains(##"fill="#000000""##) == true)
  }

  @Test func wideCharactersTakeTwoCells() {
    let picture = picture(width: 4) { $0.write("日", x: 0, y: 0) }
    #expect(elements(picture).first?.contains("textLength=\"18\"") == true)
  }

  @Test func textIsEscaped() {
    let picture = picture(width: 9) { $0.write("<a & b>", x: 0, y: 0) }
    #expect(picture.contains(">&lt;a\u{A0}&amp;\u{A0}b&gt;</text>"))
  }

  @Test func blanksDrawNothing() {
    #expect(elements(picture(width: 9) { _ in }).isEmpty)
  }
}
