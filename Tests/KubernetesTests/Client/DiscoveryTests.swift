import HTTP
import Kubernetes
import Testing

@Suite struct DiscoveryTests {
  private let discovery = Discovery(kinds: [
    .pods, .services, .events, .deployments,
    ResourceKind(
      group: "apps", version: "v1beta1", plural: "deployments", kind: "Deployment",
      shortNames: ["deploy"]),
    ResourceKind(group: "events.k8s.io", plural: "events", kind: "Event", shortNames: ["ev"]),
    .applications,
    ResourceKind(
      group: "metrics.k8s.io", version: "v1beta1", plural: "pods", singular: "", kind: "PodMetrics"),
  ])

  @Test(arguments: [
    ("pods", "v1 pods"), ("po", "v1 pods"), ("Pod", "v1 pods"), ("PODS", "v1 pods"),
    ("deploy", "apps/v1 deployments"), ("deployments.apps", "apps/v1 deployments"),
    ("deploy.apps", "apps/v1 deployments"), ("deployment.v1beta1.apps", "apps/v1beta1 deployments"),
    ("ev", "v1 events"), ("events.events.k8s.io", "events.k8s.io/v1 events"),
    ("events.v1.events.k8s.io", "events.k8s.io/v1 events"),
    ("app", "argoproj.io/v1alpha1 applications"),
    ("applications.argoproj.io", "argoproj.io/v1alpha1 applications"),
    ("podmetrics", "metrics.k8s.io/v1beta1 pods"), ("pods.v1", "v1 pods"),
    ("pods.metrics.k8s.io", "metrics.k8s.io/v1beta1 pods"),
  ])
  func findsWhatAPersonMeans(name: String, found: String) {
    let kind = discovery.kind(named: name)
    #expect(kind.map { "\($0.apiVersion) \($0.plural)" } == found)
  }

  @Test(arguments: ["", "nothing", "pods.apps", "deployments.v2.apps", "."])
  func findsNothingElse(name: String) {
    #expect(discovery.kind(named: name) == nil)
  }

  @Test func preferredHasEachKindOnce() {
    let names = discovery.preferred.map(\.qualifiedName)
    #expect(names.count(where: { $0 == "deployments.apps" }) == 1)
    #expect(names.contains("pods") && names.contains("pods.metrics.k8s.io"))
  }

  @Test func completesPluralsAndShortNames() {
    #expect(discovery.completions(of: "dep") == ["deployments", "deploy", "deployment"])
  }

  @Test func aggregatedDiscoveryIsTwoRequests() async throws {
    let core = """
      {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1",
      "freshness":"Current","resources":[{"resource":"pods","responseKind":{"group":"",
      "version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod",
      "shortNames":["po"],"categories":["all"],"verbs":["list","watch"],
      "subresources":[{"subresource":"log","responseKind":{"kind":"Pod"},"verbs":["get"]}]}]}]}]}
      """
    let others = """
      {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"metrics.k8s.io"},"versions":[
      {"version":"v1beta1","freshness":"Stale"}]},{"metadata":{"name":"apps"},"versions":[
      {"version":"v1","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},
      "scope":"Namespaced","verbs":["list"]}]}]}]}
      """
    let transport = RoutedTransport(["/api": core, "/apis": others])
    let discovery = try await Client(transport: transport).discover()
    #expect(discovery.kinds == [.pods, .deployments])
    #expect(discovery.kinds[0].shortNames == ["po"])
    #expect(discovery.kinds[0].verbs == ["list", "watch"])
    #expect(discovery.gaps.map(\.groupVersion) == ["metrics.k8s.io/v1beta1"])
    #expect(await transport.accepts.allSatisfy { $0.contains("as=APIGroupDiscoveryList") })
  }

  @Test func someVersionsAloneAreOneRequestEach() async throws {
    let transport = RoutedTransport([
      "/api/v1": """
      {"groupVersion":"v1","resources":[
      {"name":"pods","namespaced":true,"kind":"Pod","verbs":["list"]}]}
      """
    ])
    let discovery = try await Client(transport: transport).discover(
      groupVersions: ["v1", "away.io/v1"])
    #expect(discovery.kinds == [.pods])
    #expect(discovery.gaps.map(\.groupVersion) == ["away.io/v1"])
  }

  @Test func olderServersAreAskedForEachGroup() async throws {
    let transport = RoutedTransport([
      "/api": #"{"kind":"APIVersions","versions":["v1"]}"#,
      "/apis": """
      {"kind":"APIGroupList","groups":[{"name":"apps","versions":[
      {"groupVersion":"apps/v1beta1","version":"v1beta1"},
      {"groupVersion":"apps/v1","version":"v1"}],
      "preferredVersion":{"groupVersion":"apps/v1"}},
      {"name":"gone.io","versions":[{"groupVersion":"gone.io/v1"}]}]}
      """,
      "/api/v1": """
      {"kind":"APIResourceList","groupVersion":"v1","resources":[
      {"name":"pods","singularName":"","namespaced":true,"kind":"Pod","verbs":["list"]},
      {"name":"pods/log","namespaced":true,"kind":"Pod","verbs":["get"]}]}
      """,
      "/apis/apps/v1": """
      {"groupVersion":"apps/v1","resources":[
      {"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["list"]}]}
      """,
      "/apis/apps/v1beta1": """
      {"groupVersion":"apps/v1beta1","resources":[
      {"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["list"]}]}
      """,
    ])
    let discovery = try await Client(transport: transport).discover()
    #expect(
      discovery.kinds.map { "\($0.apiVersion) \($0.plural) \($0.singular)" } == [
        "v1 pods pod", "apps/v1 deployments deployment", "apps/v1beta1 deployments deployment",
      ])
    #expect(discovery.gaps.map(\.groupVersion) == ["gone.io/v1"])
  }

  @Test func serverThatAnswersNothingIsAnError() async {
    let client = Client(transport: RoutedTransport([:]))
    await #expect(throws: KubernetesError.self) { try await client.discover() }
  }
}

/// Answers by path, in whatever order it is asked; 503 for paths it doesn't have.
private actor RoutedTransport: Transport {
  private let documents: [String: String]
  private(set) var accepts: [String] = []

  init(_ documents: [String: String]) { self.documents = documents }

  func send(_ request: Request) async throws(TransportError) -> Response {
    accepts.append(request.headers["Accept"] ?? "")
    guard let document = documents[request.target] else { return Response(status: 503) }
    return Response(
      status: 200, headers: ["Content-Type": "application/json"],
      body: Body(Array(document.utf8)))
  }
}
