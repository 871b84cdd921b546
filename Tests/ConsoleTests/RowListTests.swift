import Console
import Kubernetes
import SeedSupport
import TUI
import Testing

@Suite struct RowListTests {
  private func list(_ pods: [PodRow] = Samples.pods) -> RowList<PodRow> {
    var list = RowList<PodRow>(sort: Sort(""))
    list.apply(.began, from: Samples.podQuery)
    list.apply(.page(pods, remaining: nil), from: Samples.podQuery)
    list.apply(.listed, from: Samples.podQuery)
    return list
  }

  private func names(_ list: RowList<PodRow>) -> [String] { list.visible.map(\.name.name) }

  @Test func rowsStandByNamespaceAndName() {
    #expect(list(Samples.pods.shuffled()).visible == Samples.pods)
  }

  @Test func theSelectionStaysOnItsObjectWhileRowsComeAndGo() {
    var list = list()
    list.select(index: 3)
    let selected = list.selected?.name
    list.apply(.applied([Samples.pod("aaa", "first")]), from: Samples.podQuery)
    #expect(list.selected?.name == selected)
    #expect(list.view.selected == 4)
    list.apply(.deleted([Samples.pods[0].name, Samples.pods[1].name]), from: Samples.podQuery)
    #expect(list.selected?.name == selected)
    #expect(list.view.selected == 2)
  }

  @Test func theSelectionTakesThePlaceOfARowThatIsGone() {
    var list = list()
    list.select(index: 2)
    list.apply(.deleted([Samples.pods[2].name]), from: Samples.podQuery)
    #expect(list.selected == Samples.pods[3])
  }

  @Test func theSelectionStaysThroughARelist() {
    var list = list()
    list.select(index: 4)
    list.apply(.began, from: Samples.podQuery)
    #expect(list.visible.count == 6)
    list.apply(.page(Array(Samples.pods[2...]), remaining: nil), from: Samples.podQuery)
    list.apply(.listed, from: Samples.podQuery)
    #expect(list.visible.count == 4)
    #expect(list.selected == Samples.pods[4])
  }

  @Test func theSameColumnAgainTurnsTheOrderRound() {
    var list = list()
    list.setSort("RESTARTS")
    #expect(list.visible.last?.restarts == 12)
    list.setSort("restarts")
    #expect(list.visible.first?.restarts == 12)
  }

  @Test(arguments: [
    ("web", ["web-7d9f-abc", "web-7d9f-def"]), ("crash", ["cart-5d8c-x2x"]),
    ("^j", ["jellyfin-0"]), ("!web|cart|argocd", ["jellyfin-0", "zz-migrate-1"]),
    ("-l app=web", ["web-7d9f-abc", "web-7d9f-def"]),
    ("-l app", ["cart-5d8c-x2x", "web-7d9f-abc", "web-7d9f-def"]),
    ("Deployment/cart", ["cart-5d8c-x2x"]), ("WEB", []),
  ])
  func aFilterLetsThroughWhatItSays(typed: String, expected: [String]) {
    var list = list()
    list.setFilter(Filter(typed))
    #expect(names(list) == expected)
  }

  @Test(arguments: ["[", "(", "*", "a{2,1}", "\\"])
  func aFilterThatIsNoRegularExpressionIsLookedForAsItStands(typed: String) {
    var list = list()
    list.setFilter(Filter(typed))
    #expect(list.filter.problem != nil)
    #expect(list.visible.isEmpty)
  }

  @Test func rowsThatComeLaterPassTheFilterToo() {
    var list = list()
    list.setFilter(Filter("web"))
    list.apply(
      .applied([Samples.pod("shop", "web-new"), Samples.pod("shop", "other")]),
      from: Samples.podQuery)
    #expect(names(list) == ["web-7d9f-abc", "web-7d9f-def", "web-new"])
  }

  @Test func faultsAreCountedWhateverIsShown() {
    var list = list()
    #expect(list.faultCount == 1)
    list.setFilter(Filter("web"))
    list.apply(
      .applied([Samples.pod("shop", "broken", health: .degraded)]), from: Samples.podQuery)
    #expect(list.faultCount == 2)
    list.apply(.deleted([ObjectName(namespace: "shop", name: "broken")]), from: Samples.podQuery)
    #expect(list.faultCount == 1)
    list.apply(.began, from: Samples.podQuery)
    list.apply(.listed, from: Samples.podQuery)
    #expect(list.faultCount == 0)
  }

  /// Whatever happens in whatever order, what is shown is what sorting and filtering all rows gives.
  @Test(arguments: 0..<20)
  func changesKeepTheOrderThatSortingGives(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var list = RowList<PodRow>(
      sort: Sort(["", "STATUS", "RESTARTS", "AGE"].randomElement(using: &random) ?? ""))
    if Bool.random(using: &random) { list.setFilter(Filter("!7")) }
    let query = Samples.podQuery
    list.apply(.began, from: query)
    for _ in 0..<200 {
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        Samples.pod(
          "ns\(Int.random(in: 0..<4, using: &random))",
          "pod\(Int.random(in: 0..<60, using: &random))",
          status: ["Running", "Pending", "Error"].randomElement(using: &random) ?? "",
          restarts: Int.random(in: 0..<5, using: &random))
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0: list.apply(.deleted(rows.map(\.name)), from: query)
      case 1: list.apply(.began, from: query)
      case 2: list.apply(.page(rows, remaining: nil), from: query)
      case 3: list.apply(.listed, from: query)
      default: list.apply(.applied(rows), from: query)
      }
    }
    list.apply(.alive, from: query)
    var fresh = RowList<PodRow>(sort: list.sort)
    fresh.setFilter(list.filter)
    fresh.show(Array(list.all), as: query)
    #expect(list.visible == fresh.visible)
    #expect(list.faultCount == fresh.faultCount)
  }
}
