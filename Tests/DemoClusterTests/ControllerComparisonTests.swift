import Documents
import Testing
import YAML

@testable import DemoCluster

/// What counts as a difference between Git and the cluster, and what doesn't.
@Suite struct ControllerComparisonTests {
  private func differences(
    _ wanted: String, _ live: String, applied: String? = nil
  ) throws -> [String] {
    try Comparison.differences(
      wanted: Value(yaml: wanted), live: Value(yaml: live),
      applied: applied.map { try Value(yaml: $0) })
  }

  @Test func defaultsAndStatusDontCount() throws {
    let paths = try differences(
      "spec: {replicas: 2}", "{spec: {replicas: 2, paused: false}, status: {replicas: 1}}")
    #expect(paths.isEmpty)
  }

  @Test func aChangedFieldCounts() throws {
    #expect(try differences("spec: {replicas: 2}", "spec: {replicas: 5}") == ["spec.replicas"])
  }

  @Test func aFieldThatIsMissingCounts() throws {
    #expect(try differences("data: {a: x}", "data: {b: y}") == ["data.a"])
  }

  @Test func containersAreFoundByTheirNames() throws {
    let wanted = "spec: {containers: [{name: web, image: \"web:2\"}]}"
    let live = "spec: {containers: [{name: proxy, image: p}, {name: web, image: \"web:1\"}]}"
    #expect(try differences(wanted, live) == ["spec.containers[web].image"])
  }

  @Test func amountsAreComparedByWhatTheyMean() throws {
    #expect(try differences("spec: {cpu: 1}", "spec: {cpu: 1000m}").isEmpty)
    #expect(try differences("spec: {memory: 1Gi}", "spec: {memory: 1024Mi}").isEmpty)
    #expect(try !differences("spec: {memory: 1Gi}", "spec: {memory: 1000Mi}").isEmpty)
  }

  @Test func whatHasGoneFromGitCounts() throws {
    let paths = try differences(
      "spec: {env: [{name: A, value: x}]}",
      "spec: {env: [{name: A, value: x}, {name: B, value: y}]}",
      applied: "spec: {env: [{name: A, value: x}, {name: B, value: y}]}")
    #expect(paths == ["spec.env[B]"])
  }

  @Test func whatSomebodyAddedDoesntCount() throws {
    let paths = try differences(
      "metadata: {labels: {app: web}}", "metadata: {labels: {app: web, note: mine}}",
      applied: "metadata: {labels: {app: web}}")
    #expect(paths.isEmpty)
  }

  @Test func ignoredFieldsAreTakenOut() throws {
    let object = try Value(
      yaml: "spec: {replicas: 2, template: {spec: {containers: [{image: a}]}}}")
    let rest = Comparison.removing(
      ["/spec/replicas", "/spec/template/spec/containers/0/image"], from: object)
    #expect(rest == (try Value(yaml: "spec: {template: {spec: {containers: [{}]}}}")))
  }
}
