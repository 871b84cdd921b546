import Console
import Kubernetes
import SeedSupport
import TUI
import Testing

@Suite struct RowGroupTests {
  private func list(_ grouping: PodGrouping?, _ pods: [PodRow] = Samples.pods) -> RowList<PodRow> {
    var list = RowList<PodRow>(sort: Sort(""))
    list.apply(.began, from: Samples.podQuery)
    list.apply(.page(pods, remaining: nil), from: Samples.podQuery)
    list.apply(.listed, from: Samples.podQuery)
    list.setGrouping(grouping)
    return list
  }

  private func names(_ list: RowList<PodRow>) -> [String] { list.visible.map(\.name.name) }

  @Test func rowsStandWithWhatTheyHaveInCommon() {
    let list = list(.status)
    #expect(
      list.rowGroups.map(\.key.first) == [
        "Completed", "CrashLoopBackOff", "Init:0/1", "Running",
      ])
    #expect(list.rowGroups.map(\.start) == [0, 1, 2, 3])
    #expect(names(list).suffix(3) == ["argocd-server-7c9f", "web-7d9f-abc", "web-7d9f-def"])
    #expect(list.lineCount == 10)
  }

  @Test func aHeadingCountsItsRows() throws {
    let groups = list(.node).rowGroups
    let tally = try #require(groups.first?.tally)
    #expect(groups.count == 1)
    #expect(tally.count == 6)
    #expect(tally.ready == 3)
    #expect(tally.done == 1)
    #expect(tally.restarts == 12)
    #expect(tally.faults == 1)
  }

  @Test func headingsArePassedOver() {
    var list = list(.status)
    list.select(index: 0)
    #expect(list.view.selected == 1)
    list.move(by: 1)
    #expect(list.view.selected == 3)
    list.move(by: -1)
    #expect(list.view.selected == 1)
    list.move(by: -1)
    #expect(list.view.selected == 1)
    list.move(by: 100)
    #expect(list.view.selected == 9)
  }

  @Test func aClickOnAHeadingSelectsItsFirstRow() {
    var list = list(.status)
    list.select(index: 2)
    #expect(list.selected?.status == "CrashLoopBackOff")
  }

  @Test func theHeadingOfTheFirstRowIsSeenWithIt() {
    var list = list(.status)
    list.move(by: 100)
    list.settle(height: 3)
    list.select(index: 1)
    list.settle(height: 3)
    #expect(list.view.offset == 0)
  }

  @Test func theSelectionStaysOnItsObjectWhenItGoesToAnotherGroup() {
    var list = list(.status)
    list.select(ObjectName(namespace: "shop", name: "web-7d9f-abc"))
    list.apply(
      .applied([Samples.pod("shop", "web-7d9f-abc", status: "Error", ready: 0, health: .degraded)]),
      from: Samples.podQuery)
    #expect(list.selected?.name.name == "web-7d9f-abc")
    #expect(list.rowGroups.map(\.key.first).contains("Error"))
  }

  @Test func withoutGroupsEverythingStandsAsBefore() {
    var list = list(.owner)
    list.setGrouping(nil)
    #expect(list.rowGroups.isEmpty)
    #expect(list.visible == Samples.pods)
  }

  @Test func faultsOnlyShowsThoseAndCountsAll() {
    var list = list(nil)
    list.setFaultsOnly(true)
    #expect(names(list) == ["cart-5d8c-x2x"])
    #expect(list.faultCount == 1)
    list.apply(
      .applied([Samples.pod("shop", "broken", health: .degraded), Samples.pod("shop", "fine")]),
      from: Samples.podQuery)
    #expect(names(list) == ["broken", "cart-5d8c-x2x"])
    list.setFilter(Filter("cart"))
    #expect(names(list) == ["cart-5d8c-x2x"])
  }

  /// Whatever happens in whatever order, the groups are those that going through all rows gives.
  @Test(arguments: 0..<20)
  func changesKeepTheGroupsThatGroupingGives(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var list = RowList<PodRow>(
      sort: Sort(["", "RESTARTS", "AGE"].randomElement(using: &random) ?? ""))
    list.setGrouping(PodGrouping.allCases.randomElement(using: &random))
    if Bool.random(using: &random) { list.setFilter(Filter("!7")) }
    list.setFaultsOnly(Bool.random(using: &random))
    let query = Samples.podQuery
    list.apply(.began, from: query)
    for _ in 0..<200 {
      let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        Samples.pod(
          "ns\(Int.random(in: 0..<3, using: &random))",
          "pod\(Int.random(in: 0..<40, using: &random))",
          status: ["Running", "Pending", "Error"].randomElement(using: &random) ?? "",
          health: Bool.random(using: &random) ? .healthy : .degraded,
          restarts: Int.random(in: 0..<5, using: &random),
          workload: ["a", "b", nil].randomElement(using: &random) ?? nil)
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0: list.apply(.deleted(rows.map(\.name)), from: query)
      case 1: list.apply(.began, from: query)
      case 2: list.apply(.page(rows, remaining: nil), from: query)
      case 3: list.apply(.listed, from: query)
      default: list.apply(.applied(rows), from: query)
      }
      #expect(list.view.selected == 0 || list.selected != nil || list.visible.isEmpty)
    }
    list.apply(.alive, from: query)
    var fresh = RowList<PodRow>(sort: list.sort)
    fresh.setFilter(list.filter)
    fresh.setFaultsOnly(list.showsFaultsOnly)
    fresh.setGrouping(list.grouping)
    fresh.show(Array(list.all), as: query)
    #expect(list.visible == fresh.visible)
    #expect(list.rowGroups == fresh.rowGroups)
  }
}
