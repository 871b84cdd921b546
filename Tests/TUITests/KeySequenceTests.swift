import TUI
import Testing

@Suite struct KeySequenceTests {
  @Test(arguments: [
    ("g", Key.character("g")), ("D", .character("D")), ("?", .character("?")),
    ("space", .character(" ")), ("enter", Key(.enter)), ("esc", Key(.escape)),
    ("ctrl-d", .control("d")), ("alt-s", .alt("s")), ("shift-tab", Key(.backTab)),
    ("f5", Key(.function(5))), ("ctrl-space", .control(" ")), ("ctrl-up", Key(.up, control: true)),
    ("ctrl-alt-x", Key(.character("x"), control: true, alt: true)), ("<", .character("<")),
    ("-", .character("-")), ("ctrl-\\", .control("\\")), ("pgdn", Key(.pageDown)),
    ("backspace", Key(.backspace)), ("del", Key(.delete)),
  ])
  func namesAreReadAndPrintedAlike(name: String, key: Key) {
    #expect(Key(name) == key)
    #expect(key.description == name)
  }

  @Test(arguments: [
    ("Enter", "enter"), ("shift-j", "J"), ("return", "enter"), ("ctrl-D", "ctrl-d"),
    ("meta-x", "alt-x"), ("Escape", "esc"), ("F12", "f12"),
  ])
  func otherSpellingsAreUnderstood(name: String, printed: String) {
    #expect(Key(name)?.description == printed)
  }

  @Test(arguments: ["", "ctrl-", "entre", "f25", "f0", "shift-enter", "ctrl", "xx"])
  func unknownNamesAreRefused(name: String) {
    #expect(Key(name) == nil)
  }

  @Test func aSequenceMixesLettersAndNames() {
    let sequence = KeySequence("jj<enter>D<ctrl-d> <lt>?")
    #expect(
      sequence?.keys == [
        .character("j"), .character("j"), Key(.enter), .character("D"), .control("d"),
        .character(" "), .character("<"), .character("?"),
      ])
    #expect(sequence?.description == "jj<enter>D<ctrl-d><space><lt>?")
    #expect(sequence.flatMap { KeySequence($0.description) } == sequence)
  }

  @Test(arguments: ["<ent", "<nokey>", "a<"])
  func brokenSequencesAreRefused(text: String) {
    #expect(KeySequence(text) == nil)
  }
}
