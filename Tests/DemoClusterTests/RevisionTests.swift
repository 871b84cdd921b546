import Documents
import Testing

@testable import DemoCluster

/// What workloads remember of the templates they had, and the way back.
@Suite struct RevisionTests {
  private static let set = """
    apiVersion: apps/v1
    kind: KIND
    metadata: {name: db, namespace: default, annotations: {kubernetes.io/change-cause: first}}
    spec:
      revisionHistoryLimit: 2
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
            - {name: main, image: "postgres:18", env: [{name: MODE, value: safe}]}
    """

  private func revisions(_ cluster: ControllerHarness) async -> [Value] {
    await cluster.list(.controllerRevisions, "default")
      .sorted { ($0["revision"]?.integer ?? 0) < ($1["revision"]?.integer ?? 0) }
  }

  @Test(arguments: [("StatefulSet", ResourceID.statefulSets), ("DaemonSet", .daemonSets)])
  func aRevisionIsThePatchThatBringsItBack(kind: String, resource: ResourceID) async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(Self.set.replacing("KIND", with: kind))
    await cluster.advance(30)
    let before = await cluster.get(resource, "default", "db")?.at("spec", "template")
    try await cluster.change(resource, "default", "db") { set in
      set.set(
        "spec", "template", "spec", "containers", to: [["name": "main", "image": "postgres:19"]])
    }
    await cluster.advance(60)
    let first = await revisions(cluster).first
    #expect(first?.annotation("kubernetes.io/change-cause") == "first")
    let answer = try await APIClient(server: cluster.server).patch(
      "/apis/apps/v1/namespaces/default/\(resource.plural)/db", first?["data"] ?? .null,
      "strategic-merge")
    #expect(answer.status == 200)
    #expect(answer.value.at("spec", "template") == before)
    await cluster.advance(60)
    // The old revision is the newest now.
    let numbers = await revisions(cluster).map { $0["revision"]?.integer }
    #expect(numbers == [2, 3])
  }

  @Test func noMoreRevisionsAreKeptThanAskedFor() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(Self.set.replacing("KIND", with: "StatefulSet"))
    for tag in 19..<25 {
      await cluster.advance(60)
      try await cluster.change(.statefulSets, "default", "db") { set in
        set.set(
          "spec", "template", "spec", "containers",
          to: [["name": "main", "image": .string("postgres:\(tag)")]])
      }
    }
    await cluster.advance(60)
    // The current one, and two to go back to.
    #expect(await revisions(cluster).count == 3)
  }

  @Test func replicaSetsSayWhyTheyCame() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(ControllerHarness.deployment("web"))
    await cluster.advance(10)
    try await cluster.change(.deployments, "default", "web") { object in
      object.set("metadata", "annotations", "kubernetes.io/change-cause", to: "nginx 2")
      object.set(
        "spec", "template", "spec", "containers", to: [["name": "main", "image": "nginx:2"]])
    }
    await cluster.advance(30)
    let sets = await cluster.list(.replicaSets, "default")
    let causes = sets.sorted { $0.created < $1.created }
      .map { $0.annotation("kubernetes.io/change-cause") }
    #expect(causes == [nil, "nginx 2"])
    #expect(
      Set(sets.map { $0.annotation("deployment.kubernetes.io/revision") }) == ["1", "2"])
  }
}
