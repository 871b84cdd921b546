import Console
import Kubernetes
import TUI
import Testing

@Suite struct UsageTests {
  private let web = ObjectName(namespace: "shop", name: "web-7d9f-abc")

  private func state(measured: Bool = true) -> ConsoleState {
    var state = Samples.state(200, 50)
    let kinds: [ResourceKind] = [.pods, .nodes, .deployments, .applications]
    state.hear(
      .discovered(Discovery(kinds: kinds + (measured ? [.podMetrics, .nodeMetrics] : []))))
    return state
  }

  private func report(_ usage: [(ObjectName, ResourceAmounts)]) -> UsageTable.Report {
    UsageTable.Report(
      rows: Dictionary(uniqueKeysWithValues: usage.map { ($0, UsageRow(name: $0, usage: $1)) }))
  }

  private func wanted(_ state: ConsoleState) -> [ResourceQuery] {
    state.activities.compactMap {
      if case .cluster(_, .usage(let query)) = $0 { query } else { nil }
    }
  }

  private func titles(_ state: ConsoleState) -> [String] { state.pods.columns.map(\.title) }

  @Test func aClusterWhereNobodyMeasuresHasNoSuchColumns() {
    let state = state(measured: false)
    #expect(!titles(state).contains("CPU"))
    #expect(wanted(state).isEmpty)
  }

  @Test func aMeasurerThatIsDownIsAskedAllTheSame() {
    var state = state(measured: false)
    state.hear(
      .discovered(
        Discovery(
          kinds: [.pods], gaps: [.init(groupVersion: "metrics.k8s.io/v1beta1", reason: "503")])))
    #expect(titles(state).contains("CPU"))
    #expect(wanted(state) == [ResourceQuery(.podMetrics)])
  }

  @Test func eachShownNamespaceIsAskedAbout() {
    var state = state()
    state.press("n<down><space><space><enter>")
    #expect(state.namespaces.count == 2)
    #expect(Set(wanted(state).map(\.namespace)) == Set(state.namespaces.map(Optional.some)))
  }

  @Test func whatNobodySeesIsntAskedFor() {
    var state = state()
    #expect(!wanted(state).isEmpty)
    state.press("1z")
    #expect(wanted(state).isEmpty)
    state.press("z?")
    #expect(wanted(state).isEmpty)
    state.press("<esc>3")
    #expect(wanted(state) == [ResourceQuery(.podMetrics)])
  }

  @Test func aPageAsksAboutItsPodAlone() {
    var state = state()
    state.press("3<enter>")
    #expect(wanted(state).map(\.fieldSelector) == ["metadata.name=argocd-server-7c9f"])
    // A question before it changes nothing.
    state.press("<ctrl-d>")
    #expect(wanted(state).count == 1)
  }

  @Test func nodesAreAskedAboutWhereTheyAreListed() {
    var state = state()
    state.press(":nodes<enter>")
    #expect(wanted(state) == [ResourceQuery(.nodeMetrics)])
    #expect(state.table.layout.usage != nil)
  }

  @Test func theGreatestConsumerComesFirst() {
    var state = state()
    let other = ObjectName(namespace: "shop", name: "web-7d9f-def")
    state.press("3C")
    state.hear(
      .usage(
        ResourceQuery(.podMetrics),
        report([(web, ResourceAmounts(cpu: 5)), (other, ResourceAmounts(cpu: 900))])))
    #expect(state.pods.visible.prefix(2).map(\.name) == [other, web])
    state.hear(
      .usage(
        ResourceQuery(.podMetrics),
        report([(web, ResourceAmounts(cpu: 1000)), (other, ResourceAmounts(cpu: 900))])))
    #expect(state.pods.visible.first?.name == web)
    state.press("C")
    #expect(state.pods.visible.last?.name == web)
  }

  @Test func sharesOfLimitsAreMarkedByASignToo() throws {
    var state = state()
    let pod = PodRow(
      name: web, requests: ResourceAmounts(cpu: 100, memory: 100 << 20),
      limits: ResourceAmounts(cpu: 200, memory: 100 << 20))
    state.hear(.pods(Samples.podQuery, .applied([pod])))
    state.hear(
      .usage(
        ResourceQuery(.podMetrics), report([(web, ResourceAmounts(cpu: 170, memory: 99 << 20))])))
    state.press("3<ctrl-w>")
    let texts = Dictionary(
      uniqueKeysWithValues: state.pods.columns.map { ($0.title, $0.text(pod, 0)) })
    #expect(texts["CPU"] == "▲170m")
    #expect(texts["%CPU/R"] == "170%")
    #expect(texts["%CPU/L"] == "▲85%")
    #expect(texts["%MEM/R"] == "99%")
    #expect(texts["%MEM/L"] == "✖99%")
  }

  @Test func whatCantBeFoundOutIsADash() throws {
    var state = state()
    state.hear(.usage(ResourceQuery(.podMetrics), report([(web, ResourceAmounts(cpu: 5))])))
    state.hear(
      .usage(
        ResourceQuery(.podMetrics),
        UsageTable.Report(problem: .forbidden(Denial(status: Status(code: 403, message: "no"))))))
    let pod = try #require(state.pods[web])
    let cpu = try #require(state.pods.columns.first { $0.title == "CPU" })
    #expect(cpu.text(pod, 0) == "-")
    #expect(state.render().text.contains("▲ usage unknown"))
  }
}
