import Console
import GitOps
import Kubernetes
import Logs
import TUI
import TestSupport
import Testing

/// The logs of Argo CD's programs, in the log pane.
@Suite struct ControllerLogTests {
  private static let byName = ResourceQuery(
    .pods, labelSelector: ArgoComponent.applicationController.labelSelector)
  private static let byComponent = ResourceQuery(
    .pods, labelSelector: ArgoComponent.applicationController.otherLabelSelector)

  private func controller(_ number: Int) -> PodRow {
    PodRow(
      name: ObjectName(namespace: "gitops", name: "argocd-application-controller-\(number)"),
      containers: [
        ContainerRow(name: "argocd-application-controller"), ContainerRow(name: "metrics"),
      ])
  }

  private func hear(_ pods: [PodRow], _ query: ResourceQuery, in state: inout ConsoleState) {
    state.hear(followed: pods, in: query.namespace, labels: query.labelSelector)
  }

  private func opened(_ size: Size = Size(140, 40), pods: [PodRow]) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.press("2o")
    hear(pods, Self.byName, in: &state)
    hear([], Self.byComponent, in: &state)
    return state
  }

  private func write(_ lines: [String], to state: inout ConsoleState, pod: Int = 0) {
    guard state.logs.queries.indices.contains(pod) else { return }
    let lines = lines.enumerated().map { index, text in
      LogLine(time: Timestamp(seconds: Samples.now.seconds + Int64(index)), text: text)
    }
    state.hear(.logs(state.logs.queries[pod], .lines(PackedLines(lines))))
  }

  private static let lines = [
    #"time="2027-01-15T08:00:00Z" level=info msg="Comparing app state" application=gitops/wiki"#,
    #"{"level":"warning","msg":"Failed to sync\nagain","application":"shop","app-namespace":"argocd","error":"no"}"#,
    #"time="2027-01-15T08:00:02Z" level=error msg="gone wrong" application=argocd/shop dest=x"#,
  ]

  @Test(arguments: GoldenTests.sizes) func controllerLogs(size: Size) {
    var state = opened(size, pods: [controller(0), controller(1)])
    write(Self.lines, to: &state)
    state.press("a")
    expectGolden(state.render(), "controller-logs")
  }

  @Test func allReplicasAreFollowedByTheirOwnContainer() {
    let state = opened(pods: [controller(0), controller(1)])
    #expect(
      state.logs.queries.map(\.pod) == [
        "argocd-application-controller-0", "argocd-application-controller-1",
      ])
    #expect(state.logs.queries.allSatisfy { $0.container == "argocd-application-controller" })
    #expect(state.logs.queries.allSatisfy { $0.namespace == "gitops" && $0.tailLines == 2000 })
  }

  @Test func aReplicaThatComesLaterIsFollowedAndOneThatGoesIsNot() {
    var state = opened(pods: [controller(0)])
    let first = state.logs.queries
    state.hear(.followedPods(Self.byName, .applied([controller(1)])))
    #expect(state.logs.queries.count == 2)
    #expect(state.logs.queries.first == first.first)
    state.hear(.followedPods(Self.byName, .deleted([controller(0).name])))
    #expect(state.logs.queries.map(\.pod) == ["argocd-application-controller-1"])
  }

  @Test func linesAreNarrowedToTheApplicationUntilAllAreAskedFor() {
    var state = opened(pods: [controller(0)])
    write(Self.lines, to: &state)
    #expect(state.render().text.contains("gone wrong"))
    #expect(!state.render().text.contains("Comparing app state"))
    state.press("a")
    #expect(state.render().text.contains("wiki Comparing app state"))
    state.press("a")
    #expect(!state.render().text.contains("Comparing app state"))
  }

  @Test func aFilterIsOnTopOfTheNarrowing() {
    var state = opened(pods: [controller(0)])
    write(Self.lines, to: &state)
    state.press("/level<enter>")
    #expect(state.logs.contents.shownCount == 2)
    state.press("a")
    #expect(state.logs.contents.shownCount == 3)
  }

  @Test func noLineYetAboutTheApplicationIsSaid() {
    var state = opened(pods: [controller(0)])
    write([Self.lines[0]], to: &state)
    #expect(state.render().text.contains("none of 1 lines is about shop so far; a shows all"))
  }

  @Test func aControllerThatIsNotFoundIsSaid() {
    var state = Samples.state()
    state.press("2o")
    #expect(state.render().text.contains("looking for the pods"))
    hear([], Self.byName, in: &state)
    hear([], Self.byComponent, in: &state)
    #expect(
      state.render().text.contains("no pods of argocd-application-controller in any namespace"))
    #expect(state.render().text.contains("app.kubernetes.io/name=argocd-application-controller"))
  }

  @Test func whoMayNotLookEverywhereLooksWhereTheApplicationIs() {
    var state = Samples.state()
    state.press("2o")
    let error = KubernetesError.forbidden(Denial(status: Status(code: 403, message: "no")))
    let interruption = Interruption(error, retriesAfter: .seconds(1))
    for query in [Self.byName, Self.byComponent] {
      state.hear(.followedPods(query, .began))
      state.hear(.followedPods(query, .interrupted(interruption)))
    }
    let near = ResourceQuery(
      .pods, namespace: "argocd",
      labelSelector: ArgoComponent.applicationController.labelSelector)
    #expect(state.activities.contains(.cluster(state.cluster.id, .followedPods(near))))
    hear([controller(0)], near, in: &state)
    #expect(state.logs.queries.count == 1)
  }

  @Test func goingBackEndsIt() {
    var state = opened(pods: [controller(0)])
    state.press("<esc>")
    #expect(state.focus == .applications)
    #expect(state.logs.component == nil)
    let follows = state.activities.contains {
      if case .cluster(_, .followedPods) = $0 { true } else { false }
    }
    #expect(!follows)
  }

  @Test func otherProgramsAreFollowedFromThePalette() {
    var state = Samples.state()
    state.press("2:logs repo-server<enter>")
    #expect(state.logs.component == .repositoryServer)
    #expect(state.logs.application == Samples.shop)
    #expect(state.logs.showsAllLines)
    state.press(":logs nonsense<enter>")
    #expect(state.said.last?.contains("application-controller") == true)
  }
}
