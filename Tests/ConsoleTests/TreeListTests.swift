import Console
import Testing

@Suite struct TreeListTests {
  private struct Item: TreeItem {
    var id: String
    var depth = 0
    var isFaulty = false
    var searchedTexts: [String] { [id] }
  }

  private static let items = [
    Item(id: "a"), Item(id: "a1", depth: 1), Item(id: "a11", depth: 2, isFaulty: true),
    Item(id: "a12", depth: 2), Item(id: "a2", depth: 1), Item(id: "b"), Item(id: "b1", depth: 1),
    Item(id: "c"),
  ]

  private func tree() -> TreeList<Item> {
    var tree = TreeList<Item>()
    tree.show(Self.items)
    return tree
  }

  private func shown(_ tree: TreeList<Item>) -> [String] { tree.rows.map { tree.item(of: $0).id } }

  @Test func everythingIsOpenAtFirst() {
    #expect(shown(tree()) == ["a", "a1", "a11", "a12", "a2", "b", "b1", "c"])
    #expect(tree().total == 8)
  }

  @Test func aFoldHidesWhatBelongsToAnItem() {
    var tree = tree()
    tree.toggleFold()
    #expect(shown(tree) == ["a", "b", "b1", "c"])
    tree.toggleFold()
    #expect(shown(tree).count == 8)
  }

  @Test func foldingALeafFoldsItsOwner() {
    var tree = tree()
    tree.move(by: 2)
    tree.toggleFold()
    #expect(tree.selected?.id == "a1")
    #expect(shown(tree) == ["a", "a1", "a2", "b", "b1", "c"])
  }

  @Test func leftGoesToTheOwnerOnceThereIsNothingToFold() {
    var tree = tree()
    tree.move(by: 4)
    tree.fold()
    #expect(tree.selected?.id == "a")
    tree.fold()
    #expect(shown(tree) == ["a", "b", "b1", "c"])
  }

  @Test func rightOpensAndThenGoesIn() {
    var tree = tree()
    tree.fold()
    tree.unfold()
    #expect(tree.selected?.id == "a")
    tree.unfold()
    #expect(tree.selected?.id == "a1")
  }

  @Test func theSelectionAndTheFoldsStayWhenItemsComeAndGo() {
    var tree = tree()
    tree.move(by: 5)
    tree.toggleFold()
    tree.show([Item(id: "0")] + Self.items)
    #expect(tree.selected?.id == "b")
    #expect(shown(tree).suffix(2) == ["b", "c"])
  }

  @Test func faultsAreShownWithTheirOwners() {
    var tree = tree()
    tree.foldAll()
    tree.toggleFaults()
    #expect(shown(tree) == ["a", "a1", "a11"])
    tree.toggleFaults()
    #expect(shown(tree) == ["a", "b", "c"])
  }

  @Test func aFilterKeepsTheOwnersOfWhatItFinds() {
    var tree = tree()
    tree.setFilter(Filter("b1"))
    #expect(shown(tree) == ["b", "b1"])
    tree.setFilter(Filter("!a"))
    #expect(shown(tree) == ["b", "b1", "c"])
  }

  @Test func foldingAllKeepsTheSelectionInSight() {
    var tree = tree()
    tree.move(by: 3)
    tree.foldAll()
    #expect(tree.selected?.id == "a")
  }

  @Test func linesLeadFromOwnersToWhatBelongsToThem() {
    #expect(tree().rows.map(\.guide) == ["", "├─", "│ ├─", "│ └─", "└─", "", "└─", ""])
  }

  @Test func anItemIsChangedInItsPlace() {
    var tree = tree()
    tree.update("b1") { $0.isFaulty = true }
    #expect(tree.faultCount == 2)
    #expect(shown(tree).count == 8)
    tree.toggleFaults()
    tree.update("a11") { $0.isFaulty = false }
    #expect(shown(tree) == ["b", "b1"])
  }
}
