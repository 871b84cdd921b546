import TUI
import Testing

@Suite struct K9sSkinTests {
  private func skin(_ parts: [String: ThemeNode]) -> K9sSkin { K9sSkin(.map(["k9s": .map(parts)])) }

  @Test func missingKeysKeepTheStockValue() {
    let theme = skin(["body": .map(["fgColor": "white"])]).theme(named: "x")
    #expect(theme[.text] == Paint(.rgb(255, 255, 255), on: .rgb(0, 0, 0)))
    #expect(theme[.degraded].foreground == Color("orangered"))
    #expect(theme[.columnHeader].foreground == Color("white"))
  }

  @Test func unknownNestedKeysAreIgnored() {
    let skin = skin([
      "frame": .map(["title": .map(["highlightcolor": "red", "fgColor": "#010203"])]),
      "views": .map(["table": .map(["cursorColor": "red"]), "pulse": .map(["x": "y"])]),
    ])
    #expect(skin.notes.isEmpty)
    #expect(skin.theme(named: "x")[.title].foreground == .rgb(1, 2, 3))
  }

  @Test func anUnknownChildOfK9sKeepsTheStockColours() {
    let skin = skin(["body": .map(["fgColor": "white"]), "bodi": .map([:])])
    #expect(skin.theme(named: "x")[.text].foreground == Color("cadetblue"))
    #expect(skin.notes.count == 1)
    #expect(skin.notes.first?.contains("bodi") == true)
  }

  @Test(arguments: ["redred", "linegreen", "#fff", "Red", "default", "-", ""])
  func whatIsNoColourIsTheTerminalsOwn(text: String) {
    let skin = skin(["body": .map(["fgColor": .scalar(text)])])
    #expect(skin.theme(named: "x")[.text].foreground == .default)
    #expect(skin.notes.isEmpty == ["default", "-"].contains(text))
  }

  @Test func listsAreReadInOrder() {
    let charts = ThemeNode.map(["defaultDialColors": .list(["#00ff00", "#ff0000"])])
    #expect(
      skin(["views": .map(["charts": charts])]).theme(named: "x")[.healthy].foreground
        == .rgb(0, 255, 0))
  }

  @Test func holdersOfAnchorsAtTheTopAreIgnored() {
    let node = ThemeNode.map([
      "foreground": "#ffffff", "k9s": .map(["body": .map(["fgColor": "red"])]),
    ])
    #expect(Theme(k9sSkin: node)[.text].foreground == .rgb(255, 0, 0))
  }

  @Test(
    arguments: [
      ("dim", Attributes.dim), ("normal", []), ("bold", .bold), ("odd", []),
    ] as [(String, Attributes)])
  func menuTextHasItsWeight(style: String, attributes: Attributes) {
    let skin = skin(["frame": .map(["menu": .map(["fgStyle": .scalar(style)])])])
    #expect(skin.theme(named: "x")[.keyLabel].attributes == attributes)
  }

  @Test func aCursorOfTheGroundsColourIsShownInReverse() {
    let skin = skin([
      "body": .map(["bgColor": "default"]),
      "views": .map(["table": .map(["cursorBgColor": "default", "cursorFgColor": "default"])]),
    ])
    #expect(skin.theme(named: "x")[.selection].attributes == .reverse)
  }

  @Test func aValueOfTheWrongShapeKeepsTheStockValue() {
    let odd = skin(["body": .map(["fgColor": .map(["x": "red"]), "bgColor": .list(["red"])])])
    #expect(odd.theme(named: "x")[.text] == Paint(Color("cadetblue"), on: Color("black")))
    #expect(K9sSkin(.map(["k9s": "text"])).notes.count == 1)
    #expect(skin(["body": "red"]).theme(named: "x")[.text].foreground == Color("cadetblue"))
  }
}
