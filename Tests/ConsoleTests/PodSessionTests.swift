import Console
import Kubernetes
import TUI
import TestSupport
import Testing

/// Shells in pods: what is asked before, who gets the terminal, and what is said after.
@Suite struct PodSessionTests {
  private let web = ObjectName(namespace: "shop", name: "web-7d9f-abc")

  /// A console with one pod that has these containers.
  private func state(_ containers: [ContainerRow]) -> ConsoleState {
    var state = Samples.state()
    state.hear(
      pods: [
        PodRow(
          name: web, uid: "u1", owner: Owner(kind: "ReplicaSet", name: "web-7d9f"),
          workload: Owner(kind: "Deployment", name: "web"), containers: containers)
      ])
    state.press("3")
    return state
  }

  private func shell(in container: String = "main") -> PodSession {
    PodSession(.shell, pod: web, container: container)
  }

  @Test func theOnlyContainerIsEnteredAtOnce() {
    var state = state([ContainerRow(name: "main")])
    #expect(state.press("s").substantial == [.enter(state.cluster.id, shell())])
  }

  @Test func attachingConnectsWithTheContainersOwnProgram() {
    var state = state([ContainerRow(name: "main")])
    #expect(
      state.press("<alt-a>").substantial
        == [.enter(state.cluster.id, PodSession(.attach, pod: web, container: "main"))])
  }

  @Test func severalRunningContainersAreChosenFromLessThoseThatAreNotRunning() {
    var state = state([
      ContainerRow(name: "mesh", role: .sidecar), ContainerRow(name: "main"),
      ContainerRow(name: "setup", role: .initial, state: .terminated),
    ])
    #expect(state.press("s").substantial.isEmpty)
    let screen = state.render().text
    #expect(screen.contains("A shell in which container of web-7d9f-abc?"))
    #expect(!screen.contains("init, "))
    #expect(state.press("<enter>").substantial == [.enter(state.cluster.id, shell())])
  }

  @Test func aPodInWhichNothingRunsHasNoShell() {
    var state = state([ContainerRow(name: "main", state: .waiting)])
    #expect(state.press("s").substantial.isEmpty)
    #expect(state.said == ["shell: no container of it is running"])
  }

  @Test func withoutKubectlTheKeySaysWhy() {
    var state = state([ContainerRow(name: "main")])
    state.settings.kubectlProblem = "kubectl isn't installed"
    #expect(state.press("s").substantial.isEmpty)
    #expect(state.said == ["shell: kubectl isn't installed"])
    #expect(!state.render().text.contains("s shell"))
  }

  @Test func whatAccessRulesDenyIsSaidBeforehand() {
    var state = state([ContainerRow(name: "main")])
    let question = AccessQuestion(
      verb: "create", kind: .pods, subresource: "exec", namespace: "shop")
    state.hear(.reviewed(question, .denied("no such role")))
    #expect(state.press("s").substantial.isEmpty)
    #expect(
      state.said == [
        "shell: you aren't allowed to create pods/exec in namespace shop (no such role)"
      ])
  }

  @Test func aReadOnlyConsoleOpensNone() {
    var state = state([ContainerRow(name: "main")])
    state.settings.isReadOnly = true
    #expect(state.press("s<alt-a>F").substantial.isEmpty)
  }

  @Test func inAProtectedContextItIsAskedBefore() {
    var state = state([ContainerRow(name: "main")])
    state.settings.protectedContexts = ["homelab"]
    #expect(state.press("s<enter>").substantial.isEmpty)
    #expect(state.press("sy").substantial == [.enter(state.cluster.id, shell())])
  }

  @Test func keysThatWereTypedMeanwhileMeanNothing() {
    var state = state([ContainerRow(name: "main")])
    state.press("s")
    #expect(state.press("s<ctrl-d>y").substantial.isEmpty)
    _ = state.update(.left(shell(), .over(.exited(0), complaint: "")))
    #expect(state.press("s").substantial == [.enter(state.cluster.id, shell())])
    #expect(state.said.isEmpty)
  }

  @Test func whatKubectlComplainedOfIsSaid() {
    var state = state([ContainerRow(name: "main")])
    state.press("s")
    _ = state.update(
      .left(shell(), .over(.exited(1), complaint: "error: container not found (\"main\")")))
    #expect(
      state.said == [
        "the shell in web-7d9f-abc (main): error: container not found (\"main\") (exit code 1)"
      ])
  }

  @Test func anImageWithoutAShellCanBeLookedIntoFromBesideAfterAQuestion() {
    var state = state([ContainerRow(name: "main")])
    state.press("s")
    _ = state.update(.left(shell(), .noShell))
    #expect(state.render().text.contains("Its image has no shell"))
    #expect(state.press("<enter>").substantial.isEmpty)
    state.press("s")
    _ = state.update(.left(shell(), .noShell))
    #expect(
      state.press("y").substantial == [
        .enter(
          state.cluster.id, PodSession(.debug(image: "busybox"), pod: web, container: "main"))
      ])
  }
}
