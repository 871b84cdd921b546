import Console
import Documents
import Kubernetes
import Patterns
import TUI
import Testing

@Suite struct DocumentViewTests {
  private func view(rows: Int = 5) -> DocumentView {
    var view = DocumentView()
    view.setRows(rows)
    view.setLines(
      ["a", " b", "  c", "  d", " e", "f", " g"].enumerated().map { index, text in
        DocumentLine(StyledText(text), depth: text.prefix { $0 == " " }.count, anchor: "\(index)")
      })
    return view
  }

  private func shown(_ view: DocumentView) -> String {
    view.shown.map { view.lines[$0].text.plain.filter { $0 != " " } }.joined()
  }

  @Test func foldingHidesWhatBelongsToALine() {
    var view = view()
    view.toggleFold(at: 1)
    #expect(shown(view) == "abefg")
    view.toggleFold(at: 0)
    #expect(shown(view) == "afg")
    view.unfoldAll()
    #expect(shown(view) == "abcdefg")
  }

  @Test func foldingWithinABlockFoldsTheBlock() {
    var view = view()
    view.toggleFold(at: 3)
    #expect(shown(view) == "abefg")
  }

  @Test func aFoldStaysWhenTheLinesChange() {
    var view = view()
    view.toggleFold(at: 1)
    var lines = view.lines
    lines[2] = DocumentLine(StyledText("  changed"), depth: 2, anchor: "2")
    view.setLines(lines)
    #expect(shown(view) == "abefg")
  }

  @Test func searchingOpensTheFoldThatHidesAMatchAndGoesRound() {
    var view = view(rows: 2)
    view.foldAll(depth: 0)
    #expect(shown(view) == "af")
    view.search(Pattern("[dg]"))
    #expect(shown(view).contains("d"))
    #expect(view.matchIndex == 0)
    view.findNext(1)
    view.findNext(1)
    #expect(view.matchIndex == 0)
    view.findNext(-1)
    #expect(view.matchIndex == 1)
  }

  @Test func scrollingStopsAtTheEnds() {
    var view = view(rows: 3)
    view.scroll(by: 100)
    #expect(view.top == 4)
    view.scroll(by: -100)
    #expect(view.top == 0)
  }
}

@Suite struct SecretTests {
  private let key = ObjectKey(.secrets, namespace: "shop", name: "db")
  private let secret: Value = [
    "apiVersion": "v1", "kind": "Secret",
    "metadata": [
      "name": "db", "namespace": "shop",
      "annotations": [
        "kubectl.kubernetes.io/last-applied-configuration":
          "{\"data\":{\"password\":\"aHVudGVyMg==\"}}"
      ],
    ], "data": ["password": "aHVudGVyMg=="],
  ]

  private func state(_ keys: String) -> ConsoleState {
    var state = Samples.state()
    state.hear(.discovered(Discovery(kinds: [.pods, .secrets])))
    state.press(":secrets<enter>")
    let query = ResourceQuery(.secrets)
    let row = Kubernetes.TableRow(
      name: key.name, columns: TableColumns([.init(name: "Name")]), cells: [.text("db")])
    state.hear(.table(query, .began))
    state.hear(.table(query, .page([row], remaining: nil)))
    state.hear(.table(query, .listed))
    state.press(keys)
    state.hear(.document(key, secret))
    return state
  }

  @Test func valuesAreMaskedUntilAskedFor() {
    var state = state("y")
    #expect(state.render().text.contains("password"))
    #expect(!state.render().text.contains("aHVudGVyMg"))
    state.press("x")
    #expect(state.render().text.contains("aHVudGVyMg=="))
    state.press("x")
    #expect(!state.render().text.contains("aHVudGVyMg"))
  }

  @Test func aDescriptionNeverShowsThem() {
    let state = state("d")
    #expect(state.render().text.contains("masked"))
    #expect(!state.render().text.contains("aHVudGVyMg"))
  }
}
