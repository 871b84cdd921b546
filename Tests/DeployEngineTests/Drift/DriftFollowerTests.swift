import DemoCluster
import DeployEngine
import Documents
import GitOps
import HTTP
import Kubernetes
import Testing
import YAML

/// Follows the demo cluster, which decides by its own reading what an apply would change.
@Suite(.timeLimit(.minutes(5))) struct DriftFollowerTests {
  /// A transport that counts what is asked.
  actor Counter: Transport {
    let server: DemoAPIServer
    private(set) var dryRuns: [String] = []
    private(set) var gets: [String] = []

    init(_ server: DemoAPIServer) { self.server = server }

    func send(_ request: Request) async throws(TransportError) -> Response {
      let path = String(request.target.prefix { $0 != "?" })
      if request.method == .patch, request.target.contains("dryRun=All") { dryRuns.append(path) }
      if request.method == .get, path.contains("/configmaps/") { gets.append(path) }
      return try await server.send(request)
    }
  }

  let server: DemoAPIServer
  let transport: Counter
  let follower: DriftFollower
  let drifts: AsyncStream<[StackDrift]>
  let running: Task<Void, Never>
  static let stack = Stack(path: "web", name: "web", source: .plain)

  init() {
    server = DemoAPIServer()
    transport = Counter(server)
    let follower = DriftFollower(
      Client(transport: transport, pacing: .immediate), pacing: .immediate)
    let (drifts, feed) = AsyncStream.makeStream(of: [StackDrift].self)
    self.follower = follower
    self.drifts = drifts
    running = Task { await follower.run { feed.yield($0) } }
  }

  var client: Client { Client(transport: server, pacing: .immediate) }

  func manifests(_ yaml: String) throws -> [Manifest] {
    try yaml.split(separator: "---\n").map { text in
      let value = try Value(yaml: String(text))
      let apiVersion = value["apiVersion"]?.string ?? ""
      let parts = apiVersion.split(separator: "/").map(String.init)
      return Manifest(
        value: value,
        object: StackObject(
          group: parts.count > 1 ? parts[0] : "", version: parts.last ?? "",
          kind: value["kind"]?.string ?? "",
          namespace: value["metadata"]?["namespace"]?.string ?? "",
          name: value["metadata"]?["name"]?.string ?? ""))
    }
  }

  func say(_ yaml: String) async throws {
    await follower.update(DesiredStack(Self.stack, manifests: try manifests(yaml)))
  }

  func apply(_ yaml: String, as manager: String = "duet") async throws {
    for manifest in try manifests(yaml) {
      let kind = try #require(
        try await client.discover().kind(
          apiVersion: manifest.object.apiVersion, kind: manifest.object.kind))
      _ = try await client.apply(
        ObjectKey(kind, namespace: manifest.object.namespace, name: manifest.object.name),
        manifest.value, ApplyOptions(fieldManager: manager, isForced: true))
    }
  }

  /// Waits for a drift that is as it should be.
  func drift(where isMeant: (StackDrift) -> Bool) async -> StackDrift? {
    for await batch in drifts {
      if let found = batch.first(where: isMeant) { return found }
    }
    return nil
  }

  static let map = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: default}
    data: {color: blue, size: large}
    """
  static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: default}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: web
            image: web:1
            resources: {limits: {cpu: 1000m, memory: 64Mi}}
            ports: [{containerPort: 80, protocol: TCP}]
    """

  @Test func whatWasDeployedIsInSyncWithoutAsking() async throws {
    try await apply(Self.map + "\n---\n" + Self.deployment)
    try await say(Self.map + "\n---\n" + Self.deployment)
    let found = await drift { $0.isComplete }
    #expect(found?.isInSync == true, "\(String(describing: found))")
    #expect(await transport.dryRuns.isEmpty)
    running.cancel()
  }

  @Test func whatWasNotDeployedIsMissing() async throws {
    try await say(Self.map)
    let found = await drift { $0.isComplete }
    #expect(found?.missing == 1)
    #expect(found?.health == .missing)
    try await apply(Self.map)
    #expect(await drift { $0.isInSync } != nil)
    running.cancel()
  }

  @Test func aChangeByHandIsToldWithItsField() async throws {
    try await apply(Self.map)
    try await say(Self.map)
    _ = await drift { $0.isInSync }
    let key = ObjectKey(.configMaps, namespace: "default", name: "settings")
    _ = try await client.patch(key, .merge, ["data": ["color": "red"]])
    let found = await drift { $0.changed == 1 }
    #expect(
      found?.objects.first?.fields == [
        ObjectDrift.Field(label: "/data/color", live: "red", desired: "blue")
      ])
    #expect(await transport.dryRuns.count == 1)
    // What Git doesn't say changes nothing, and is nothing to ask about.
    _ = try await client.patch(key, .merge, ["metadata": ["annotations": ["note": "x"]]])
    _ = try await client.patch(key, .merge, ["data": ["color": "blue"]])
    #expect(await drift { $0.isInSync } != nil)
    #expect(await transport.dryRuns.count <= 2)
    running.cancel()
  }

  @Test func whatGitDroppedIsDrift() async throws {
    try await apply(Self.map)
    try await say(Self.map.replacing(", size: large", with: ""))
    let found = await drift { $0.isComplete }
    #expect(found?.changed == 1)
    #expect(
      found?.objects.first?.fields == [ObjectDrift.Field(label: "/data/size", live: "large")])
    running.cancel()
  }

  @Test func whatGitSaysAnewIsCompared() async throws {
    try await apply(Self.map)
    try await say(Self.map)
    _ = await drift { $0.isInSync }
    try await say(Self.map.replacing("blue", with: "green"))
    let found = await drift { $0.changed == 1 && $0.isComplete }
    #expect(found?.objects.first?.fields.map(\.label) == ["/data/color"])
    #expect(await transport.gets.isEmpty == false)
    running.cancel()
  }

  @Test func membersThatGitDroppedAreExtra() async throws {
    let inventory = Inventory(name: Inventory.name(of: Self.stack))
    try await apply(
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: duet}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: \(inventory.name.name)
        namespace: duet
        labels: {\(ApplySet.idLabel): \(inventory.id)}
        annotations: {applyset.kubernetes.io/contains-group-kinds: "ConfigMap,Service"}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: old, namespace: default, labels: {\(ApplySet.partOf): \(inventory.id)}}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      \(Self.map.replacing("namespace: default", with: "namespace: default, labels: {\(ApplySet.partOf): \(inventory.id)}"))
      """)
    try await say(Self.map)
    let found = await drift { $0.isComplete }
    #expect(found?.extra == 1)
    #expect(found?.changed == 0, "\(String(describing: found))")
    #expect(found?.objects.last?.key.name.name == "old")
    running.cancel()
  }

  @Test func aKindThatComesToBeServedIsFound() async throws {
    let widget = """
      apiVersion: example.com/v1
      kind: Widget
      metadata: {name: w, namespace: default}
      spec: {size: 1}
      """
    try await say(widget)
    let before = await drift { $0.isComplete }
    #expect(before?.missing == 1)
    try await apply(
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.com}
      spec:
        group: example.com
        names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """)
    await server.advance(by: .seconds(5))
    try await apply(widget)
    #expect(await drift { $0.isInSync } != nil)
    running.cancel()
  }
}
