import TUI
import Testing

@Suite struct PromptTests {
  /// Types keys into a text whose cursor stands at `|`, and shows the result in the same way.
  private func edit(_ text: String, _ keys: String) -> String {
    var state = PromptState(text.replacing("|", with: ""))
    let start = text.firstIndex(of: "|") ?? text.endIndex
    let back = text.distance(from: start, to: text.endIndex) - 1
    for _ in 0..<max(0, back) { _ = state.handle(Key(.left)) }
    for key in KeySequence(keys)?.keys ?? [] { _ = state.handle(key) }
    var characters = Array(state.text)
    characters.insert("|", at: state.cursor)
    return String(characters)
  }

  @Test(arguments: [
    ("ab|", "c", "abc|"), ("a|b", "x", "ax|b"), ("ab|", "<backspace>", "a|"),
    ("a|bc", "<del>", "a|c"), ("a|bc", "<ctrl-d>", "a|c"), ("abc|", "<ctrl-a>", "|abc"),
    ("|abc", "<ctrl-e>", "abc|"), ("ab|", "<ctrl-b><ctrl-b><ctrl-b>", "|ab"),
    ("|ab", "<right><ctrl-f><ctrl-f>", "ab|"), ("one two|", "<alt-b>", "one |two"),
    ("|one two", "<alt-f>", "one| two"), ("one two|", "<ctrl-w>", "one |"),
    ("one/two-three|", "<alt-backspace>", "one/two-|"), ("a/b c/d|", "<ctrl-w>", "a/b |"),
    ("one| two", "<ctrl-k>", "one|"), ("one| two", "<ctrl-u>", "| two"),
    ("one two|", "<ctrl-w><ctrl-a><ctrl-y>", "two|one "), ("ab|", "<ctrl-t>", "ba|"),
    ("a|bc", "<ctrl-t>", "ba|c"), ("one |two", "<alt-d>", "one |"), ("日本|", "<backspace>", "日|"),
    ("|", "<backspace><del><ctrl-w><ctrl-k><ctrl-t><alt-d>", "|"),
    ("e\u{301}|", "<backspace>", "|"),
  ])
  func keysEditAsInAShell(text: String, keys: String, expected: String) {
    #expect(edit(text, keys) == expected)
  }

  @Test func outcomesTellWhatHappened() {
    var state = PromptState()
    #expect(state.handle(.character("a")) == .edited)
    #expect(state.handle(Key(.left)) == .moved)
    #expect(state.handle(Key(.enter)) == .submitted)
    #expect(state.handle(Key(.escape)) == .cancelled)
    #expect(state.handle(.control("c")) == .cancelled)
    #expect(state.handle(Key(.tab)) == .ignored)
    #expect(state.handle(Key(.up)) == .ignored)
    #expect(state.handle(.alt("x")) == .ignored)
  }

  @Test func pastedLinesNeverSubmit() {
    var state = PromptState()
    #expect(state.handle(Key(.paste("delete\nall\r\n"))) == .edited)
    #expect(state.text == "delete all")
  }

  private func picture(_ state: PromptState, suggestion: String = "", width: Int) -> String {
    var canvas = Canvas(size: Size(width, 1))
    Prompt(":", state: state, suggestion: suggestion).render(in: canvas.bounds, on: &canvas)
    return canvas.golden
  }

  @Test func theSuggestionFollowsTheCursor() {
    #expect(
      picture(PromptState("po"), suggestion: "ds", width: 8) == """
        |:pods   |
        --
        0  1..3  prompt on prompt
        0  3..4  promptSuggestion on prompt reverse
        0  4..5  promptSuggestion on prompt
        0  5..8  prompt on prompt

        """)
  }

  @Test func aLongTextScrollsToTheCursor() {
    var state = PromptState("abcdefgh")
    #expect(picture(state, width: 6).hasPrefix("|:efgh |\n"))
    _ = state.handle(Key(.home))
    #expect(picture(state, width: 6).hasPrefix("|:abcde|\n"))
    #expect(picture(PromptState("日本語"), width: 6).hasPrefix("|:本語 |\n"))
  }
}
