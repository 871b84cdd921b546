import Console
import Documents
import Kubernetes
import TUI
import TestSupport
import Testing
import YAML

@Suite struct PodPageTests {
  private static let name = ObjectName(namespace: "shop", name: "cart-5d8c-x2x")
  private static let key = ObjectKey(.pods, name)

  /// A pod with an init container, a sidecar, one container that crashes and one that is well.
  private static let document = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: cart-5d8c-x2x
      namespace: shop
      creationTimestamp: "2027-01-15T06:00:00Z"
      ownerReferences: [{kind: StatefulSet, name: cart, controller: true}]
    spec:
      nodeName: talos-1
      initContainers:
      - {name: migrate, image: "shop/cart:2"}
      - {name: mesh, image: "mesh:1", restartPolicy: Always}
      containers:
      - name: app
        image: shop/cart:2
        command: [serve, --all]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5}
        resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
        volumeMounts: [{name: settings, mountPath: /etc/cart, readOnly: true}]
      - {name: metrics, image: "exporter:1"}
      volumes:
      - {name: settings, configMap: {name: cart}}
      - {name: scratch, emptyDir: {sizeLimit: 1Gi}}
    status:
      phase: Running
      podIP: 10.244.0.7
      conditions: [{type: Ready, status: "False", reason: ContainersNotReady}]
      initContainerStatuses:
      - name: migrate
        ready: true
        state:
          terminated: {exitCode: 0, reason: Completed, startedAt: "2027-01-15T06:00:00Z",
            finishedAt: "2027-01-15T06:00:10Z"}
      - {name: mesh, ready: true, started: true,
         state: {running: {startedAt: "2027-01-15T06:00:11Z"}}}
      containerStatuses:
      - name: app
        ready: false
        restartCount: 3
        state: {waiting: {reason: CrashLoopBackOff, message: back-off 5m0s restarting failed}}
        lastState:
          terminated: {exitCode: 1, reason: Error, startedAt: "2027-01-15T07:55:00Z",
            finishedAt: "2027-01-15T07:58:00Z"}
      - {name: metrics, ready: true, started: true,
         state: {running: {startedAt: "2027-01-15T06:00:12Z"}}}
    """

  private func page(_ width: Int = 140, _ height: Int = 40) throws -> ConsoleState {
    var state = Samples.state(width, height)
    state.hear(.discovered(Discovery(kinds: [.pods, .podMetrics, .applications])))
    state.press("3jj<enter>")
    state.hear(.document(Self.key, try Value(yaml: Self.document)))
    let event = EventRow(
      name: ObjectName(namespace: "shop", name: "e1"), isWarning: true, reason: "BackOff",
      message: "Back-off restarting failed container", object: Self.name, source: "kubelet",
      count: 7, lastSeen: Samples.now.seconds - 30)
    state.hear(.events(Self.key, .began))
    state.hear(.events(Self.key, .page([event], remaining: nil)))
    state.hear(.events(Self.key, .listed))
    return state
  }

  private func usage(_ state: inout ConsoleState) {
    for query in state.activities.compactMap({ activity -> ResourceQuery? in
      if case .cluster(_, .usage(let query)) = activity { query } else { nil }
    }) {
      let row = UsageRow(
        name: Self.name, usage: ResourceAmounts(cpu: 30, memory: 140 << 20),
        containers: [
          .init(name: "app", usage: ResourceAmounts(cpu: 20, memory: 125 << 20)),
          .init(name: "metrics", usage: ResourceAmounts(cpu: 10, memory: 15 << 20)),
        ])
      state.hear(.usage(query, UsageTable.Report(rows: [Self.name: row])))
    }
  }

  private func words(_ state: ConsoleState) -> [LastWords] {
    state.activities.compactMap {
      if case .cluster(_, .lastWords(let words)) = $0 { words } else { nil }
    }
  }

  /// Goes down until the page's cursor is on that container.
  private func select(_ container: String, in state: inout ConsoleState) {
    for _ in 0..<60 where state.selectedContainer != container { state.press("j") }
    #expect(state.selectedContainer == container)
  }

  @Test(arguments: GoldenTests.sizes) func pod(size: Size) throws {
    var state = try page(size.width, size.height)
    usage(&state)
    state.hear(
      .lastWords(
        try #require(words(state).first),
        .success(["starting", "fatal: \u{1B}[31mno database\u{1B}[0m", "  at main"])))
    expectGolden(state.render(), "pod")
  }

  @Test func aPodThatIsntThereYetIsWaitedFor() {
    var state = Samples.state()
    state.press("3jj<enter>")
    #expect(state.render().text.contains("waiting for"))
  }

  @Test func aPodThatIsGoneStaysToBeRead() throws {
    var state = try page()
    state.hear(.document(Self.key, nil))
    #expect(state.render().text.contains("This object is gone"))
    #expect(state.render().text.contains("exit code 1"))
  }

  @Test func theLastWordsOfARunAreAskedForOnce() throws {
    var state = try page()
    let asked = words(state)
    #expect(asked == [LastWords(pod: Self.name, container: "app", isPrevious: true, restarts: 3)])
    state.hear(.lastWords(asked[0], .success(["fatal"])))
    #expect(words(state) == asked)
    #expect(state.render().text.contains("fatal"))
    // Another run has other last words.
    var next = try Value(yaml: Self.document)
    next["status"]?["containerStatuses"] = [
      [
        "name": "app", "restartCount": 4, "ready": false,
        "state": ["terminated": ["exitCode": 2, "finishedAt": "2027-01-15T07:59:00Z"]],
      ]
    ]
    state.hear(.document(Self.key, next))
    #expect(
      words(state) == [
        LastWords(pod: Self.name, container: "app", isPrevious: false, restarts: 4)
      ])
    state.press("<esc>")
    #expect(words(state).isEmpty)
  }

  @Test func theLogsOfTheSelectedContainerAreFollowed() throws {
    var state = try page()
    select("metrics", in: &state)
    state.press("l")
    #expect(state.focus == .logs)
    #expect(state.logs.container == "metrics")
    state.press("<esc>")
    #expect(state.selectedContainer == "metrics")
  }

  @Test func aboveTheContainersAllLogsAreMeant() throws {
    var state = try page()
    state.press("p")
    #expect(state.logs.container == nil)
    #expect(state.logs.isPrevious)
  }

  @Test func detailsComeWhenAskedFor() throws {
    var state = try page(140, 60)
    #expect(!state.render().text.contains("GET http://"))
    select("app", in: &state)
    state.press("<space>")
    #expect(state.render().text.contains("GET http://:http/ready, every 5s"))
    #expect(state.render().text.contains("http 8080/TCP"))
  }

  @Test func theOneRunningContainerUsesWhatThePodDoes() throws {
    var state = Samples.state()
    state.hear(.discovered(Discovery(kinds: [.pods, .podMetrics])))
    state.press("3<enter>")
    let key = ObjectKey(.pods, Samples.pods[0].name)
    state.hear(.document(key, Samples.podDocument))
    let row = UsageRow(name: key.name, usage: ResourceAmounts(cpu: 42, memory: 77 << 20))
    state.hear(
      .usage(
        ResourceQuery(.podMetrics, namespace: "argocd"),
        UsageTable.Report(rows: [key.name: row])))
    let line = state.render().text.split(separator: "\n").first { $0.contains("argocd:v3.1.0") }
    #expect(line?.contains("42m 42%/R") == true)
    #expect(line?.contains("77Mi 60%/R") == true)
  }

  @Test func whyUsageIsntKnownIsSaid() throws {
    var state = try page()
    state.hear(
      .usage(
        ResourceQuery(.podMetrics, namespace: "shop"),
        UsageTable.Report(
          problem: .forbidden(Denial(status: Status(code: 403, message: "not you"))))))
    #expect(state.render().text.contains("what it uses isn't known"))
  }

  @Test(arguments: [
    "{}", "{status: 7, spec: x}", "{spec: {containers: 3, volumes: {}}, status: {phase: []}}",
    "{spec: {containers: [{}, 1, {name: \"a\\u001b[2J\"}]}, status: {containerStatuses: [1]}}",
  ])
  func aMisshapenPodIsShownAsFarAsItGoes(document: String) throws {
    var state = try page()
    state.hear(.document(Self.key, try Value(yaml: document)))
    #expect(!state.render().text.isEmpty)
    #expect(!state.render().text.contains("\u{1B}"))
  }
}
