import Documents
import Testing

@testable import DeployEngine

@Suite struct ManagedFieldsTests {
  private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

  private func object(_ entries: Value..., lastApplied: String? = nil) -> Value {
    var object: Value = ["metadata": ["managedFields": .array(entries)]]
    if let lastApplied {
      object["metadata"]?["annotations"] = [Self.annotation: .string(lastApplied)]
    }
    return object
  }

  private func entry(_ manager: String, _ operation: Value, _ fields: Value) -> Value {
    [
      "manager": .string(manager), "operation": operation, "apiVersion": "v1",
      "fieldsV1": fields,
    ]
  }

  private let applied: Value = [
    "f:metadata": ["f:annotations": ["f:\(annotation)": [:]]],
    "f:spec": ["f:size": [:], "f:default": [:]],
  ]

  @Test func whoeverWroteTheAnnotationIsAPredecessor() {
    let managed = ManagedFields(
      of: object(
        entry("kubectl-client-side-apply", "Update", applied),
        entry("kubectl-edit", "Update", ["f:spec": ["f:note": [:]]]),
        entry("argocd-controller", "Apply", ["f:spec": ["f:size": [:]]])))
    #expect(
      managed.predecessors(of: "duet").map(\.manager) == ["kubectl-client-side-apply"])
  }

  @Test func kubectlIsAPredecessorUntilDuetHasApplied() {
    let fields: Value = ["f:spec": ["f:size": [:]]]
    let before = ManagedFields(of: object(entry("kubectl", "Apply", fields)))
    #expect(before.predecessors(of: "duet").count == 1)
    let after = ManagedFields(
      of: object(entry("duet", "Apply", fields), entry("kubectl", "Apply", fields)))
    #expect(after.predecessors(of: "duet").isEmpty)
  }

  @Test func whatWasSaidBecomesOnesOwnAndTheRestNobodys() {
    let managed = ManagedFields(
      of: object(
        entry("kubectl-client-side-apply", "Update", applied),
        entry("hpa", "Update", ["f:spec": ["f:replicas": [:]]]),
        lastApplied: #"{"spec":{"size":3}}"#))
    let migrated = managed.migrated(to: "duet")
    #expect(migrated.entries.map(\.manager) == ["duet", "hpa"])
    #expect(
      migrated.applied(by: "duet").value == [
        "f:metadata": ["f:annotations": ["f:\(Self.annotation)": [:]]],
        "f:spec": ["f:size": [:]],
      ])
  }

  @Test func whatIsOnesOwnAlreadyIsKept() {
    let managed = ManagedFields(
      of: object(
        entry("duet", "Apply", ["f:spec": ["f:mine": [:]]]),
        entry("kubectl-client-side-apply", "Update", applied),
        lastApplied: #"{"spec":{"size":3}}"#))
    let migrated = managed.migrated(to: "duet")
    #expect(migrated.entries.count == 1)
    #expect(migrated.applied(by: "duet").contains(["f:spec", "f:mine"]))
    #expect(migrated.applied(by: "duet").contains(["f:spec", "f:size"]))
    #expect(migrated.migrated(to: "duet") == migrated)
  }
}
