import Documents
import Kubernetes
import Testing

@testable import DeployEngine

@Suite struct SchemaExtensionsTests {
  private let definition: Value = [
    "kind": "CustomResourceDefinition",
    "spec": [
      "versions": [
        ["schema": ["properties": ["a": ["x-kubernetes-validations": [1], "type": "string"]]]]
      ]
    ],
  ]

  private func error(_ lines: String) -> KubernetesError {
    .server(Status(code: 500, message: "failed to create typed patch object: \(lines)"))
  }

  @Test func whatAnOlderServerDoesNotKnowIsLeftOut() {
    let place = ".spec.versions[0].schema.properties.a.x-kubernetes-validations"
    let one = error("\(place): field not declared in schema")
    let several = error(
      "errors:\n  \(place): field not declared in schema\n  \(place): field not declared in schema")
    for error in [one, several] {
      #expect(SchemaExtensions.unknown(error, in: definition) == ["x-kubernetes-validations"])
    }
    let left = SchemaExtensions.remove(["x-kubernetes-validations"], from: definition)
    #expect(
      left["spec"]?["versions"]?[0]?["schema"] == ["properties": ["a": ["type": "string"]]])
  }

  @Test func aMisspeltFieldIsAnError() {
    let misspelt = error(".spec.versons: field not declared in schema")
    #expect(SchemaExtensions.unknown(misspelt, in: definition).isEmpty)
    let other = error(".spec.x-kubernetes-validations: field not declared in schema")
    #expect(SchemaExtensions.unknown(other, in: ["kind": "ConfigMap"]).isEmpty)
  }
}
