import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import Console

/// Pauses are seen from everywhere, and end.
@Suite struct PauseTests {
  private let shop = ObjectName(namespace: "argocd", name: "shop")
  private var now: Int64 { Samples.now.seconds }

  private func paused(_ name: String = "shop", for seconds: Int64?) -> ApplicationRow {
    ApplicationRow(
      name: ObjectName(namespace: "argocd", name: name), automation: Automation(isEnabled: false),
      pause: AutomationPause(
        user: "ada", reason: "fire", since: now - 60, until: seconds.map { now + $0 }))
  }

  private func state(_ rows: ApplicationRow..., width: Int = 140) -> ConsoleState {
    var state = Samples.state(width, 40)
    state.hear(.applications(Samples.applicationQuery, .applied(rows)))
    return state
  }

  private func over(_ row: ApplicationRow) -> [PausedOwner] {
    row.pause.map { [PausedOwner(.application(row.name), $0)] } ?? []
  }

  @Test func theHeaderCountsDown() {
    #expect(state(paused(for: 754)).render().text.contains("⏸ shop 12:34"))
    #expect(state(paused(for: 754), width: 80).render().text.contains("⏸ shop 12:34"))
    #expect(state(paused(for: 3900)).pauseWords == "⏸ shop 1h05m")
    #expect(state(paused(for: nil)).pauseWords == "⏸ shop")
    #expect(state(paused(for: 0)).pauseWords == "⏸ shop over")
    #expect(
      state(paused(for: 900), paused("wiki", for: 754), paused("blog", for: nil)).pauseWords
        == "⏸ 3, next 12:34")
  }

  @Test func fluxIsCountedToo() {
    var state = Samples.state()
    let kind = ResourceKind(
      group: "kustomize.toolkit.fluxcd.io", plural: "kustomizations", kind: "Kustomization")
    let query = ResourceQuery(kind)
    state.hear(.discovered(Discovery(kinds: [kind])))
    #expect(state.activities.contains(.cluster(state.cluster.id, .fluxPauses(query))))
    let note = AutomationPause(user: "ada", since: now, until: now + 60)
    let row = FluxRow(
      .kustomization,
      [
        "metadata": [
          "name": "apps", "namespace": "flux-system",
          "annotations": [AutomationPause.annotation: .string(note.text)],
        ], "spec": ["suspend": true],
      ])
    state.hear(.fluxPauses(query, .applied([row])))
    #expect(state.pauseWords == "⏸ apps 1:00")
  }

  @Test func aPauseThatIsOverIsEndedOnce() {
    let row = paused(for: 5)
    var state = state(row)
    #expect(state.update(.ticked(Timestamp(seconds: now + 4))).isEmpty)
    let ended = state.update(.ticked(Timestamp(seconds: now + 5)))
    #expect(ended == [.cluster(state.cluster.id, .resumeExpired(over(row)))])
    #expect(state.update(.ticked(Timestamp(seconds: now + 6))).isEmpty)
    let owner = ObjectOwner.application(shop)
    state.hear(.resumed(over(row).map { .init(owner: owner, pause: $0.pause) }))
    #expect(state.said.last == "application shop is resumed: the pause by ada is over")
    #expect(state.update(.ticked(Timestamp(seconds: now + 7))).isEmpty)
  }

  @Test func whatFailsIsTriedAgainMoreAndMoreSeldom() {
    let row = paused(for: 0)
    var state = state(row)
    var asked: [Int64] = []
    let owner = ObjectOwner.application(shop)
    for second in 1...200 {
      guard !state.update(.ticked(Timestamp(seconds: now + Int64(second)))).isEmpty else {
        continue
      }
      asked.append(Int64(second))
      state.hear(
        .resumed(
          over(row).map { .init(owner: owner, pause: $0.pause, problem: "you may not") }))
    }
    #expect(asked == [1, 11, 31, 71, 151])
    // It is said once.
    #expect(state.said.filter { $0.contains("you may not") }.count <= 1)
  }

  @Test func aReadOnlyConsoleSaysThatItIsOver() {
    var state = state(paused(for: 0))
    state.settings.isReadOnly = true
    #expect(state.update(.ticked(Timestamp(seconds: now + 1))).isEmpty)
    #expect(
      state.said.last
        == "the pause of application shop is over; this console is read-only and leaves it as it is"
    )
    _ = state.update(.ticked(Timestamp(seconds: now + 2)))
    #expect(state.said.count { $0.contains("is over") } == 1)
  }

  @Test func aLongerPauseIsWaitedForAnew() {
    let row = paused(for: 5)
    var state = state(row)
    _ = state.update(.ticked(Timestamp(seconds: now + 5)))
    let longer = paused(for: 60)
    state.hear(.applications(Samples.applicationQuery, .applied([longer])))
    #expect(state.update(.ticked(Timestamp(seconds: now + 6))).isEmpty)
    #expect(
      state.update(.ticked(Timestamp(seconds: now + 60)))
        == [.cluster(state.cluster.id, .resumeExpired(over(longer)))])
  }

  @Test func theListSaysForHowLong() {
    var state = state(paused(for: 754))
    state.press("2z")
    #expect(state.render().text.contains("paused 12m"))
  }
}
