import Kubernetes
import Testing

@testable import DeployEngine

@Suite struct ImmutabilityTests {
  private func invalid(_ causes: (field: String, message: String)...) -> KubernetesError {
    .invalid(
      Status(
        code: 422, message: "invalid",
        causes: causes.map {
          .init(reason: "FieldValueInvalid", message: $0.message, field: $0.field)
        }))
  }

  @Test(arguments: [
    ("spec.selector", "Invalid value: {}: field is immutable"),
    ("data", "Forbidden: field is immutable when `immutable` is set"),
    ("roleRef", "Invalid value: rbac.RoleRef{}: cannot change roleRef"),
    ("spec.clusterIPs[0]", "Invalid value: []: may not change once set"),
    (
      "spec",
      "Forbidden: updates to statefulset spec for fields other than 'replicas', 'template', and "
        + "'updateStrategy' are forbidden"
    ),
    ("provisioner", "Forbidden: updates to provisioner are forbidden."),
    ("spec", "Forbidden: spec is immutable after creation except resources.requests"),
    ("spec", "Forbidden: pod updates may not change fields other than `spec.containers[*].image`"),
  ])
  func theServersWordsAreKnown(_ field: String, _ message: String) {
    #expect(Immutability.fields(invalid((field, message))) == [field])
  }

  @Test func whatIsWrongBesidesIsAnError() {
    let error = invalid(
      ("spec.selector", "field is immutable"), ("spec.replicas", "must be greater than 0"))
    #expect(Immutability.fields(error) == nil)
    #expect(Immutability.fields(.notFound(Status(code: 404, message: "immutable"))) == nil)
  }
}
