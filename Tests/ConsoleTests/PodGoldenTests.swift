import Console
import Kubernetes
import TUI
import TestSupport
import Testing

/// How the questions, forms and pages of what is done to pods look.
@Suite struct PodGoldenTests {
  static let sizes = [Size(80, 24), Size(140, 40)]
  private let web = ObjectName(namespace: "shop", name: "web-7d9f-abc")

  private func state(_ size: Size) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.press("3jjj")
    return state
  }

  private func forwarding(_ size: Size) -> ConsoleState {
    var state = state(size)
    state.press("F")
    state.hear(
      .ports(
        web,
        .success([
          PodPort(8080, name: "http", container: "main"),
          PodPort(9090, name: "metrics", container: "main"),
        ])))
    return state
  }

  @Test(arguments: sizes) func evicting(size: Size) {
    var state = state(size)
    state.press("<space><space>E")
    expectGolden(state.render(), "evict")
  }

  @Test(arguments: sizes) func cleaningUp(size: Size) {
    var state = state(size)
    state.press("K")
    state.hear(.leftovers([], .success(PodRemovalTests.leftovers)))
    expectGolden(state.render(), "clean-up")
  }

  @Test(arguments: sizes) func removing(size: Size) {
    var state = state(size)
    state.press("gg<space><space><space><space><ctrl-d>y")
    let id = PodRemoval.ID(1)
    state.hear(.removal(id, .removed(Samples.pods[0].name, nil)))
    let budget = Status(
      code: 429,
      causes: [.init(reason: "DisruptionBudget", message: "it needs 1 healthy pod and has 1")])
    state.hear(.removal(id, .removed(Samples.pods[1].name, .tooManyRequests(budget))))
    expectGolden(state.render(), "removal")
  }

  @Test(arguments: sizes) func forwardForm(size: Size) {
    expectGolden(forwarding(size).render(), "port-forward-form")
  }

  @Test(arguments: sizes) func forwards(size: Size) {
    var state = forwarding(size)
    state.press("<down>0<enter>")
    let (first, second) = (PortForward.ID(1), PortForward.ID(2))
    for line in [
      "Forwarding from 127.0.0.1:8080 -> 8080", "Forwarding from 127.0.0.1:41003 -> 9090",
      "Handling connection for 8080",
      "E1123 14:05:00.123456    4242 portforward.go:409] error forwarding port 9090: refused",
    ] {
      _ = state.update(.portForward(first, run: 1, .wrote(line)))
    }
    state.press("jF")
    let other = ObjectName(namespace: "shop", name: "web-7d9f-def")
    state.hear(.ports(other, .success([PodPort(80)])))
    state.press("<ctrl-u>8081<enter>")
    _ = state.update(
      .portForward(
        second, run: 1,
        .wrote("error: unable to listen on any of the requested ports: [{8081 80}]")))
    _ = state.update(.portForward(second, run: 1, .ended(.exited(1))))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 90)))
    state.press(":pf<enter>")
    expectGolden(state.render(), "port-forwards")
  }

  @Test(arguments: sizes) func debugging(size: Size) {
    var state = state(size)
    state.press("s")
    _ = state.update(
      .left(PodSession(.shell, pod: web, container: "main"), .noShell))
    expectGolden(state.render(), "debug")
  }
}
