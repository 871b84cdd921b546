import Documents
import SeedSupport
import Testing

struct DifferenceTests {
  @Test func equalValuesDoNotDiffer() {
    let value: Value = ["a": [1, ["b": .null]]]
    #expect(Difference(from: value, to: value).isEmpty)
  }

  @Test func changesComeInTheOrderOfTheirPlaces() {
    let old: Value = ["b": 1, "a": ["x": 1, "y": 2], "c": [1, 2, 3], "gone": true]
    let new: Value = ["b": "1", "a": ["x": 1, "z": 3], "c": [1, 5], "new": .null]
    let difference = Difference(from: old, to: new)
    #expect(
      difference.changes.map { "\($0.pointer)" }
        == ["/a/y", "/a/z", "/b", "/c/1", "/c/2", "/gone", "/new"])
    #expect(
      difference.changes.map(\.kind) == [
        .removed(2), .added(3), .changed(old: 1, new: "1"), .changed(old: 2, new: 5), .removed(3),
        .removed(true), .added(.null),
      ])
  }

  @Test func integersAndFractionsDiffer() {
    #expect(
      Difference(from: 1, to: 1.0).changes.map(\.kind) == [.changed(old: 1, new: 1.0)])
  }

  @Test func namedElementsArePairedByName() {
    let old: Value = [
      "containers": [["name": "web", "image": "a"], ["name": "old"], ["name": "side", "x": 1]]
    ]
    let new: Value = [
      "containers": [["name": "side", "x": 1], ["name": "web", "image": "b"], ["name": "extra"]]
    ]
    let changes = Difference(from: old, to: new, matching: .byName).changes
    #expect(
      changes == [
        .init(
          pointer: ["containers", "1"], kind: .removed(["name": "old"]), label: "/containers[old]"),
        .init(
          pointer: ["containers", "1", "image"], kind: .changed(old: "a", new: "b"),
          label: "/containers[web]/image"),
        .init(
          pointer: ["containers", "2"], kind: .added(["name": "extra"]), label: "/containers[extra]"
        ),
      ])
  }

  @Test(
    arguments: [
      ([["name": "a"], ["name": "a"]], [["name": "a"], ["name": "b"]]),
      ([["name": "a"], 1], [["name": "a"], 2]),
      ([["name": "a"], ["value": 1]], [["name": "a"], ["value": 2]]),
    ] as [(Value, Value)])
  func otherListsArePairedByIndex(old: Value, new: Value) {
    let changes = Difference(from: old, to: new, matching: .byName).changes
    #expect(changes == Difference(from: old, to: new).changes)
    #expect(changes.count == 1)
    #expect(changes.first?.label.hasPrefix("[1]") == true)
  }

  @Test(arguments: 0..<50)
  func differencesAreFoundExactlyWhereValuesDiffer(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = Value.random(depth: 4, using: &generator)
    let new = Value.random(depth: 4, using: &generator)
    let difference = Difference(from: old, to: new)
    #expect(difference.isEmpty == (old == new))
    for change in difference.changes {
      switch change.kind {
      case .added(let value):
        #expect(old[change.pointer] == nil)
        #expect(new[change.pointer] == value)
      case .removed(let value):
        #expect(old[change.pointer] == value)
        #expect(new[change.pointer] == nil)
      case .changed(let before, let after):
        #expect(old[change.pointer] == before)
        #expect(new[change.pointer] == after)
      }
    }
  }
}
