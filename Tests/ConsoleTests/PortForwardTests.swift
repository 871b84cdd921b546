import Documents
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import Console

/// Ports that lead to pods, and to their successors.
@Suite struct PortForwardTests {
  private static let web = Owner(kind: "Deployment", name: "web")

  private static func pod(
    _ name: String, uid: String? = nil, ready: Int = 1, phase: String = "Running",
    deletion: Int64? = nil, workload: Owner? = web
  ) -> PodRow {
    PodRow(
      name: ObjectName(namespace: "shop", name: name), uid: uid ?? "u-\(name)", ready: ready,
      total: 1, deletion: deletion, phase: phase, workload: workload,
      containers: [ContainerRow(name: "main")])
  }

  /// A console that forwards a port to the pod `web-a`.
  private func forwarding(_ keys: String = "<enter>", _ ports: [PodPort] = [PodPort(80)])
    -> ConsoleState
  {
    var state = Samples.state()
    state.hear(pods: [Self.pod("web-a"), Self.pod("web-b", ready: 0)])
    state.press("3F")
    state.hear(.ports(ObjectName(namespace: "shop", name: "web-a"), .success(ports)))
    state.press(keys)
    return state
  }

  private func runs(_ state: ConsoleState) -> [PortForward.Run] {
    state.activities.compactMap {
      if case .portForward(_, _, let run) = $0 { run } else { nil }
    }
  }

  private func write(_ line: String, run: Int = 1, to state: inout ConsoleState) {
    _ = state.update(.portForward(PortForward.ID(1), run: run, .wrote(line)))
  }

  private func end(_ ending: ProgramEnding, run: Int = 1, of state: inout ConsoleState) {
    _ = state.update(.portForward(PortForward.ID(1), run: run, .ended(ending)))
  }

  /// Hears all pods of the namespace.
  private func hear(_ pods: [PodRow], in state: inout ConsoleState) {
    for change in [Change<PodRow>.began, .page(pods, remaining: nil), .listed] {
      state.hear(.forwardedPods(namespace: "shop", change))
    }
  }

  private func pass(_ seconds: Int64, in state: inout ConsoleState) {
    _ = state.update(.ticked(Timestamp(seconds: state.now.seconds + seconds)))
  }

  // MARK: - The form

  @Test func thePortsOfThePodAreAskedForFirst() {
    var state = Samples.state()
    state.press("3")
    #expect(
      state.press("F").substantial == [
        .cluster(state.cluster.id, .ports(of: Samples.pods[0].name))
      ])
  }

  @Test func theFirstPortIsOfferedAndOneOfTheSystemGetsAnotherHere() {
    let state = forwarding()
    #expect(
      runs(state) == [
        PortForward.Run(
          pod: ObjectName(namespace: "shop", name: "web-a"),
          ports: [PortForward.Port(local: 8080, remote: 80)], address: "localhost")
      ])
  }

  @Test func severalPortsAndOthersGoTogether() {
    let state = forwarding(
      "<down>0<down>5005 7000:7001<down>127.0.0.2<enter>", [PodPort(8080), PodPort(9090)])
    let run = runs(state).first
    #expect(run?.address == "127.0.0.2")
    #expect(
      run?.ports == [
        PortForward.Port(local: 8080, remote: 8080), PortForward.Port(local: 0, remote: 9090),
        PortForward.Port(local: 5005, remote: 5005), PortForward.Port(local: 7000, remote: 7001),
      ])
  }

  @Test(arguments: [
    ("<ctrl-u>x", "x is no port"), ("<ctrl-u>70000", "70000 is no port"),
    ("<down>8080:81", "a port is given twice"),
    ("<down>a:b", "a:b isn't a port, nor two with a colon"),
    ("<down><down>--x", "--x is no address"), ("<ctrl-u>", "no port is given"),
  ])
  func whatIsWrongIsSaidAndTheFormStays(keys: String, problem: String) {
    let state = forwarding("\(keys)<enter>")
    #expect(state.said == [problem])
    #expect(runs(state).isEmpty)
    #expect(!state.overlays.isEmpty)
  }

  @Test func aPortThatIsForwardedAlreadyIsRefused() {
    var state = forwarding()
    state.press("F")
    state.hear(.ports(ObjectName(namespace: "shop", name: "web-a"), .success([PodPort(80)])))
    state.press("<enter>")
    #expect(state.said.last == "port 8080 is forwarded already; :portforwards lists it")
  }

  @Test func portsThatAreNotOfTCPAreLeftOut() {
    let pod: Value = [
      "spec": [
        "initContainers": [
          ["name": "setup", "ports": [["containerPort": 1]]],
          ["name": "mesh", "restartPolicy": "Always", "ports": [["containerPort": 15000]]],
        ],
        "containers": [
          [
            "name": "main",
            "ports": [
              ["containerPort": 80, "name": "http"], ["containerPort": 53, "protocol": "UDP"],
              ["containerPort": 80, "hostPort": 8],
            ],
          ]
        ],
      ]
    ]
    #expect(
      PodPort.ports(of: pod) == [
        PodPort(80, name: "http", container: "main"), PodPort(15000, container: "mesh"),
      ])
  }

  // MARK: - What kubectl says

  @Test(arguments: [
    ("Forwarding from 127.0.0.1:8080 -> 80", PortForwardLine.listening(local: 8080, remote: 80)),
    ("Forwarding from [::1]:41003 -> 9090", .listening(local: 41003, remote: 9090)),
    ("Handling connection for 8080", .connection),
    (
      "E1123 14:05:00.123456    4242 portforward.go:409] an error occurred forwarding 8080 -> 80: x",
      .problem("an error occurred forwarding 8080 -> 80: x")
    ),
    ("error: lost connection to pod", .problem("lost connection to pod")),
    (
      "error: unable to listen on any of the requested ports: [{8080 80}]",
      .problem(
        "the port is in use here: unable to listen on any of the requested ports: [{8080 80}]")
    ),
  ])
  func itsLinesAreUnderstood(line: String, meaning: PortForwardLine) {
    #expect(PortForwardLine(line) == meaning)
  }

  @Test func thePageTellsHowEachIs() {
    var state = forwarding()
    write("Forwarding from 127.0.0.1:8080 -> 80", to: &state)
    write("Handling connection for 8080", to: &state)
    #expect(state.said.last == "localhost:8080 leads to web-a")
    pass(60, in: &state)
    state.press(":pf<enter>")
    let text = state.render().text
    #expect(text.contains("1 of 1 open"))
    #expect(text.contains("open 60s"))
    #expect(text.contains("localhost:8080 → 80"))
    #expect(text.contains("1 connection"))
    #expect(text.contains("⇄ 1 forward"))
    #expect(state.press("c").substantial == [.copy("localhost:8080")])
    #expect(state.press("o").substantial == [.open("http://localhost:8080")])
    state.press("<ctrl-d>")
    #expect(runs(state).isEmpty)
    #expect(state.render().text.contains("no ports are forwarded"))
  }

  @Test func aPortThatIsInUseIsSaidAndNotTriedAgain() {
    var state = forwarding()
    write("error: unable to listen on any of the requested ports: [{8080 80}]", to: &state)
    end(.exited(1), of: &state)
    pass(60, in: &state)
    hear([Self.pod("web-a")], in: &state)
    #expect(runs(state).isEmpty)
    #expect(state.forwards[PortForward.ID(1)]?.phase == .failed)
    state.press(":pf<enter>r")
    #expect(runs(state).map(\.number) == [2])
  }

  // MARK: - Going on

  @Test func itGoesOnWithTheSamePodLaterEachTime() {
    var state = forwarding()
    hear([Self.pod("web-a")], in: &state)
    write("Forwarding from 127.0.0.1:8080 -> 80", to: &state)
    end(.exited(1), of: &state)
    #expect(runs(state).isEmpty)
    pass(1, in: &state)
    #expect(runs(state).map(\.number) == [2])
    end(.exited(1), run: 2, of: &state)
    pass(1, in: &state)
    #expect(runs(state).isEmpty)
    pass(1, in: &state)
    #expect(runs(state).map(\.number) == [3])
  }

  @Test func aReplacedPodIsFollowedByTheNextReadyOneOfItsWorkload() {
    var state = forwarding()
    hear([Self.pod("web-a"), Self.pod("web-b", ready: 0)], in: &state)
    write("Forwarding from 127.0.0.1:8080 -> 80", to: &state)
    state.hear(
      .forwardedPods(
        namespace: "shop", .deleted([ObjectName(namespace: "shop", name: "web-a")])))
    pass(1, in: &state)
    #expect(runs(state).isEmpty)
    state.press(":pf<enter>")
    #expect(state.render().text.contains("no pod of Deployment web is ready"))
    state.hear(
      .forwardedPods(
        namespace: "shop",
        .applied([Self.pod("other", workload: Owner(kind: "Deployment", name: "x"))])))
    #expect(runs(state).isEmpty)
    state.hear(.forwardedPods(namespace: "shop", .applied([Self.pod("web-b")])))
    #expect(runs(state).map(\.pod.name) == ["web-b"])
  }

  @Test func aPodThatIsGoingServesUntilAnotherCan() {
    var state = forwarding()
    hear([Self.pod("web-a", deletion: 1)], in: &state)
    #expect(runs(state).map(\.pod.name) == ["web-a"])
    state.hear(.forwardedPods(namespace: "shop", .applied([Self.pod("web-b")])))
    #expect(runs(state).isEmpty)
    pass(1, in: &state)
    #expect(runs(state).map(\.pod.name) == ["web-b"])
  }

  @Test func aPodOfTheSameNameIsAnotherPod() {
    var state = forwarding()
    hear([Self.pod("web-a", uid: "new")], in: &state)
    #expect(runs(state).isEmpty)
    pass(1, in: &state)
    #expect(runs(state).map(\.number) == [2])
  }

  @Test func aFreePortStaysTheSameWhenItIsStartedAgain() {
    var state = forwarding("<ctrl-u>0<enter>")
    hear([Self.pod("web-a")], in: &state)
    write("Forwarding from 127.0.0.1:41003 -> 80", to: &state)
    end(.exited(1), of: &state)
    pass(1, in: &state)
    #expect(runs(state).map(\.ports) == [[PortForward.Port(local: 41003, remote: 80)]])
  }

  @Test func leavingTheContextEndsThem() {
    var state = forwarding()
    state.press(":ctx work<enter>")
    #expect(runs(state).isEmpty)
    #expect(state.said.contains("1 port-forward to homelab ended"))
  }

  @Test func askingEverythingAnewLeavesThemAlone() {
    var state = forwarding()
    let before = runs(state)
    state.press("<ctrl-r>")
    #expect(runs(state) == before)
  }

  @Test func whatAnEarlierStartSaysIsOfNoInterest() {
    var state = forwarding()
    write("Forwarding from 127.0.0.1:8080 -> 80", run: 7, to: &state)
    #expect(state.forwards[PortForward.ID(1)]?.isOpen == false)
  }
}
