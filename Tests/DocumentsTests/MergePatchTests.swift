import Documents
import SeedSupport
import Testing

struct MergePatchTests {
  // The cases of RFC 7386, appendix A.
  @Test(
    arguments: [
      (["a": "b"], ["a": "c"], ["a": "c"]),
      (["a": "b"], ["b": "c"], ["a": "b", "b": "c"]),
      (["a": "b"], ["a": .null], [:]),
      (["a": "b", "b": "c"], ["a": .null], ["b": "c"]),
      (["a": ["b"]], ["a": "c"], ["a": "c"]),
      (["a": "c"], ["a": ["b"]], ["a": ["b"]]),
      (["a": ["b": "c"]], ["a": ["b": "d", "c": .null]], ["a": ["b": "d"]]),
      (["a": [["b": "c"]]], ["a": [1]], ["a": [1]]),
      (["a", "b"], ["c", "d"], ["c", "d"]),
      (["a": "b"], ["c"], ["c"]),
      (["a": "foo"], .null, .null),
      (["a": "foo"], "bar", "bar"),
      (["e": .null], ["a": 1], ["e": .null, "a": 1]),
      ([1, 2], ["a": "b", "c": .null], ["a": "b"]),
      ([:], ["a": ["bb": ["ccc": .null]]], ["a": ["bb": [:]]]),
    ] as [(Value, Value, Value)])
  func patchesMerge(target: Value, patch: Value, result: Value) {
    #expect(target.applying(mergePatch: patch) == result)
  }

  @Test func patchSaysOnlyWhatChanged() {
    let old: Value = ["spec": ["replicas": 1, "paused": true, "template": ["a": 1]], "kind": "X"]
    let new: Value = ["spec": ["replicas": 3, "template": ["a": 1]], "kind": "X"]
    #expect(old.mergePatch(to: new) == ["spec": ["replicas": 3, "paused": .null]])
  }

  @Test(arguments: 0..<50)
  func aPatchMadeFromTwoValuesLeadsFromOneToTheOther(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = Value.random(depth: 4, using: &generator).withoutNulls
    let new = Value.random(depth: 4, using: &generator).withoutNulls
    #expect(old.applying(mergePatch: old.mergePatch(to: new)) == new)
  }
}

extension Value {
  /// Merge patches cannot set a field to null.
  fileprivate var withoutNulls: Value {
    switch self {
    case .object(let fields):
      .object(fields.filter { !$0.value.isNull }.mapValues(\.withoutNulls))
    case .array(let elements): .array(elements.map(\.withoutNulls))
    default: self
    }
  }
}
