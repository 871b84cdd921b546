import TUI
import Testing

@testable import NcursesScreen

@Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [String] { keys(Array(text.utf8)) }

  private func keys(_ bytes: [UInt8]) -> [String] {
    var decoder = KeyDecoder()
    for byte in bytes { decoder.receive(Int32(byte), at: 0) }
    decoder.expire()
    return decoder.take().map(\.description)
  }

  @Test(arguments: [
    ("a", ["a"]), ("D?", ["D", "?"]), (" ", ["space"]), ("\r", ["enter"]), ("\t", ["tab"]),
    ("\u{7F}\u{8}", ["backspace", "backspace"]), ("\u{4}", ["ctrl-d"]), ("\u{0}", ["ctrl-space"]),
    ("\u{1C}", ["ctrl-\\"]), ("\u{1A}", ["ctrl-z"]), ("é日👍", ["é", "日", "👍"]),
  ])
  func plainBytesAreKeys(text: String, expected: [String]) {
    #expect(keys(text) == expected)
  }

  @Test(arguments: [
    ("\u{1B}", ["esc"]), ("\u{1B}\u{1B}", ["esc", "esc"]), ("\u{1B}s", ["alt-s"]),
    ("\u{1B}\u{7F}", ["alt-backspace"]), ("\u{1B}\u{4}", ["ctrl-alt-d"]), ("\u{1B}[", ["alt-["]),
    ("\u{1B}O", ["alt-O"]), ("\u{1B}é", ["é"]),
  ])
  func escapeIsAltOrItself(text: String, expected: [String]) {
    #expect(keys(text) == expected)
  }

  @Test(arguments: [
    ("\u{1B}[A\u{1B}OB", ["up", "down"]), ("\u{1B}[1;5C", ["ctrl-right"]),
    ("\u{1B}[1;3D", ["alt-left"]), ("\u{1B}[1;2A", ["up"]), ("\u{1B}[Z", ["shift-tab"]),
    ("\u{1B}[H\u{1B}[4~\u{1B}[5~\u{1B}[6~", ["home", "end", "pgup", "pgdn"]),
    ("\u{1B}[3~\u{1B}[3;5~\u{1B}[2~", ["del", "ctrl-del", "ins"]),
    ("\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[[A", ["f1", "f5", "f12", "f1"]),
    ("\u{1B}[97;5u\u{1B}[115;3u\u{1B}[13u", ["ctrl-a", "alt-s", "enter"]),
    ("\u{1B}[9;2u", ["shift-tab"]), ("\u{1B}[100;2u", ["D"]), ("\u{1B}[27;5;100~", ["ctrl-d"]),
  ])
  func sequencesAreKeys(text: String, expected: [String]) {
    #expect(keys(text) == expected)
  }

  @Test(arguments: [
    "\u{1B}[?62;4c", "\u{1B}[12;40R", "\u{1B}[I\u{1B}[O", "\u{1B}]11;rgb:0000/0000/0000\u{7}",
    "\u{1B}P>|term 1.0\u{1B}\\", "\u{1B}[99~", "\u{1B}[57441u", "\u{1B}[?2026;2$y",
    "\u{1B}_Gi=1;OK\u{1B}\\",
  ])
  func answersAndUnknownSequencesAreSwallowedWhole(text: String) {
    #expect(keys(text + "x") == ["x"])
  }

  @Test(arguments: ["\u{1B}[1;2", "\u{1B}[<64", "\u{1B}]11;rgb", "\u{1B}[M!", "\u{C3}"])
  func whatNeverEndsIsDropped(text: String) {
    #expect(keys(text == "\u{C3}" ? [0xC3] : Array(text.utf8)) == [])
  }

  @Test func aNewSequenceEndsAnUnfinishedOne() {
    #expect(keys("\u{1B}[1;\u{1B}[A") == ["up"])
  }

  @Test func theMouseIsRead() {
    #expect(
      keys("\u{1B}[<0;3;4M\u{1B}[<0;3;4m\u{1B}[<32;5;6M\u{1B}[<64;1;1M\u{1B}[<65;1;1M") == [
        "mouse press 2,3", "mouse release 2,3", "mouse drag 4,5", "mouse wheelUp 0,0",
        "mouse wheelDown 0,0",
      ])
    #expect(keys("\u{1B}[<2;3;4M\u{1B}[<35;1;1M") == [])
    #expect(keys([0x1B, 0x5B, 0x4D, 32, 33 + 9, 33 + 4]) == ["mouse press 9,4"])
    #expect(keys("\u{1B}[<0;500;4M") == ["mouse press 499,3"])
  }

  @Test func twoPressesInShortOrderAreADoubleClick() {
    var decoder = KeyDecoder()
    func press(_ x: Int, at time: Int) -> [String] {
      for byte in "\u{1B}[<0;\(x);1M".utf8 { decoder.receive(Int32(byte), at: time) }
      return decoder.take().map(\.description)
    }
    #expect(press(1, at: 0) == ["mouse press 0,0"])
    #expect(press(1, at: 300) == ["mouse doubleClick 0,0"])
    #expect(press(1, at: 500) == ["mouse press 0,0"])
    #expect(press(2, at: 600) == ["mouse press 1,0"])
    #expect(press(2, at: 1100) == ["mouse press 1,0"])
  }

  @Test func pastedTextIsOneKey() {
    var decoder = KeyDecoder()
    for byte in "\u{1B}[200~rm -rf\ry\u{1B}[A\r\nq\u{1B}[201~z".utf8 {
      decoder.receive(Int32(byte), at: 0)
    }
    #expect(decoder.take() == [Key(.paste("rm -rf\ny\u{1B}[A\nq")), .character("z")])
  }

  @Test func aPasteThatPausesGoesOn() {
    var decoder = KeyDecoder()
    for byte in "\u{1B}[200~ab".utf8 { decoder.receive(Int32(byte), at: 0) }
    #expect(!decoder.isPending)
    decoder.expire()
    for byte in "c\u{1B}[201~".utf8 { decoder.receive(Int32(byte), at: 0) }
    #expect(decoder.take() == [Key(.paste("abc"))])
  }

  @Test func aHugePasteIsCutButEnds() {
    var decoder = KeyDecoder()
    for byte in "\u{1B}[200~".utf8 { decoder.receive(Int32(byte), at: 0) }
    for _ in 0..<1_200_000 { decoder.receive(0x61, at: 0) }
    for byte in "\u{1B}[201~x".utf8 { decoder.receive(Int32(byte), at: 0) }
    let keys = decoder.take()
    #expect(keys.last == .character("x"))
    if case .paste(let text)? = keys.first?.code { #expect(text.count < 1 << 20 + 1) }
    #expect(keys.count == 2)
  }

  @Test(arguments: [
    [0xFF], [0xC3, 0x28], [0xE6, 0x97], [0xF8, 0x88], [0xC0, 0x80], [0xED, 0xA0, 0x80],
  ])
  func invalidBytesAreNoKeys(bytes: [UInt8]) {
    #expect(keys(bytes + [0x78]).last == "x")
    #expect(keys(bytes).allSatisfy { $0 == "(" || $0 == "ctrl-space" })
  }

  @Test func namesOfKeysWithModifiersAreRead() {
    #expect(NcursesKeys.key(named: "kUP5") == Key(.up, control: true))
    #expect(NcursesKeys.key(named: "kDC3") == Key(.delete, alt: true))
    #expect(NcursesKeys.key(named: "kEND2") == Key(.end))
    #expect(NcursesKeys.key(named: "KEY_RESIZE") == nil)
    #expect(NcursesKeys.key(named: "kUP9") == nil)
  }

  @Test func nothingCrashesTheDecoder() {
    var generator = SystemRandomNumberGenerator()
    let interesting = Array("\u{1B}[]OP<;?~MmuA0129\\\u{7}".utf8) + [0x9B, 0xC3, 0xFF, 0x00]
    for _ in 0..<2_000 {
      var decoder = KeyDecoder()
      for _ in 0..<40 {
        let byte = interesting.randomElement(using: &generator) ?? 0
        decoder.receive(Int32(byte), at: 0)
        if byte == 0 { decoder.expire() }
      }
      decoder.expire()
      #expect(!decoder.isPending)
    }
  }
}
