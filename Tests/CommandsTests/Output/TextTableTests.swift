import Testing

@testable import Commands

@Suite struct TextTableTests {
  @Test func columnsAreAsWideAsTheyHaveToBe() {
    var table = TextTable(["NAME", "STATE", "NOTE"])
    table.add(["monitoring", .init("ok", .good), ""])
    table.add(["灯", "broken", "a  b"])
    #expect(
      table.lines(plain) == [
        "NAME         STATE    NOTE", "monitoring   ok       -", "灯           broken   a  b",
      ])
  }

  @Test func coloursAreForTerminals() {
    var table = TextTable(["NAME"])
    table.add([.init("ok", .good)])
    let colourful = Printed().output(isTerminal: true, hasColors: true)
    #expect(table.lines(colourful) == ["\u{1B}[1mNAME\u{1B}[0m", "\u{1B}[32mok\u{1B}[0m"])
  }

  @Test func cellsAreMadeSafe() {
    var table = TextTable(["NAME"], hasHeader: false)
    table.add(["a\u{1B}[2Jb"])
    #expect(table.lines(plain) == ["a␛[2Jb"])
  }
}
