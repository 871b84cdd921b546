import Console
import Documents
import Kubernetes
import TUI
import TestSupport
import Testing

/// Deleting and evicting pods, and cleaning up those that have ended.
@Suite struct PodRemovalTests {
  private func orders(_ state: ConsoleState) -> [PodRemoval.Order] {
    state.activities.compactMap {
      if case .cluster(_, .removal(_, let order)) = $0 { order } else { nil }
    }
  }

  private func target(_ row: PodRow) -> PodTarget {
    PodTarget(row.name, uid: row.uid, owner: row.owner)
  }

  @Test func theAnswerIsNo() {
    var state = Samples.state()
    state.press("3<ctrl-d><enter>")
    #expect(orders(state).isEmpty)
    #expect(state.overlays.isEmpty)
  }

  @Test(arguments: [("y", PodRemoval.Way.normal), ("w", .now), ("f", .force)])
  func podsAreDeletedInTheWayThatIsChosen(key: String, way: PodRemoval.Way) {
    var state = Samples.state()
    state.press("3<ctrl-d>\(key)")
    #expect(orders(state) == [PodRemoval.Order([target(Samples.pods[0])], way)])
  }

  @Test func whatIsMarkedIsEvictedTogether() {
    var state = Samples.state()
    state.press("3<space><space>Ey")
    #expect(orders(state) == [PodRemoval.Order(Samples.pods.prefix(2).map(target), .evict)])
    #expect(state.pods.marks.isEmpty)
  }

  @Test func itIsSaidWhoMakesANewOne() {
    var state = Samples.state()
    state.press("3<ctrl-d>")
    #expect(state.render().text.contains("ReplicaSet argocd-server-7d9f makes a new one."))
    state.press("<esc>j<ctrl-d>")
    #expect(state.render().text.contains("It has no controller: nobody makes it anew."))
    state.press("<esc><space>kk<space><ctrl-d>")
    #expect(state.render().text.contains("1 has a controller, which makes a new one; 1 has none"))
  }

  @Test func aProtectedContextWantsTheNameTyped() {
    var state = Samples.state()
    state.settings.protectedContexts = ["homelab"]
    state.press("3<ctrl-d>y<enter>")
    #expect(orders(state).isEmpty)
    state.press("<esc><ctrl-d>argocd-server-7c9f<enter>")
    #expect(orders(state).count == 1)
  }

  @Test func whatIsDoneIsSaid() throws {
    var state = Samples.state()
    state.press("3<space><space>Ey")
    let budget = Status(
      code: 429, message: "Cannot evict pod",
      causes: [.init(reason: "DisruptionBudget", message: "web needs 2 healthy pods and has 2")])
    let id = PodRemoval.ID(1)
    state.hear(.removal(id, .removed(Samples.pods[0].name, nil)))
    state.hear(.removal(id, .removed(Samples.pods[1].name, .tooManyRequests(budget))))
    state.hear(.removal(id, .ended))
    #expect(
      state.said == [
        "pod argocd/argocd-server-7c9f evicted",
        "pod media/jellyfin-0 not evicted: its disruption budget doesn't allow it now: "
          + "web needs 2 healthy pods and has 2",
      ])
    #expect(orders(state).isEmpty)
  }

  @Test func manyAreFollowedOnAPageThatCanStopThem() {
    var state = Samples.state()
    state.press("3<space><space><space><space><ctrl-d>y")
    let id = PodRemoval.ID(1)
    state.hear(.removal(id, .removed(Samples.pods[0].name, nil)))
    #expect(state.render().text.contains("1 of 4 pods asked for"))
    state.press("<ctrl-d>")
    #expect(orders(state).isEmpty)
    state.hear(.removal(id, .removed(Samples.pods[1].name, .notFound(Status(code: 404)))))
    state.hear(.removal(id, .ended))
    let text = state.render().text
    #expect(text.contains("1 of 4 pods deleted"))
    #expect(text.contains("2 weren't asked for"))
    #expect(text.contains("it was gone already"))
    state.press("<esc>")
    #expect(state.overlays.isEmpty)
  }

  @Test func leavingTheProgramMeanwhileIsAskedAbout() {
    var state = Samples.state()
    state.press("3<ctrl-d>y")
    #expect(state.press("<ctrl-c>").substantial.isEmpty)
    #expect(state.render().text.contains("Pods are being removed"))
    #expect(state.press("y").substantial == [.quit])
  }

  @Test func whoMayNotEvictIsToldBeforehand() {
    var state = Samples.state()
    state.press("3")
    let question = AccessQuestion(
      verb: "create", kind: .pods, subresource: "eviction", namespace: "argocd")
    state.hear(.reviewed(question, .denied("")))
    state.press("E")
    #expect(
      state.said == ["evict: you aren't allowed to create pods/eviction in namespace argocd"])
  }

  // MARK: - Cleaning up

  private static func pod(
    _ name: String, _ phase: String, reason: String = "", owner: String? = nil
  ) -> Value {
    var pod: Value = [
      "metadata": [
        "namespace": "shop", "name": .string(name), "uid": .string("u-\(name)"),
        "resourceVersion": "7",
      ], "status": ["phase": .string(phase), "reason": .string(reason)],
    ]
    if let owner {
      pod["metadata"]?["ownerReferences"] = [
        ["kind": .string(owner), "name": "it", "controller": true]
      ]
    }
    return pod
  }

  static let leftovers = [
    pod("bad", "Failed", reason: "Error"),
    pod("out", "Failed", reason: "Evicted", owner: "ReplicaSet"),
    pod("done", "Succeeded"), pod("job", "Succeeded", owner: "Job"), pod("live", "Running"),
  ].compactMap { LeftoverPod($0) }

  @Test func aPodIsLeftOverOnlyOnceItHasEnded() {
    #expect(
      Self.leftovers.map(\.category) == [.failed, .evicted, .completed, .completedOfJob])
    var going = Self.pod("x", "Failed")
    going["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"
    #expect(LeftoverPod(going) == nil)
  }

  @Test func theShownNamespacesAreCleanedUpButForTheJobs() throws {
    var state = Samples.state()
    state.press(":ns shop<enter>3")
    #expect(
      state.press("K").substantial == [.cluster(state.cluster.id, .leftovers(in: ["shop"]))])
    state.hear(.leftovers(["shop"], .success(Self.leftovers)))
    let text = state.render().text
    #expect(text.contains("Clean up pods of shop"))
    #expect(text.contains("3 pods are chosen."))
    state.press("<enter><enter>")
    #expect(orders(state).isEmpty)
    state.press("K")
    state.hear(.leftovers(["shop"], .success(Self.leftovers)))
    state.press("<enter>y")
    let order = try #require(orders(state).first)
    #expect(order.way == .cleanUp)
    #expect(order.pods.map(\.name.name) == ["bad", "out", "done"])
    #expect(order.pods[0].uid == "u-bad")
    #expect(order.pods.allSatisfy { $0.resourceVersion == "7" })
  }

  @Test func whereNothingHasEndedThereIsNothingToCleanUp() {
    var state = Samples.state()
    state.press("3K")
    state.hear(.leftovers([], .success([])))
    #expect(
      state.said == ["nothing to clean up in all namespaces: no pod there has ended"])
  }

  @Test func nothingComesUpUnderTheFingersOfSomebodyWhoHasGoneOn() {
    var state = Samples.state()
    state.press("3Kj")
    state.hear(.leftovers([], .success(Self.leftovers)))
    #expect(state.overlays.isEmpty)
  }

  @Test func whatHasChangedSinceIsLeftAlone() {
    var state = Samples.state()
    state.press("3<ctrl-d>y")
    let id = PodRemoval.ID(1)
    state.hear(.removal(id, .removed(Samples.pods[0].name, .conflict(Status(code: 409)))))
    state.hear(.removal(id, .ended))
    #expect(
      state.said == [
        "pod argocd/argocd-server-7c9f not deleted: it has changed or was replaced meanwhile, and "
          + "was left alone"
      ])
  }
}
