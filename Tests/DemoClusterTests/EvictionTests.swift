import Documents
import HTTP
import Testing

@testable import DemoCluster

/// Evictions, and the budgets that stand in their way.
@Suite struct EvictionTests {
  private func cluster(replicas: Int, budget: String) async throws -> ControllerHarness {
    let cluster = try await ControllerHarness()
    try await cluster.apply(
      ControllerHarness.deployment("web", replicas: replicas) + """

        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: default}
        spec: {\(budget), selector: {matchLabels: {app: web}}}
        """)
    await cluster.advance(30)
    return cluster
  }

  private func evict(_ pod: String, on cluster: ControllerHarness) async throws -> APIClient.Answer
  {
    try await APIClient(server: cluster.server).post(
      "/api/v1/namespaces/default/pods/\(pod)/eviction",
      [
        "apiVersion": "policy/v1", "kind": "Eviction",
        "metadata": ["name": .string(pod), "namespace": "default"],
      ])
  }

  private func pods(_ cluster: ControllerHarness) async -> [String] {
    await cluster.list(.pods, "default").filter { !$0.isBeingDeleted }.map(\.objectName)
  }

  @Test(arguments: [
    ("minAvailable: 2", 3, 2), ("minAvailable: 50%", 3, 2), ("maxUnavailable: 1", 3, 2),
    ("minAvailable: 4", 3, 4), ("maxUnavailable: 0", 1, 1),
  ])
  func budgetsSayHowManyMayGo(budget: String, replicas: Int, wanted: Int64) async throws {
    let cluster = try await cluster(replicas: replicas, budget: budget)
    let status = await cluster.get(.podDisruptionBudgets, "default", "web")?["status"]
    let allowed = max(0, Int64(replicas) - wanted)
    #expect(status?["desiredHealthy"]?.integer == wanted)
    #expect(status?["currentHealthy"]?.integer == Int64(replicas))
    #expect(status?["disruptionsAllowed"]?.integer == allowed)
    #expect(
      status?.at("conditions")?[0]?["reason"]?.string
        == (allowed > 0 ? "SufficientPods" : "InsufficientPods"))
  }

  @Test func noMoreGoAtOnceThanTheBudgetAllows() async throws {
    let cluster = try await cluster(replicas: 3, budget: "minAvailable: 2")
    let names = await pods(cluster)
    #expect(try await evict(names[0], on: cluster).status == 201)
    let refused = try await evict(names[1], on: cluster)
    #expect(refused.status == 429)
    #expect(
      refused.message == "Cannot evict pod as it would violate the pod's disruption budget.")
    #expect(
      refused.value.at("details", "causes")?[0]?["message"]?.string
        == "The disruption budget web needs 2 healthy pods and has 3 currently")
    #expect(refused.headers["Retry-After"] == nil)
    // Once the deployment has made another, the next may go.
    await cluster.advance(30)
    #expect(try await evict(names[1], on: cluster).status == 201)
  }

  @Test func aPodUnderTwoBudgetsIsNeverEvicted() async throws {
    let cluster = try await cluster(replicas: 3, budget: "minAvailable: 1")
    try await cluster.apply(
      """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: other, namespace: default}
      spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
      """)
    let answer = try await evict(await pods(cluster)[0], on: cluster)
    #expect(answer.status == 500)
    #expect(answer.message.hasPrefix("This pod has more than one PodDisruptionBudget"))
  }

  @Test func cordonedNodesGetNoNewPods() async throws {
    let cluster = try await ControllerHarness()
    for node in ["talos01", "talos02"] {
      try await cluster.change(.nodes, "", node) { $0.set("spec", "unschedulable", to: true) }
    }
    try await cluster.apply(ControllerHarness.deployment("web", replicas: 3))
    await cluster.advance(30)
    let used = await cluster.list(.pods, "default").compactMap {
      $0.at("spec", "nodeName")?.string
    }
    #expect(used == ["talos03", "talos03", "talos03"])
    let taints = await cluster.get(.nodes, "", "talos01")?.at("spec", "taints")
    #expect(taints?[0]?["key"]?.string == "node.kubernetes.io/unschedulable")
    try await cluster.change(.nodes, "", "talos01") { $0.set("spec", "unschedulable", to: nil) }
    #expect(await cluster.get(.nodes, "", "talos01")?.at("spec", "taints") == nil)
  }

  @Test func theStandardClusterHasABudgetThatStandsInTheWay() async throws {
    let cluster = try await ControllerHarness(.standard)
    let budgets = await cluster.list(.podDisruptionBudgets)
    #expect(budgets.map(\.objectName) == ["coredns", "jellyfin"])
    #expect(budgets.map { $0.at("status", "expectedPods")?.integer } == [2, 1])
    #expect(budgets.map { $0.at("status", "disruptionsAllowed")?.integer } == [1, 0])
  }
}
