import Documents
import Kubernetes
import Testing

@testable import DeployEngine

@Suite struct LedgerTests {
  private func entry(
    _ number: Int, objects: Int = 1, message: String = "", isEverywhere: Bool = false
  ) -> LedgerEntry {
    LedgerEntry(
      id: .init("20260701-\(100_000 + number)-0000"), stack: "web", path: "base/web",
      environment: "prod", commit: "4f2a91c0d", branch: "main", isDirty: true,
      user: Operator(user: "eva", host: "laptop"), start: Timestamp(seconds: 1_782_900_000),
      duration: .milliseconds(1500), result: .failed, reason: "no", counts: ["created": objects],
      objects: (0..<objects).map {
        .init(
          kind: .init(group: "apps", kind: "Deployment"),
          name: ObjectName(namespace: "shop", name: "web\($0)"), outcome: "created",
          message: isEverywhere || $0 == objects - 1 ? message : "")
      }, rollbackOf: .init("x"))
  }

  private func page(_ entries: [LedgerEntry]) -> LedgerPage {
    entries.reduce(LedgerPage([:])) { LedgerPage($0.adding($1)) }
  }

  @Test func anEntryIsReadAsItWasWritten() {
    let entry = entry(1, message: "why")
    #expect(LedgerEntry(entry.value) == entry)
  }

  @Test func theLatestComesFirst() {
    #expect(page([entry(2), entry(1), entry(3)]).entries == [entry(3), entry(2), entry(1)])
  }

  @Test func theOldestGoWhereThereIsNoRoom() {
    let many = page((0..<70).map { entry($0) })
    #expect(many.entries.count == 60)
    #expect(many.entries.first == entry(69))
    let message = String(repeating: "x", count: 400)
    let large = page((0..<7).map { entry($0, objects: 300, message: message, isEverywhere: true) })
    #expect((1..<7).contains(large.entries.count))
    #expect(large.entries.first?.id == entry(6).id)
  }

  @Test func whatFailedIsListedWhateverIsLeftOut() {
    let large = entry(1, objects: 1000, message: String(repeating: "x", count: 2000))
    let kept = page([large]).entries[0]
    #expect(kept.objects.count == 300 && kept.omitted == 700)
    #expect(kept.objects.first?.name.name == "web999")
    #expect(kept.objects.first?.message.count == 400)
    #expect(kept.counts == ["created": 1000])
  }

  @Test func whatIsNotAnEntryIsPassedOver() {
    let page = LedgerPage(["data": ["a": "{", "b": "{}", "c": 1]])
    #expect(page.entries.isEmpty)
  }

  @Test func identitiesSortByTime() {
    let time = Timestamp(seconds: 1_782_900_000)
    let later = Timestamp(seconds: 1_782_900_000, nanoseconds: 999_000_000)
    let latest = Timestamp(seconds: 1_782_900_001)
    #expect(LedgerEntry.ID(at: time, chance: 0).text == "20260701-100000-0000")
    #expect(LedgerEntry.ID(at: later, chance: 0.99).text == "20260701-100000-f9ff")
    #expect(LedgerEntry.ID(at: time, chance: 0.99) < LedgerEntry.ID(at: later, chance: 0))
    #expect(LedgerEntry.ID(at: later, chance: 0.99) < LedgerEntry.ID(at: latest, chance: 0))
  }

  @Test func theJournalIsInTheStateFolder() {
    #expect(Journal.path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/duet/journal.jsonl")
    #expect(
      Journal.path(["XDG_STATE_HOME": "s", "HOME": "/h"]) == "/h/.local/state/duet/journal.jsonl")
    #expect(Journal.path([:]) == nil)
  }
}
