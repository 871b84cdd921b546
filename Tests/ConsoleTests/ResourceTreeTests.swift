import Console
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The tree of an application's resources.
@Suite struct ResourceTreeTests {
  private func opened() -> ConsoleState {
    var state = Samples.state()
    state.openShop()
    return state
  }

  private func line(_ name: String, in state: ConsoleState) -> String {
    let lines = state.render().text.split(separator: "\n")
    return lines.first { $0.contains(name) }.map(String.init) ?? ""
  }

  @Test(arguments: GoldenTests.sizes) func application(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.openShop()
    let conditions: Value = [
      ["type": "OrphanedResourceWarning", "message": "Application has 2 orphaned resources"],
      ["type": "SyncError", "message": "Failed last sync attempt"],
    ]
    state.hear(
      .document(ObjectKey(.applications, Samples.shop), ["status": ["conditions": conditions]]))
    state.press("j")
    expectGolden(state.render(), "application")
  }

  @Test func enterFollowsTheListsThatTheTreeIsMadeOf() {
    var state = opened()
    let pods = Activity.cluster(
      state.cluster.id, .resources(of: Samples.shop, TreeSource(.pods, namespace: "shop")))
    #expect(state.activities.contains(pods))
    state.press("<esc>")
    #expect(!state.activities.contains(pods))
  }

  @Test func whatArgoSaysIsShownBeforeAnythingIsSeen() {
    var state = Samples.state()
    state.press("2<enter>")
    #expect(line("Deployment web", in: state).contains("="))
    #expect(!state.render().text.contains("Missing"))
  }

  @Test func whatIsNotInACompleteListIsMissing() {
    var state = opened()
    state.hear([Samples.live("apps/v1", "Deployment", "cart")], of: .deployments)
    #expect(line("Deployment web", in: state).contains("Missing"))
  }

  @Test func whatMayNotBeListedIsSaidAndNotTakenForMissing() {
    var state = Samples.state()
    state.press("2<enter>")
    let source = TreeSource(.deployments, namespace: "shop")
    let error = KubernetesError.forbidden(
      Denial(
        verb: "list", resource: "deployments", status: Status(code: 403, message: "forbidden")))
    state.hear(.resources(of: Samples.shop, .began, source))
    state.hear(
      .resources(
        of: Samples.shop, .interrupted(Interruption(error, retriesAfter: .seconds(1))), source))
    let text = state.render().text
    #expect(text.contains("not seen: deployments (not allowed)"))
    #expect(!text.contains("Missing"))
  }

  @Test func resourcesInAnotherClusterAreNotLookedForHere() {
    var state = Samples.state()
    let app = ApplicationRow(
      name: Samples.shop, sync: .synced, health: .healthy,
      destination: ApplicationDestination(cluster: "far-away", namespace: "shop"),
      resources: [
        ApplicationResource(
          group: "apps", kind: "Deployment", name: ObjectName(namespace: "shop", name: "web"),
          sync: .synced, health: .healthy)
      ])
    state.hear(.applications(Samples.applicationQuery, .applied([app])))
    state.press("2<enter>")
    #expect(state.render().text.contains("its resources are in far-away/shop"))
    #expect(line("Deployment web", in: state).contains("Healthy"))
    let follows = state.activities.contains {
      if case .cluster(_, .resources) = $0 { true } else { false }
    }
    #expect(!follows)
    #expect(state.press("<ctrl-d>").substantial.isEmpty)
    #expect(state.said.last?.contains("it is in another cluster") == true)
  }

  @Test func whatHasToBePrunedIsMarked() {
    var state = Samples.state()
    let app = ApplicationRow(
      name: Samples.shop, destination: ApplicationDestination(cluster: "in-cluster"),
      resources: [
        ApplicationResource(
          kind: "Service", name: ObjectName(namespace: "shop", name: "old"), sync: .outOfSync,
          requiresPruning: true)
      ])
    state.hear(.applications(Samples.applicationQuery, .applied([app])))
    state.press("2<enter>")
    #expect(line("Service shop/old", in: state).contains("-"))
    #expect(line("Service shop/old", in: state).contains("prune"))
    #expect(line("Service shop/old", in: state).contains("not in Git any more"))
  }

  @Test func aPodThatChangesIsDrawnAnewInItsPlace() {
    var state = opened()
    #expect(line("Pod web-7d9f-abc", in: state).contains("Running"))
    let crashing = Samples.livePod("web-7d9f-abc", owner: "web-7d9f", isCrashing: true)
    state.hear(
      .resources(
        of: Samples.shop, .applied([crashing].compactMap(\.self)),
        TreeSource(.pods, namespace: "shop")))
    #expect(line("Pod web-7d9f-abc", in: state).contains("CrashLoopBackOff"))
    #expect(line("Pod web-7d9f-abc", in: state).contains("0/1 ↻7"))
  }

  @Test func replicaSetsThatWereReplacedAreCounted() {
    let state = opened()
    #expect(line("Deployment web", in: state).contains("(+1 old)"))
    #expect(!state.render().text.contains("web-0000"))
  }

  @Test func keysOfTheApplicationWorkOnItsTree() {
    var state = opened()
    let commands = state.press("R").substantial
    #expect(
      commands == [
        .cluster(state.cluster.id, .request([Samples.shop], .refresh(isHard: true)))
      ])
  }

  @Test func deletingSaysWhoPutsItBack() {
    var state = opened()
    #expect(Samples.deletions(state.press("gj<ctrl-d>")).isEmpty)
    #expect(state.render().text.contains("Whoever made it makes it anew"))
    state.press("<esc>k<ctrl-d>")
    #expect(state.render().text.contains("shop heals itself: Argo CD puts it back"))
    #expect(Samples.deletions(state.press("<enter>")).isEmpty)
    let key = ObjectKey(.deployments, namespace: "shop", name: "cart")
    state.press("<ctrl-d>")
    state.hear(.editPrepared(EditFlow.ID(3), [Samples.deleted(key)]))
    #expect(Samples.deletions(state.press("y")) == [key])
  }

  @Test func enterGoesFromAnApplicationOfApplicationsToTheTreeOfOne() {
    var state = Samples.state()
    let parent = ApplicationRow(
      name: Samples.shop, destination: ApplicationDestination(cluster: "in-cluster"),
      resources: [
        ApplicationResource(
          group: "argoproj.io", version: "v1alpha1", kind: "Application",
          name: ObjectName(namespace: "argocd", name: "wiki"), sync: .synced)
      ])
    state.hear(.applications(Samples.applicationQuery, .applied([parent])))
    state.press("2<enter><enter>")
    #expect(state.render().text.contains("─ argocd/wiki 0"))
    state.press("<esc>")
    #expect(state.render().text.contains("─ argocd/shop 1"))
  }

  @Test func logsOfAPodOutsideTheShownNamespacesAreFollowed() {
    var state = opened()
    state.hear(pods: [])
    state.press("gjjjl")
    let pod = PodRow(
      name: ObjectName(namespace: "shop", name: "web-7d9f-abc"),
      owner: Owner(kind: "ReplicaSet", name: "web-7d9f"),
      workload: Owner(kind: "Deployment", name: "web"), containers: [ContainerRow(name: "web")])
    state.hear(followed: [pod], in: "shop")
    #expect(state.logs.queries.map(\.pod) == ["web-7d9f-abc"])
  }

  @Test func twoThousandResourcesChangeWithoutBeingLaidOutAnew() {
    var state = Samples.state()
    let resources = (0..<2000).map { index in
      ApplicationResource(
        kind: "Service", name: ObjectName(namespace: "shop", name: "s\(10_000 + index)"),
        sync: .synced)
    }
    let app = ApplicationRow(
      name: Samples.shop, destination: ApplicationDestination(cluster: "in-cluster"),
      resources: resources)
    state.hear(.applications(Samples.applicationQuery, .applied([app])))
    state.press("2<enter>")
    let services = resources.map { Samples.live("v1", "Service", $0.name.name) }
    state.hear(services, of: .services)
    state.press("G")
    #expect(state.render().text.contains("s11999"))
    #expect(state.render().text.contains("2000/2000"))
    let changed = Samples.live(
      "v1", "Service", "s11999", spec: ["type": "LoadBalancer"], status: ["loadBalancer": [:]])
    state.hear(
      .resources(
        of: Samples.shop, .applied([changed].compactMap(\.self)),
        TreeSource(.services, namespace: "shop")))
    #expect(line("s11999", in: state).contains("Progressing"))
  }
}
