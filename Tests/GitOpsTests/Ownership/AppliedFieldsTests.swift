import Documents
import GitOps
import Testing

/// Whether somebody who applies an object names a field of it.
@Suite struct AppliedFieldsTests {
  private let replicas: Pointer = ["spec", "replicas"]

  private func applied(_ text: String) -> Value {
    [
      "metadata": [
        "annotations": ["kubectl.kubernetes.io/last-applied-configuration": .string(text)]
      ]
    ]
  }

  private func managed(_ manager: String, _ operation: String, _ fields: Value) -> Value {
    [
      "metadata": [
        "managedFields": [
          [
            "manager": .string(manager), "operation": .string(operation), "fieldsV1": fields,
          ]
        ]
      ]
    ]
  }

  @Test func whatWasAppliedLastTells() {
    #expect(AppliedFields.name(replicas, in: applied(#"{"spec":{"replicas":3}}"#)) == true)
    #expect(AppliedFields.name(replicas, in: applied(#"{"spec":{}}"#)) == false)
  }

  @Test func fieldsOfWhoeverAppliesOnTheServerTell() {
    let fields: Value = ["f:spec": ["f:replicas": [:]]]
    #expect(AppliedFields.name(replicas, in: managed("argocd-controller", "Apply", fields)) == true)
    #expect(AppliedFields.name(replicas, in: managed("flux", "Apply", ["f:spec": [:]])) == false)
    #expect(AppliedFields.name(replicas, in: managed("helm", "Update", fields)) == true)
  }

  @Test func whoeverOnlyChangesSomethingTellsNothing() {
    let fields: Value = ["f:spec": ["f:replicas": [:]]]
    #expect(AppliedFields.name(replicas, in: managed("kubectl-edit", "Update", fields)) == nil)
    #expect(AppliedFields.name(replicas, in: [:]) == nil)
  }
}
