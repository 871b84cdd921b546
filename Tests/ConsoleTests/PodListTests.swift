import Console
import Kubernetes
import TUI
import Testing

/// The list of pods: in groups, faults alone, of several namespaces.
@Suite struct PodListTests {
  private func title(_ state: ConsoleState) -> String {
    state.render().text.split(separator: "\n").map(String.init).first { $0.contains("3 Pods ") }
      ?? ""
  }

  @Test func groupsChangeInTurnAndTheTitleSaysWhich() {
    var state = Samples.state()
    let titles = (0..<4).map { _ in
      state.press("3B")
      return state.pods.grouping?.title
    }
    #expect(titles == ["owner", "node", "status", nil])
    state.press("B")
    #expect(title(state).contains("by owner"))
  }

  @Test func aHeadingSaysHowItsPodsAre() {
    var state = Samples.state(200, 50)
    state.press("3zBB")
    #expect(state.render().text.contains("▾ talos-1  3 of 5 ready  1 done  ↻12  ✖ 1 faulty"))
  }

  @Test func theMouseMeansTheRowThatIsSeen() {
    var state = Samples.state()
    state.press("3BBB")
    let area = state.layout.panes[.resources] ?? Rect(width: 0, height: 0)
    // Below frame and column titles: Completed, its pod, CrashLoopBackOff, its pod.
    _ = state.update(.key(Key(.mouse(.press, x: area.x + 4, y: area.y + 5))))
    #expect(state.pods.selected?.status == "CrashLoopBackOff")
    _ = state.update(.key(Key(.mouse(.press, x: area.x + 4, y: area.y + 2))))
    #expect(state.pods.selected?.status == "Completed")
    _ = state.update(.key(Key(.mouse(.doubleClick, x: area.x + 4, y: area.y + 3))))
    #expect(state.render().text.contains("Pod shop/zz-migrate-1"))
  }

  @Test func faultsAloneAreSaidAndDroppedByGoingBack() {
    var state = Samples.state()
    state.press("3f")
    #expect(state.pods.visible.map(\.name.name) == ["cart-5d8c-x2x"])
    #expect(title(state).contains("1 of 6 faults only"))
    state.press("<esc>")
    #expect(state.pods.visible.count == 6)
    #expect(!title(state).contains("faults only"))
  }

  @Test func withoutFaultsTheListSaysThatAllIsWell() {
    var state = Samples.state()
    state.hear(.pods(Samples.podQuery, .deleted([Samples.pods[2].name])))
    state.press("3f")
    #expect(state.render().text.contains("● nothing is wrong; f shows all"))
  }

  @Test func otherKindsHaveNeitherGroupsNorFaults() {
    var state = Samples.state()
    state.press(":svc<enter>B")
    #expect(state.said.last == "group: only pods are grouped")
    state.press("f")
    #expect(state.said.last == "faults: only pods are known to be at fault")
  }

  @Test func groupsAndFaultsHoldForSeveralNamespaces() {
    var state = Samples.state()
    state.press("n<down><space><space><enter>3B")
    for (namespace, pods) in Dictionary(grouping: Samples.pods, by: \.name.namespace)
    where state.namespaces.contains(namespace) {
      let query = ResourceQuery(.pods, namespace: namespace)
      state.hear(.pods(query, .began))
      state.hear(.pods(query, .page(pods, remaining: nil)))
      state.hear(.pods(query, .listed))
    }
    #expect(state.pods.rowGroups.map(\.key.first) == ["argocd", "media"])
    #expect(state.pods.lineCount == 4)
    state.hear(
      .pods(
        ResourceQuery(.pods, namespace: "media"),
        .applied([Samples.pod("media", "jellyfin-0", ready: 0, health: .degraded)])))
    state.press("f")
    #expect(state.pods.visible.map(\.name.name) == ["jellyfin-0"])
  }

  @Test func aPodSaysInTheListWhyItIsntReady() {
    var state = Samples.state(200, 50)
    state.press("3z")
    #expect(!state.render().text.contains("WHY"))
    let pod = PodRow(
      name: Samples.pods[2].name, status: "ImagePullBackOff", ready: 0, phase: "Pending",
      health: .degraded, why: "image not found: cart:9", isTroubled: true)
    state.hear(.pods(Samples.podQuery, .applied([pod])))
    #expect(state.render().text.contains("WHY"))
    #expect(state.render().text.contains("image not found: cart:9"))
  }

  @Test func whatTroublesAPodMakesItFaultyWhateverItsHealth() {
    let pod = PodRow(
      name: ObjectName(namespace: "a", name: "b"), health: .progressing, isTroubled: true)
    #expect(pod.isFaulty)
  }
}
