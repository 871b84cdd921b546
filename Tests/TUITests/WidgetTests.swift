import TUI
import Testing

@Suite struct WidgetTests {
  private func rows(_ size: Size, _ draw: (inout Canvas) -> Void) -> [String] {
    var canvas = Canvas(size: size)
    draw(&canvas)
    return canvas.golden.split(separator: "\n").map(String.init).filter { $0.hasPrefix("|") }
  }

  @Test func aTextViewNumbersItsLines() {
    let view = TextView(count: 12, state: TextViewState(offset: 8), hasLineNumbers: true) { index in
      StyledText("line \(index)")
    }
    #expect(
      rows(Size(10, 3)) { view.render(in: $0.bounds, on: &$0) } == [
        "| 9 line 8 |", "|10 line 9┃|", "|11 line … |",
      ])
  }

  @Test func aTextViewMarksWhatWasFound() {
    var canvas = Canvas(size: Size(12, 1))
    TextView(
      count: 1, state: TextViewState(column: 2), matches: { _ in [3..<5, 8..<10] }
    ) { _ in "ab日本ef日ij" }.render(in: canvas.bounds, on: &canvas)
    #expect(
      canvas.golden == """
        |日本ef日ij  |
        --
        0  2..5  match on match
        0  9..10  match on match

        """)
  }

  @Test func aTextViewStaysWithinItsText() {
    var state = TextViewState()
    state.scroll(by: 99, count: 20, height: 5)
    #expect(state.offset == 15)
    state.scroll(by: 1, count: 3, height: 5)
    #expect(state.offset == 0)
    state.show(12, count: 20, height: 5)
    #expect(state.offset == 10)
  }

  @Test func aTreeShowsWhatIsNotFolded() {
    let root = TreeNode(
      "app",
      children: [
        TreeNode("web", children: [TreeNode("pod")]),
        TreeNode("db", children: [TreeNode("hidden")]),
      ])
    let lines = TreeRow<String>.rows(of: [root], folded: ["db"]).map { $0.guide + $0.id }
    #expect(lines == ["▾ app", "├─▾ web", "│ └─pod", "└─▸ db"])
  }

  @Test(arguments: [
    (0.0, "········"), (0.5, "████····"), (1.0, "████████"), (0.55, "████▍···"), (7, "████████"),
    (.nan, "········"),
  ])
  func aGaugeIsFilledInEighths(fraction: Double, expected: String) {
    #expect(
      rows(Size(8, 1)) { Gauge(fraction).render(in: $0.bounds, on: &$0) } == ["|\(expected)|"])
  }

  @Test func aMenuShowsBoxesAndDetails() {
    let menu = Menu(
      [
        MenuItem("argocd", detail: "12", isChecked: true), MenuItem("media", isChecked: false),
        MenuItem("日本語のとても長い名前", detail: "9"),
      ], state: ListState(selected: 1))
    #expect(
      rows(Size(18, 3)) { menu.render(in: $0.bounds, on: &$0) } == [
        "| [✓] argocd    12 |", "| [ ] media        |", "| 日本語のとて…  9 |",
      ])
    #expect(menu.width == 27)
    #expect(menu.item(atY: 2, in: Rect(width: 18, height: 3)) == 2)
    #expect(menu.item(atY: 3, in: Rect(width: 18, height: 3)) == nil)
  }

  @Test func toastsStackUpwardsFromTheCorner() {
    let toasts = Toasts([Toast(.info, "first"), Toast(.error, "second")])
    #expect(
      rows(Size(30, 7)) { toasts.render(in: $0.bounds, on: &$0) } == [
        "|                              |", "|                   ╭─────────╮|",
        "|                   │ i first │|", "|                   ╰─────────╯|",
        "|                  ╭──────────╮|", "|                  │ ✗ second │|",
        "|                  ╰──────────╯|",
      ])
  }

  @Test func toastsWithoutRoomAreLeftOut() {
    #expect(
      rows(Size(10, 2)) { Toasts([Toast(.info, "x")]).render(in: $0.bounds, on: &$0) } == [
        "|          |", "|          |",
      ])
  }
}
