import DemoCluster
import DeployEngine
import Documents
import GitOps
import HTTP
import Kubernetes
import Testing

/// Deploys to the demo cluster, which reads requests on its own and is strict about them.
@Suite struct DemoClusterTests {
  let server = DemoAPIServer()
  let stack = Stack(path: "infrastructure/base/web", name: "web", source: .plain)

  var client: Client { Client(transport: server, pacing: .immediate) }

  func plan(_ files: [String: String]) async throws(DeployError) -> Plan {
    try await Planner(client).plan(stack, in: Fixture.Files(files))
  }

  func apply(_ plan: Plan, _ options: Applier.Options = Applier.Options()) async -> ChangeSet {
    await Applier(client, options: options, pacing: .immediate).apply(plan) { _ in }
  }

  static func deployment(image: String) -> String {
    manifest(
      "Deployment", "web", in: "shop", apiVersion: "apps/v1",
      """
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: \(image)
              ports: [{containerPort: 8080}]
      """)
  }

  static func files(image: String = "web:1") -> [String: String] {
    [
      "deployment.yaml": deployment(image: image),
      "namespace.yaml": manifest("Namespace", "shop"),
      "other.yaml": manifest("ConfigMap", "settings", in: "shop", "data: {color: blue}")
        + manifest(
          "Service", "web", in: "shop", "spec: {selector: {app: web}, ports: [{port: 80}]}"),
    ]
  }

  @Test func aNewStackIsCreatedAndThenUpToDate() async throws {
    let first = try await plan(Self.files())
    #expect(
      first.lines == [
        "Namespace shop: create", "ConfigMap shop/settings: create", "Service shop/web: create",
        "Deployment shop/web: create",
      ])
    let changes = await apply(first)
    #expect(changes.ending == .complete)
    #expect(changes.entries.allSatisfy { $0.outcome == .created })

    let second = try await plan(Self.files())
    #expect(second.isUpToDate, "\(second.items.map(\.differences))")
    #expect(second.items.map(\.isSettled) == [true, true, true, true])
  }

  @Test func planningLeavesNoTrace() async throws {
    _ = try await plan(Self.files())
    await #expect(throws: KubernetesError.self) {
      try await client.get(ObjectKey(.namespaces, name: "shop"))
    }
  }

  @Test func oneChangedFieldIsOneDifference() async throws {
    _ = await apply(try await plan(Self.files()))
    let second = try await plan(Self.files(image: "web:2"))
    let deployment = try #require(second.items.last)
    #expect(second.counts.change == 1)
    #expect(
      deployment.differences.map(\.label) == ["/spec/template/spec/containers[web]/image"])
    #expect(second.restarts.map(\.pods) == [2])
    let changes = await apply(second)
    #expect(
      changes.lines == [
        "Namespace shop: unchanged", "ConfigMap shop/settings: unchanged",
        "Service shop/web: unchanged", "Deployment shop/web: configured",
      ])
  }

  @Test func whatLeavesTheFileLeavesTheObject() async throws {
    func files(_ data: String) -> [String: String] {
      ["a.yaml": manifest("ConfigMap", "settings", data)]
    }
    _ = await apply(try await plan(files("data: {color: blue, size: '1'}")))
    let second = try await plan(files("data: {color: blue}"))
    #expect(
      second.items.first?.differences.map(\.kind) == [.removed("1")])
  }

  @Test func fieldsOfOthersAreConflicts() async throws {
    _ = await apply(try await plan(Self.files()))
    let key = ObjectKey(.configMaps, namespace: "shop", name: "settings")
    _ = try await client.apply(
      key,
      [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": ["name": "settings", "namespace": "shop"], "data": ["color": "red"],
      ], ApplyOptions(fieldManager: "somebody", isForced: true))

    let second = try await plan(Self.files())
    #expect(second.lines.contains("ConfigMap shop/settings: conflict somebody .data.color"))
    let refused = await apply(second)
    #expect(refused.entries.allSatisfy { $0.outcome == .notApplied })

    let forced = await apply(second, Applier.Options(forcesConflicts: true))
    #expect(forced.ending == .complete)
    #expect(try await client.get(key)["data"]?["color"] == "blue")
  }

  @Test func aDefinitionAndItsObjectsAreOneDeploy() async throws {
    let definition = manifest(
      "CustomResourceDefinition", "widgets.example.com", apiVersion: "apiextensions.k8s.io/v1",
      """
      spec:
        group: example.com
        names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              x-kubernetes-preserve-unknown-fields: true
      """)
    let files = ["a.yaml": manifest("Widget", "w", apiVersion: "example.com/v1") + definition]
    let first = try await plan(files)
    #expect(first.counts.create == 2)
    let changes = await apply(first)
    #expect(changes.ending == .complete, "\(changes.lines)")
    #expect(try await plan(files).isUpToDate)
  }

  @Test func anUnknownFieldIsAnErrorBeforeAnythingIsDone() async throws {
    let files = ["a.yaml": manifest("ConfigMap", "a", "dta: {x: y}") + manifest("ConfigMap", "b")]
    let first = try await plan(files)
    #expect(first.counts.error == 1)
    #expect(await apply(first).entries.allSatisfy { $0.outcome == .notApplied })
  }

  /// The demo cluster behind a network that loses some requests on their way.
  struct Gate: Transport {
    let server: DemoAPIServer
    let isLost: @Sendable (Request) -> Bool

    func send(_ request: Request) async throws(TransportError) -> Response {
      guard !isLost(request) else { throw TransportError(.cannotConnect) }
      return try await server.send(request)
    }
  }

  @Test func aServerThatGoesAwayHalfWayIsToldExactly() async throws {
    let first = try await plan(Self.files())
    let gate = Gate(server: server) { $0.target.contains("/services/") }
    let applier = Applier(
      Client(transport: gate, pacing: .immediate), options: .init(concurrency: 1),
      pacing: .immediate)
    #expect(
      await applier.apply(first) { _ in }.lines == [
        "Namespace shop: created", "ConfigMap shop/settings: created",
        "Service shop/web: failed: nothing answers at the server's address",
        "Deployment shop/web: not applied",
      ])
    let resumed = await apply(try await plan(Self.files()))
    #expect(resumed.ending == .complete)
    #expect(resumed.entries.map(\.outcome) == [.unchanged, .unchanged, .created, .created])
  }

  @Test func aWebhookThatRefusesIsSaidInItsWords() async throws {
    await server.refuse { attempt in
      attempt.object["kind"] == "Service" ? Refusal(message: "no services today") : nil
    }
    let first = try await plan([
      "a.yaml": manifest("Service", "web", "spec: {ports: [{port: 80}]}")
    ])
    #expect(first.lines.first?.contains("no services today") == true)
  }
}
