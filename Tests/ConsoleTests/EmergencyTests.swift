import Console
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The record of changes past Git, and taking one of them back.
@Suite struct EmergencyTests {
  private func state(_ entries: Emergency...) -> ConsoleState {
    var state = Samples.deployments()
    state.hear(.emergencies(entries, nil))
    return state
  }

  private func undos(_ commands: [Command]) -> [Emergency] {
    commands.compactMap {
      if case .cluster(_, .prepareUndo(_, let emergency, _)) = $0 { emergency } else { nil }
    }
  }

  @Test func theHeaderCountsWhatIsOwedToGit() {
    #expect(state(Samples.emergency()).render().text.contains("✎ 1 owed to Git"))
    #expect(!state(Samples.emergency(.inGit)).render().text.contains("owed to Git"))
    #expect(!state(Samples.emergency(owners: [])).render().text.contains("owed to Git"))
  }

  @Test func aKeyShowsTheRecord() {
    var state = state(Samples.emergency())
    state.press("<ctrl-e>")
    let screen = state.render().text
    #expect(screen.contains("Changes past Git — 1 owed to Git"))
    #expect(screen.contains("● live       deployment shop/web"))
  }

  @Test func enterShowsOneWithItsFields() {
    var state = state(Samples.emergency())
    state.press("<ctrl-e><enter>")
    let screen = state.render().text
    for text in ["~ spec.replicas: 3 → 5", "the shop is full", "application shop"] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  @Test func undoingGoesThroughTheReview() {
    var state = state(Samples.emergency())
    #expect(undos(state.press("<ctrl-e>U")).map(\.id) == [Samples.emergency().id])
    state.hear(.editPrepared(EditFlow.ID(1), [Samples.scaled(to: 3)]))
    #expect(state.edits[EditFlow.ID(1)]?.phase == .review)
    #expect(state.frontPage == .edit(EditFlow.ID(1)))
  }

  @Test func whatCannotBeUndoneIsSaidWithTheReason() {
    var state = state(Samples.emergency())
    state.press("<ctrl-e>U")
    state.hear(.editRefused(EditFlow.ID(1), "changed since by somebody else: spec.replicas"))
    #expect(state.said.last == "web: changed since by somebody else: spec.replicas")
    #expect(state.frontPage == .emergencies)
    #expect(state.edits.isEmpty)
  }

  @Test func whatIsNotInEffectIsNotUndone() {
    var state = state(Samples.emergency(.undone))
    #expect(undos(state.press("<ctrl-e>U")).isEmpty)
    #expect(state.said.last == "undo: it isn't in effect: undone")
  }

  @Test func aRecordThatCannotBeReadSaysWhy() {
    var state = Samples.deployments()
    state.hear(.emergencies([], KubernetesError(Status(code: 403, message: "no"))))
    state.press("<ctrl-e>")
    #expect(state.render().text.contains("▲ the cluster's record can't be read"))
  }
}
