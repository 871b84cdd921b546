import Documents
import Testing
import YAML

@testable import Kustomize

@Suite struct StrategicMergeTests {
  @Test(arguments: MergeCase.pods + MergeCase.objects)
  func mergesAsKustomizeDoes(_ example: MergeCase) throws {
    let merge = StrategicMerge(schema: .kustomize)
    let (object, patch) = (try example.value(example.object), try example.value(example.patch))
    guard let result = example.result else {
      #expect(throws: MergeError.self) { try merge.merge(patch, into: object) }
      return
    }
    let expected = result.isEmpty ? nil : try example.value(result)
    #expect(try merge.merge(patch, into: object) == expected)
  }

  @Test func withoutASchemaAllListsAreReplaced() throws {
    let object = try Value(yaml: "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}")
    let patch = try Value(yaml: "{apiVersion: v1, kind: Pod, spec: {containers: [{name: b}]}}")
    #expect(try StrategicMerge(schema: .empty).merge(patch, into: object) == patch)
  }

  @Test func aMismatchSaysWhereItIs() throws {
    let object = try Value(yaml: "{apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}")
    let patch = try Value(yaml: "{apiVersion: v1, kind: Pod, spec: {containers: x}}")
    #expect {
      try StrategicMerge(schema: .kustomize).merge(patch, into: object)
    } throws: { error in
      "\(error)" == "/spec/containers is a list, and the patch has a plain value there"
    }
  }
}

extension MergeCase {
  fileprivate func value(_ text: String) throws -> Value {
    let words = type.split(separator: " ").map(String.init)
    var object: Value = ["apiVersion": .string(words[0]), "kind": .string(words[1])]
    let content = try Value(yaml: text)
    if Self.pods.contains(where: { $0.name == name }) {
      object["spec"] = ["template": ["spec": content]]
    } else {
      for (key, value) in content.object ?? [:] { object[key] = value }
    }
    return object
  }
}
