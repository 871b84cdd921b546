import TUI
import Testing

@Suite struct DialogTests {
  @Test func enterMeansNo() {
    var state = DialogState.confirmation(isDangerous: true)
    #expect(state.handle(Key(.enter)) == .chosen(1))
  }

  @Test func aLetterChoosesAtOnce() {
    var state = DialogState.confirmation()
    #expect(state.handle(.character("y")) == .chosen(0))
    #expect(state.handle(.character("n")) == .chosen(1))
    #expect(state.handle(.character("x")) == .ignored)
    #expect(state.handle(.control("y")) == .ignored)
  }

  @Test func pastedTextChoosesNothing() {
    var state = DialogState.confirmation()
    #expect(state.handle(Key(.paste("y"))) == .ignored)
  }

  @Test func theFocusGoesAround() {
    var state = DialogState.confirmation()
    #expect(state.handle(Key(.tab)) == .changed)
    #expect(state.handle(Key(.enter)) == .chosen(0))
    _ = state.handle(Key(.backTab))
    #expect(state.handle(Key(.enter)) == .chosen(1))
    #expect(state.handle(Key(.escape)) == .cancelled)
  }

  @Test func whatIsDangerousWantsThePhraseTyped() {
    var state = DialogState.confirmation(yes: "Deploy", isDangerous: true, phrase: "media")
    _ = state.handle(Key(.left))
    #expect(state.handle(Key(.enter)) == .changed)
    for key in KeySequence("media")?.keys ?? [] { #expect(state.handle(key) == .changed) }
    #expect(state.handle(Key(.enter)) == .chosen(0))
    _ = state.handle(.character("x"))
    #expect(state.handle(Key(.enter)) == .chosen(1))
  }

  @Test func itIsDrawnInTheMiddle() {
    var canvas = Canvas(size: Size(44, 8))
    Dialog(
      "Delete", text: ["Delete pod web-1?"], state: .confirmation(isDangerous: true)
    ).render(in: canvas.bounds, on: &canvas)
    let rows = canvas.golden.split(separator: "\n").prefix(8)
    #expect(
      rows.joined(separator: "\n") == """
        |                                            |
        |     ╭─ Delete ───────────────────────╮     |
        |     │ Delete pod web-1?              │     |
        |     │                                │     |
        |     │           Yes   ▸No            │     |
        |     ╰────────────────────────────────╯     |
        |                                            |
        |                                            |
        """)
  }

  @Test func aClickFindsItsButton() {
    let dialog = Dialog("Delete", text: ["Delete pod web-1?"], state: .confirmation())
    let area = Rect(width: 44, height: 8)
    #expect(dialog.button(atX: 19, y: 4, in: area) == 0)
    #expect(dialog.button(atX: 25, y: 4, in: area) == 1)
    #expect(dialog.button(atX: 2, y: 4, in: area) == nil)
  }

  @Test func itIsDrawnOnAnyScreen() {
    for width in 0..<40 {
      for height in 0..<10 {
        var canvas = Canvas(size: Size(width, height))
        Dialog(
          "Deploy media", text: ["A long question that has to be wrapped 日本語", "and more"],
          state: .confirmation(isDangerous: true, phrase: "media")
        ).render(in: canvas.bounds, on: &canvas)
      }
    }
  }
}
