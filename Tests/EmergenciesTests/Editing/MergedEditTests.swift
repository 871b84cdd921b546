import Documents
import Emergencies
import GitOps
import SeedSupport
import Testing

@Suite struct MergedEditTests {
  func merge(
    _ opened: Value, mine: Value, theirs: Value, _ choices: [FieldPath: EditDraft.Side] = [:]
  ) -> MergedEdit {
    MergedEdit(opened: opened, edited: mine, live: theirs, choices: choices)
  }

  static let replicas: Pointer = ["spec", "replicas"]

  @Test func anUnchangedObjectBecomesExactlyWhatWasTyped() throws {
    let opened = try Objects.deployment()
    let live = try Objects.deployment(version: "57").with(["status", "replicas"], 1)
    let merged = merge(opened, mine: opened.with(Self.replicas, 5), theirs: live)
    #expect(merged.object == live.with(Self.replicas, 5))
    #expect(merged.meanwhile.isEmpty)
    #expect(merged.edits.map(\.after) == [5])
  }

  @Test func fieldsOfDifferentPeopleAreBothTaken() throws {
    let opened = try Objects.deployment()
    let merged = merge(
      opened, mine: opened.with(Objects.image, "web:2"),
      theirs: opened.with(Objects.proxyImage, "proxy:2").with(Self.replicas, 3))
    #expect(merged.conflicts.isEmpty)
    #expect(
      merged.object
        == opened.with(Objects.image, "web:2").with(Objects.proxyImage, "proxy:2")
        .with(Self.replicas, 3))
    #expect(
      merged.meanwhile.map(\.path.description)
        == ["spec.replicas", "spec.template.spec.containers[proxy].image"])
    #expect(
      merged.edits.map(\.path.description) == ["spec.template.spec.containers[web].image"])
  }

  @Test func oneFieldOfTwoPeopleIsAConflict() throws {
    let opened = try Objects.deployment()
    let (mine, theirs) = (opened.with(Self.replicas, 5), opened.with(Self.replicas, 3))
    let merged = merge(opened, mine: mine, theirs: theirs)
    let path: FieldPath = ["spec", "replicas"]
    #expect(merged.conflicts == [EditConflict(path: path, opened: 2, yours: 5, theirs: 3)])
    #expect(merged.object == theirs)
    #expect(merge(opened, mine: mine, theirs: theirs, [path: .mine]).object == mine)
    let yielding = merge(opened, mine: mine, theirs: theirs, [path: .theirs])
    #expect(yielding.object == theirs)
    #expect(yielding.edits.isEmpty)
  }

  @Test func theSameChangeOfTwoPeopleIsNoConflict() throws {
    let opened = try Objects.deployment()
    let changed = opened.with(Self.replicas, 5)
    let merged = merge(opened, mine: changed, theirs: changed)
    #expect(merged.conflicts.isEmpty)
    #expect(merged.edits.isEmpty)
  }

  @Test func elementsAreFoundWhereverTheyAre() throws {
    let opened = try Objects.deployment()
    let containers: Pointer = ["spec", "template", "spec", "containers"]
    let list = try #require(opened[containers]?.array)
    let merged = merge(
      opened, mine: opened.with(Objects.image, "web:2"),
      theirs: opened.with(containers, .array(list.reversed())))
    #expect(merged.conflicts.isEmpty)
    #expect(merged.object[Objects.proxyImage] == "web:2")
  }

  @Test func aFieldOfSomethingThatWasRemovedIsAConflict() throws {
    let opened = try Objects.deployment()
    let containers: Pointer = ["spec", "template", "spec", "containers"]
    let list = try #require(opened[containers]?.array)
    let added = opened.with(
      ["spec", "template", "spec", "containers", "1", "env"], [["name": "A", "value": "b"]])
    let merged = merge(
      opened, mine: added, theirs: opened.with(containers, .array(Array(list.prefix(1)))))
    #expect(merged.conflicts.count == 1)
  }

  @Test func removingWhatSomebodyHasChangedIsAConflict() throws {
    let opened = try Objects.deployment()
    let env: Pointer = ["spec", "template", "spec", "containers", "0", "env"]
    let merged = merge(
      opened, mine: opened.with(env, nil),
      theirs: opened.with(env.appending("0"), ["name": "COLOR", "value": "red"]))
    #expect(
      merged.conflicts.map(\.path.description)
        == ["spec.template.spec.containers[web].env[COLOR]"])
  }

  @Test func annotationsOfTwoPeopleAreBothTakenWhereThereWereNone() throws {
    let opened = try Objects.deployment().with(["metadata", "annotations"], nil)
    let merged = merge(
      opened, mine: opened.with(["metadata", "annotations", "a"], "1"),
      theirs: opened.with(["metadata", "annotations", "b"], "2"))
    #expect(merged.conflicts.isEmpty)
    #expect(merged.object["metadata"]?["annotations"] == ["a": "1", "b": "2"])
  }

  @Test func aListThatIsOneValueIsMergedAsOne() throws {
    let opened = try Objects.deployment().with(["spec", "args"], ["a", "b"])
    let merged = merge(
      opened, mine: opened.with(["spec", "args"], ["a", "b", "c"]),
      theirs: opened.with(["spec", "args"], ["z", "a", "b"]))
    #expect(merged.conflicts.map(\.path.description) == ["spec.args"])
  }

  @Test(arguments: 0..<200)
  func editsOfDifferentFieldsCommute(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let opened = try Objects.deployment()
    // Each change by itself, dealt to one person or the other.
    let changes: [(inout Value) -> Void] = [
      { $0[Self.replicas] = 7 }, { $0[Objects.image] = "web:9" },
      { $0[Objects.proxyImage] = "proxy:9" }, { $0[["metadata", "labels", "team"]] = "a" },
      { $0[["metadata", "annotations", "note"]] = "b" },
      { $0[["spec", "template", "spec", "containers", "0", "env", "0", "value"]] = "green" },
      {
        $0[["spec", "template", "spec", "containers", "0", "resources"]] = ["limits": ["cpu": "1"]]
      },
      { $0[["spec", "strategy"]] = ["type": "Recreate"] },
      { $0[["spec", "template", "spec", "nodeSelector"]] = ["disk": "ssd"] },
    ]
    var (mine, theirs, both) = (opened, opened, opened)
    for change in changes {
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        change(&mine)
        change(&both)
      case 1:
        change(&theirs)
        change(&both)
      default: break
      }
    }
    let one = merge(opened, mine: mine, theirs: theirs)
    let other = merge(opened, mine: theirs, theirs: mine)
    #expect(one.conflicts.isEmpty)
    #expect(one.object == both)
    #expect(other.object == both)
  }
}
