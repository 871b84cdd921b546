import DemoCluster
import Documents
import GitOps
import HTTP
import Kubernetes
import TestSupport
import Testing

/// Argo Rollouts and Flux: what is asked of them, on the demo cluster whose controllers answer, and
/// on a real API server.
@Suite(.timeLimit(.minutes(10)))
struct DeliveryTests {
  private func rollout(_ client: Client, _ name: String) async throws -> RolloutRow {
    RolloutRow(try await client.get(ObjectKey(.rollouts, namespace: "shop", name: name)))
  }

  @Test func aRolloutIsPromotedAbortedAndRetried() async throws {
    let server = Scenario.delivery.makeServer()
    let client = Client(transport: server)
    let name = ObjectName(namespace: "shop", name: "storefront")
    let paused = try await rollout(client, "storefront")
    #expect(paused.phase == "Paused" && paused.step == 1 && paused.weight == 20)
    #expect(try await client.perform(.promote, on: name) == nil)
    await server.advance(by: .seconds(15))
    #expect(try await rollout(client, "storefront").weight == 50)
    #expect(try await client.perform(.abort, on: name) == nil)
    await server.advance(by: .seconds(5))
    #expect(try await rollout(client, "storefront").isAborted)
    #expect(try await client.perform(.promote, on: name) == .aborted)
    #expect(try await client.perform(.retry, on: name) == nil)
    await server.advance(by: .seconds(20))
    #expect(try await rollout(client, "storefront").pauses == ["CanaryPauseStep"])
    #expect(try await client.perform(.promoteFully, on: name) == nil)
    await server.advance(by: .seconds(20))
    let done = try await rollout(client, "storefront")
    #expect(done.isFullyPromoted && done.health == .healthy && done.updated == 5)
    #expect(try await client.perform(.promote, on: name) == .nothingToPromote)
  }

  @Test func fluxIsAskedSuspendedAndResumed() async throws {
    let server = Scenario.delivery.makeServer()
    let client = Client(transport: server)
    let kinds = FluxKind.all(in: try await client.discover().kinds)
    let seconds = await server.now.milliseconds / 1000
    let flux = FluxOperator(client, kinds: kinds, now: { Timestamp(seconds: seconds) })
    let apps = FluxRow.Reference(
      .kustomization, ObjectName(namespace: "flux-system", name: "apps"))
    let asked = try await flux.perform(.reconcile, on: apps, withSource: true)
    #expect(asked.isRequested)
    await server.advance(by: .seconds(5))
    let key = ObjectKey(try #require(kinds[.kustomization]), apps.name)
    let heeded = try #require(FluxRow(try await client.get(key)))
    #expect(
      !heeded.isRequested && heeded.isReady == true && heeded.revision.hasPrefix("main@sha1:"))
    #expect(try await flux.perform(.suspend, on: apps).isSuspended)
    await #expect(throws: FluxOperator.Failure.self) {
      _ = try await flux.perform(.reconcile, on: apps)
    }
    #expect(try await flux.perform(.resume, on: apps).isSuspended == false)
  }

  // MARK: On a real server

  private func definition(
    _ group: String, _ kind: String, _ plural: String, hasStatus: Bool
  ) -> String {
    """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: \(plural).\(group)}
    spec:
      group: \(group)
      scope: Namespaced
      names: {kind: \(kind), listKind: \(kind)List, plural: \(plural), singular: \(kind.lowercased())}
      versions:
        - name: \(kind == "Rollout" ? "v1alpha1" : "v1")
          served: true
          storage: true
          schema:
            openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
          subresources: {\(hasStatus ? "status: {}" : "")}

    """
  }

  private static let rollout = """
    apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata: {name: web}
    spec: {paused: true, replicas: 2, strategy: {canary: {steps: [{setWeight: 50}, {pause: {}}]}}}
    status:
      currentPodHash: b
      stableRS: a
      currentStepIndex: 1
      pauseConditions: [{reason: CanaryPauseStep, startTime: "2026-03-04T09:00:00Z"}]

    """

  /// Without a status of its own first, as the oldest versions have it, and then with one.
  @Test(.apiServer, .fixtures) func aRolloutIsPromotedWithAndWithoutAStatusOfItsOwn() async throws {
    let bed = try await ArgoBed("rollouts")
    for hasStatus in [false, true] {
      try await bed.kubectl(
        "apply", "-f", "-",
        input: definition("argoproj.io", "Rollout", "rollouts", hasStatus: hasStatus))
      try await bed.kubectl.waitForDefinitions("rollouts.argoproj.io")
      let key = ObjectKey(.rollouts, namespace: bed.namespace, name: "web")
      // The server takes up a changed definition a moment later.
      while try await statusIsApart(bed) != hasStatus { await Task.yield() }
      try await bed.kubectl(
        "apply", "-n", bed.namespace, "-f", "-", input: Self.rollout)
      if hasStatus {
        _ = try await bed.client.patch(
          key, subresource: "status", .merge,
          ["status": ["pauseConditions": [["reason": "CanaryPauseStep"]], "abort": .null]])
      }
      #expect(try await bed.client.perform(.promote, on: key.name) == nil)
      let promoted = RolloutRow(try await bed.client.get(key))
      #expect(!promoted.isHeld && promoted.pauses.isEmpty && promoted.step == 1)
      #expect(try await bed.client.perform(.abort, on: key.name) == nil)
      #expect(RolloutRow(try await bed.client.get(key)).isAborted)
      #expect(try await bed.client.perform(.retry, on: key.name) == nil)
      #expect(try await bed.client.perform(.promoteFully, on: key.name) == nil)
      let done = RolloutRow(try await bed.client.get(key))
      #expect(!done.isAborted && done.isPromotingFully)
    }
  }

  private func statusIsApart(_ bed: ArgoBed) async throws -> Bool {
    let list = try await bed.client.value(Request(.get, "/apis/argoproj.io/v1alpha1"))
    return list["resources"]?.array?.contains { $0["name"] == "rollouts/status" } == true
  }

  @Test(.apiServer, .fixtures) func fluxIsAskedOnARealServer() async throws {
    let bed = try await ArgoBed("flux")
    let group = "kustomize.toolkit.fluxcd.io"
    try await bed.kubectl(
      "apply", "-f", "-",
      input: definition(group, "Kustomization", "kustomizations", hasStatus: true))
    try await bed.kubectl.waitForDefinitions("kustomizations.\(group)")
    try await bed.kubectl(
      "create", "-n", bed.namespace, "-f", "-",
      input: """
        apiVersion: \(group)/v1
        kind: Kustomization
        metadata: {name: apps}
        spec: {interval: 10m, path: ./apps, prune: true, sourceRef: {kind: GitRepository, name: fleet}}

        """)
    let kind = ResourceKind(
      group: group, version: "v1", plural: "kustomizations", kind: "Kustomization")
    let flux = FluxOperator(
      bed.client, kinds: [.kustomization: kind], now: { Timestamp(seconds: ArgoBed.now) })
    let apps = FluxRow.Reference(
      .kustomization, ObjectName(namespace: bed.namespace, name: "apps"))
    #expect(try await flux.perform(.reconcile, on: apps).requested == "2026-03-04T09:00:00Z")
    #expect(try await flux.perform(.suspend, on: apps).isSuspended)
    _ = try await flux.perform(.resume, on: apps)
    let spec = try await bed.client.get(ObjectKey(kind, apps.name))["spec"]
    #expect(spec?["suspend"] == nil && spec?["prune"] == true)
    await #expect(throws: FluxOperator.Failure.kindMissing(.gitRepository)) {
      _ = try await flux.perform(.reconcile, on: apps, withSource: true)
    }
  }
}
