import Documents
import Testing
import YAML

@testable import Kustomize

@Suite struct FieldPathTests {
  private static let object = """
    {spec: {list: [{name: a, v: 1}, {name: b, v: 2}], words: [x, z], none: null, empty: []},
     labels: {a.b/c: d}}
    """

  @Test(arguments: [
    ("spec.list.[name=b].v", "2"), ("spec.list.0.v", "1"), ("spec.list.-.v", "2"),
    ("spec.words.[=z]", "z"), (#"labels.a\.b/c"#, "d"), ("labels.[a.b/c]", "d"),
    ("spec..words.0", "x"), (".spec.words.0", "x"),
  ])
  func leadsToOneValue(_ path: String, _ value: String) throws {
    let found = try FieldPath(path).lookUp(in: try Value(yaml: Self.object))
    #expect(found?.value == (try Value(yaml: value)))
  }

  @Test(arguments: ["spec.zz", "spec.list.7", "spec.list.[name=.*]", "spec.none.x", "spec.empty.-"])
  func leadsToNothing(_ path: String) throws {
    #expect(try FieldPath(path).lookUp(in: try Value(yaml: Self.object)) == nil)
  }

  @Test(arguments: ["spec.list.*.v", "spec.list.name", "spec.words.[y]", "labels.0"])
  func failsWhereThereAreNoSuchFields(_ path: String) {
    #expect(throws: FieldPath.Failure.self) {
      try FieldPath(path).lookUp(in: try Value(yaml: Self.object))
    }
  }

  @Test func aVariablesPathTakesIndicesInBrackets() throws {
    let found = try FieldPath(ofVariable: "spec.list[1].v").lookUp(
      in: try Value(yaml: Self.object))
    #expect(found?.value == 2)
  }

  @Test(arguments: [
    ("spec.list.*.v", "[{name: a, v: new}, {name: b, v: new}]", 2),
    ("spec.list.[name=a|b].v", "[{name: a, v: new}, {name: b, v: new}]", 2),
    ("spec.list.[name=c].v", "[{name: a, v: 1}, {name: b, v: 2}, {name: c, v: new}]", 1),
    ("spec.list.2", "[{name: a, v: 1}, {name: b, v: 2}, new]", 1),
    ("spec.list.1.w", "[{name: a, v: 1}, {name: b, v: 2, w: new}]", 1),
  ])
  func changesAndMakesFields(_ path: String, _ list: String, _ count: Int) throws {
    var value = try Value(yaml: Self.object)
    let changed = try FieldPath(path).change(in: &value, creating: .scalar) {
      (target) throws(FieldPath.Failure) in target.value = "new"
    }
    #expect(changed == count)
    #expect(value["spec"]?["list"] == (try Value(yaml: list)))
  }

  @Test func makesNothingUnasked() throws {
    var value = try Value(yaml: Self.object)
    let changed = try FieldPath("spec.other").change(in: &value, creating: .nothing) { _ in }
    #expect(changed == 0)
    #expect(value == (try Value(yaml: Self.object)))
  }
}
