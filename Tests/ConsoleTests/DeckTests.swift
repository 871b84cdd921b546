import Console
import GitOps
import HTTP
import Kubernetes
import TUI
import Testing

@Suite struct DeckTests {
  @Test func numbersAndTabMoveTheFocus() {
    var state = Samples.state()
    #expect(state.focus == .stacks)
    state.press("3")
    #expect(state.focus == .resources)
    state.press("<tab><tab>")
    #expect(state.focus == .stacks)
    state.press("<shift-tab>")
    #expect(state.focus == .logs)
  }

  @Test func selectingAnApplicationNarrowsThePods() {
    var state = Samples.state()
    state.press("2")
    #expect(state.pods.scope == nil)
    state.press("j")
    #expect(state.pods.scope?.title == "application wiki")
    #expect(state.pods.visible.isEmpty)
    state.press("k")
    #expect(
      state.pods.visible.map(\.name.name) == ["cart-5d8c-x2x", "web-7d9f-abc", "web-7d9f-def"])
    state.press("3a")
    #expect(state.pods.visible.count == 6)
  }

  @Test func selectingAPodPointsTheLogsAtIt() {
    var state = Samples.state()
    state.press("3jj")
    #expect(state.logs.pod == Samples.pods[2].name)
    #expect(
      state.activities.contains { activity in
        if case .cluster(_, .logs(let query)) = activity { return query.pod == "cart-5d8c-x2x" }
        return false
      })
  }

  @Test func whoeverReadsALogIsNotTakenToAnother() {
    var state = Samples.state()
    state.press("3jjl")
    #expect(state.focus == .logs)
    #expect(state.isZoomed)
    state.hear(.pods(Samples.podQuery, .deleted([Samples.pods[2].name])))
    #expect(state.logs.pod == Samples.pods[2].name)
  }

  @Test func escapeGoesBackOneStepAtATime() {
    var state = Samples.state()
    state.press("2jk3z/web<enter>")
    #expect(state.pods.visible.count == 2)
    state.press("<esc>")
    #expect(state.pods.filter == .none)
    #expect(state.isZoomed)
    state.press("<esc>")
    #expect(!state.isZoomed)
    #expect(state.pods.scope != nil)
    state.press("<esc>")
    #expect(state.pods.scope == nil)
    #expect(state.press("<esc>").substantial.isEmpty)
    #expect(state.said.last?.contains(":q") == true)
  }

  @Test func aNewConnectionDropsWhatTheOldOneSays() {
    var state = Samples.state()
    let old = state.cluster.id
    #expect(state.press("<ctrl-r>").substantial == [.readRepository])
    #expect(state.cluster.id != old)
    _ = state.update(.cluster(old, .pods(Samples.podQuery, .deleted(Samples.pods.map(\.name)))))
    #expect(state.pods.total == 6)
  }

  @Test func anotherContextKeepsNothingOfTheOldOne() {
    var state = Samples.state()
    state.press(":ctx work<enter>")
    #expect(state.cluster.id.context == "work")
    #expect(state.pods.total == 0)
    #expect(state.applications.total == 0)
    #expect(state.stacks.total == 3)
    #expect(state.logs.pod == nil)
    #expect(state.cluster.facts == nil)
  }

  @Test func anUnknownContextIsRefused() {
    var state = Samples.state()
    state.press(":ctx nowhere<enter>")
    #expect(state.cluster.id.context == "homelab")
    #expect(state.said == ["there is no context nowhere in the kubeconfig"])
  }

  @Test func namespacesAreChosenSeveralAtOnce() {
    var state = Samples.state()
    state.press("n<down><space><space><enter>")
    #expect(state.namespaces == ["argocd", "media"])
    let watched = state.activities.compactMap { activity -> String? in
      guard case .cluster(_, .pods(let query)) = activity else { return nil }
      return query.namespace
    }
    #expect(Set(watched) == ["argocd", "media"])
  }

  @Test func enterTakesTheOneNamespaceThatIsSelected() {
    var state = Samples.state()
    state.press("nsho<enter>")
    #expect(state.namespaces == ["shop"])
    state.press("n<up><up><up><enter>")
    #expect(state.namespaces == [])
  }

  @Test func aClusterWithoutArgoCDIsNotAskedForApplications() {
    var state = Samples.empty()
    #expect(
      state.activities.contains(.cluster(state.cluster.id, .applications(Samples.applicationQuery)))
    )
    state.hear(.discovered(Discovery(kinds: [.pods])))
    #expect(
      !state.activities.contains(
        .cluster(state.cluster.id, .applications(Samples.applicationQuery))))
  }

  @Test func aContextThatCannotBeUsedIsNotAskedForAnything() {
    var state = Samples.empty()
    state.hear(.unusable("the client certificate expired"))
    #expect(state.activities == [.clock, .repository, .keptEdits])
    #expect(state.render().text.contains("the client certificate expired"))
  }

  @Test func aPodThatFallsIllIsToldOnceAndARelistTellsNothing() {
    var state = Samples.state()
    #expect(state.said.isEmpty)
    let ill = Samples.pod("shop", "web-7d9f-abc", status: "OOMKilled", health: .degraded)
    state.hear(.pods(Samples.podQuery, .applied([ill])))
    state.hear(.pods(Samples.podQuery, .applied([ill])))
    #expect(state.said == ["pod shop/web-7d9f-abc: OOMKilled"])
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 60)))
    #expect(state.said.isEmpty)
  }

  @Test func aLostConnectionIsSeenAndLosesNothing() {
    var state = Samples.state()
    let interruption = Interruption(.transport(.init(.connectionLost)), retriesAfter: .seconds(1))
    state.hear(.pods(Samples.podQuery, .interrupted(interruption)))
    #expect(state.pods.total == 6)
    #expect(state.render().text.contains("▲ stale"))
    state.hear(.pods(Samples.podQuery, .alive))
    #expect(!state.render().text.contains("▲ stale"))
  }

  @Test func quittingIsACommand() {
    var state = Samples.state()
    #expect(state.press("<ctrl-c>").substantial == [.quit])
    #expect(state.press(":q<enter>").substantial == [.quit])
  }

  @Test func theMouseFocusesSelectsAndScrolls() {
    var state = Samples.state()
    let area = state.layout.panes[.resources] ?? Rect(width: 0, height: 0)
    _ = state.update(.key(Key(.mouse(.press, x: area.x + 4, y: area.y + 4))))
    #expect(state.focus == .resources)
    #expect(state.pods.selected == Samples.pods[2])
    _ = state.update(.key(Key(.mouse(.press, x: area.x + 13, y: area.y + 1))))
    #expect(state.pods.sort.column == "NAME")
  }

  @Test func pastedTextIsNeverACommand() {
    var state = Samples.state()
    state.press("3")
    let before = state
    _ = state.update(.key(Key(.paste("D:q\n"))))
    #expect(state == before)
    state.press("/")
    _ = state.update(.key(Key(.paste("we\nb"))))
    #expect(state.pods.filter.typed == "we b")
  }
}

extension Canvas {
  /// The characters of all rows.
  var text: String {
    (0..<size.height).map { y in
      String(
        (0..<size.width).filter { !self[$0, y].isContinuation }.map { self[$0, y].character })
    }.joined(separator: "\n")
  }
}
