import Console
import DeployEngine
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The tree of a stack's objects, as keys go about in it.
@Suite struct StackTreeTests {
  private let stack = Samples.traefik

  private func opened() -> ConsoleState {
    var state = Samples.state()
    state.hearOfStacks()
    state.select(stack: "traefik")
    state.press("<enter>")
    state.hearOfTree()
    return state
  }

  @Test func enterOpensTheTreeAndFollowsIt() {
    var state = opened()
    let pods = ClusterActivity.tree(stack, OwnedObjects.Source(.pods, namespace: "traefik"))
    #expect(state.activities.contains(.cluster(state.cluster.id, pods)))
    state.press("<esc>")
    #expect(!state.activities.contains(.cluster(state.cluster.id, pods)))
    #expect(state.overlays.isEmpty)
  }

  @Test func objectsAreThereBeforeThePodsAreKnown() {
    var state = Samples.state()
    state.select(stack: "traefik")
    state.press("<enter>")
    let key = ObjectKey(.deployments, namespace: "traefik", name: "traefik")
    state.hear(
      .drift(StackDrift(id: stack, objects: [ObjectDrift(key: key, state: .missing)])))
    #expect(state.render().text.contains("Deployment traefik/traefik"))
  }

  @Test func keysMeanTheSelectedObject() {
    var state = opened()
    state.press("jy")
    #expect(state.render().text.contains("YAML of deployment traefik/traefik"))
    state.press("<esc>")
    state.press("v")
    #expect(state.render().text.contains("Drift of deployment traefik/traefik"))
    state.press("<esc>")
    #expect(state.render().text.contains("ReplicaSet traefik-5d8c"))
  }

  @Test func whatHasBeenReplacedIsCountedAndNotShown() {
    let text = opened().render().text
    #expect(text.contains("Deployment traefik/traefik (+1 old)"))
    #expect(!text.contains("traefik-1111"))
  }

  @Test func whatTheClusterMadeHasNoFieldsInGit() {
    var state = opened()
    state.press("jjv")
    #expect(state.said.last?.contains("Git says nothing of it") == true)
  }

  @Test func deletingAsksAndTheAnswerIsNo() {
    var state = opened()
    let key = ObjectKey(.deployments, namespace: "traefik", name: "traefik")
    state.press("j<ctrl-d>")
    state.hear(.editPrepared(EditFlow.ID(1), [Samples.deleted(key)]))
    #expect(Samples.deletions(state.press("<enter>")).isEmpty)
    state.press("<ctrl-d>")
    state.hear(.editPrepared(EditFlow.ID(2), [Samples.deleted(key)]))
    #expect(Samples.deletions(state.press("y")) == [key])
  }

  @Test func logsAreThoseOfAllPodsBelowTheWorstFirstAndGoBackToTheTree() {
    var state = opened()
    state.press("jl")
    let pods = [("abc", Health.healthy), ("x2x", .degraded), ("other", .healthy)].map {
      end, health in
      PodRow(
        name: ObjectName(namespace: "traefik", name: "traefik-5d8c-\(end)"),
        workload: Owner(kind: "Deployment", name: end == "other" ? "other" : "traefik"),
        containers: [ContainerRow(name: "traefik")], health: health)
    }
    state.hear(followed: pods, in: "traefik")
    #expect(state.logs.queries.map(\.pod) == ["traefik-5d8c-x2x", "traefik-5d8c-abc"])
    #expect(state.focus == .logs)
    state.press("<esc>")
    #expect(state.render().text.contains("ReplicaSet traefik-5d8c"))
  }

  @Test func whatCanBeDoneWithAStackCanBeDoneFromItsTree() {
    var state = opened()
    let commands = state.press("D").substantial
    let request = PlanRequest(stack: stack, purpose: .deploy)
    #expect(commands == [.cluster(state.cluster.id, .plan(Deploy.ID(1), request))])
  }

  @Test func theAgeOfAnyObjectIsKnown() {
    var state = opened()
    let map = ObjectKey(.configMaps, namespace: "traefik", name: "aged")
    let made = state.now.seconds - 3 * 86_400
    state.hear(
      .drift(
        StackDrift(
          id: stack, isComplete: true,
          objects: [ObjectDrift(key: map, uid: "9", created: made, state: .inSync)])))
    let line = state.render().text.split(separator: "\n").first { $0.contains("aged") }
    #expect(line?.contains(" 3d ") == true, "\(line ?? "")")
  }

  @Test func twoThousandObjectsAreMovedThroughWithoutLayingThemOut() {
    var state = opened()
    let objects = (0..<2000).map { index in
      ObjectDrift(
        key: ObjectKey(.configMaps, namespace: "traefik", name: "c\(index)"), state: .inSync)
    }
    state.hear(.drift(StackDrift(id: stack, isComplete: true, objects: objects)))
    state.press("G")
    #expect(state.render().text.contains("c1999"))
    state.press("<ctrl-b>gj")
    #expect(state.render().text.contains("2/2000"))
  }
}
