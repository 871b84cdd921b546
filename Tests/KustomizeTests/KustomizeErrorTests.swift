import Kustomize
import Testing

@Suite struct KustomizeErrorTests {
  @Test func everyProblemHasALineOfItsOwn() {
    let error = KustomizeError([
      .init(file: "a/kustomization.yaml", line: 3, reason: "unknown field \"resource\""),
      .init(file: "a", reason: "has no kustomization"),
    ])
    #expect(
      "\(error)" == "a/kustomization.yaml:3: unknown field \"resource\"\na: has no kustomization")
  }
}
