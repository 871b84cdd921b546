import HTTP
import Testing

@testable import Kubernetes

private typealias Machine = WatchMachine<NameRow>

@Suite struct WatchMachineTests {
  private let lost = KubernetesError.transport(TransportError(.connectionLost))
  private let expired = KubernetesError.gone(Status(code: 410, reason: "Expired"))

  /// A machine that has listed `a` at version 5 and is watching.
  private func watching() -> Machine {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0)
    _ = machine.handle(.pageBegan(PageHead(version: "5")), jitter: 0)
    _ = machine.handle(.page([NameRow("a")], []), jitter: 0)
    return machine
  }

  private func watch(_ version: String, timeout: Int = 300) -> Machine.Output {
    .watch(
      WatchOptions(.after(version), timeoutSeconds: timeout, idleTimeout: .seconds(75)))
  }

  private var firstList: [Machine.Output] { [.tell(.began), .list(ListOptions(limit: 250))] }

  // MARK: Listing

  @Test func listsThenWatchesFromTheListsVersion() {
    var machine = Machine()
    #expect(machine.handle(.started(mayStream: false), jitter: 0) == firstList)
    #expect(machine.handle(.pageBegan(PageHead(version: "5")), jitter: 0) == [])
    #expect(
      machine.handle(.page([NameRow("a")], []), jitter: 0)
        == [.tell(.page([NameRow("a")], remaining: nil)), .tell(.listed), watch("5")])
  }

  @Test func asksForTheNextPageBeforeThisOneIsDecoded() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0)
    let head = PageHead(version: "5", continuation: "next", remaining: 700)
    #expect(
      machine.handle(.pageBegan(head), jitter: 0)
        == [.list(ListOptions(limit: 500, continuation: "next"))])
    #expect(
      machine.handle(.page([NameRow("a")], []), jitter: 0)
        == [.tell(.page([NameRow("a")], remaining: 700))])
  }

  @Test func allPagesAreOfTheFirstPagesVersion() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0)
    _ = machine.handle(.pageBegan(PageHead(version: "5", continuation: "next")), jitter: 0)
    _ = machine.handle(.page([], []), jitter: 0)
    _ = machine.handle(.pageBegan(PageHead(version: "6")), jitter: 0)
    #expect(machine.handle(.page([], []), jitter: 0).last == watch("5"))
  }

  @Test func expiredContinuationBeginsAnewWithoutPages() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0)
    _ = machine.handle(.pageBegan(PageHead(version: "5", continuation: "next")), jitter: 0)
    _ = machine.handle(.page([], []), jitter: 0)
    #expect(
      machine.handle(.failed(expired), jitter: 0) == [.tell(.began), .list(ListOptions())])
  }

  @Test func failedListWaitsAndBeginsAnew() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0.5)
    let wait = Duration.milliseconds(800)
    #expect(
      machine.handle(.failed(lost), jitter: 0.5)
        == [.tell(.interrupted(Interruption(lost, retriesAfter: wait))), .wait(wait)])
    #expect(machine.handle(.woke, jitter: 0.5) == firstList)
  }

  @Test func missingKindIsTriedSlowly() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0.5)
    let missing = KubernetesError.notFound(Status(code: 404))
    #expect(machine.handle(.failed(missing), jitter: 0.5).last == .wait(.seconds(30)))
  }

  @Test func unreadableObjectIsToldAndTheListGoesOn() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: false), jitter: 0)
    _ = machine.handle(.pageBegan(PageHead(version: "5")), jitter: 0)
    let broken = Unreadable(name: ObjectName(name: "b"), reason: "why")
    #expect(
      machine.handle(.page([NameRow("a")], [broken]), jitter: 0) == [
        .tell(.page([NameRow("a")], remaining: nil)),
        .tell(.unreadable(ObjectName(name: "b"), "why")), .tell(.listed), watch("5"),
      ])
  }

  // MARK: Watching

  @Test func eventsOfOnePieceAreOneChange() {
    var machine = watching()
    #expect(
      machine.handle(
        .events([
          .applied(NameRow("a", 1), version: "6"), .applied(NameRow("b", 1), version: "7"),
          .applied(NameRow("a", 2), version: "8"),
        ]), jitter: 0)
        == [.tell(.applied([NameRow("a", 2), NameRow("b", 1)]))])
  }

  @Test func lastEventOfAnObjectCounts() {
    var machine = watching()
    #expect(
      machine.handle(
        .events([
          .applied(NameRow("a", 1), version: "6"), .deleted(ObjectName(name: "a"), version: "7"),
          .deleted(ObjectName(name: "b"), version: "8"), .applied(NameRow("b", 1), version: "9"),
        ]), jitter: 0)
        == [.tell(.applied([NameRow("b", 1)])), .tell(.deleted([ObjectName(name: "a")]))])
  }

  @Test func recreatedObjectIsToldOnce() {
    var machine = watching()
    #expect(
      machine.handle(
        .events([
          .applied(NameRow("a", 1), version: "6"), .deleted(ObjectName(name: "a"), version: "7"),
          .applied(NameRow("a", 2), version: "8"),
        ]), jitter: 0) == [.tell(.applied([NameRow("a", 2)]))])
  }

  @Test func bookmarkShowsLifeAndMovesTheVersion() {
    var machine = watching()
    #expect(
      machine.handle(.events([.bookmark(version: "9", endsInitialEvents: false)]), jitter: 0)
        == [.tell(.alive)])
    #expect(machine.handle(.ended(after: .seconds(300)), jitter: 0) == [watch("9")])
  }

  @Test func closedStreamResumesAtOnce() {
    var machine = watching()
    _ = machine.handle(.events([.applied(NameRow("a", 1), version: "8")]), jitter: 0)
    #expect(machine.handle(.ended(after: .seconds(400)), jitter: 0.5) == [watch("8", timeout: 450)])
  }

  @Test func streamClosedAtOnceTwiceWaits() {
    var machine = watching()
    #expect(machine.handle(.ended(after: .zero), jitter: 0.5) == [watch("5", timeout: 450)])
    #expect(machine.handle(.ended(after: .zero), jitter: 0.5).last == .wait(.milliseconds(800)))
    #expect(machine.handle(.woke, jitter: 0.5) == [watch("5", timeout: 450)])
  }

  @Test func goneRelists() {
    var machine = watching()
    #expect(machine.handle(.failed(expired), jitter: 0) == firstList)
  }

  @Test func goneWithinTheStreamRelists() {
    var machine = watching()
    let outputs = machine.handle(
      .events([
        .applied(NameRow("a", 1), version: "6"),
        .failed(Status(code: 410, reason: "Expired")),
      ]), jitter: 0)
    #expect(outputs == [.tell(.applied([NameRow("a", 1)]))] + firstList)
  }

  @Test func goneAgainAndAgainWaits() {
    var machine = watching()
    _ = machine.handle(.failed(expired), jitter: 0.5)
    _ = machine.handle(.pageBegan(PageHead(version: "6")), jitter: 0.5)
    _ = machine.handle(.page([], []), jitter: 0.5)
    #expect(machine.handle(.failed(expired), jitter: 0.5).last == .wait(.milliseconds(800)))
  }

  @Test func lostConnectionResumesFromTheLastVersion() {
    var machine = watching()
    _ = machine.handle(.events([.applied(NameRow("a", 1), version: "8")]), jitter: 0.5)
    let wait = Duration.milliseconds(800)
    #expect(
      machine.handle(.failed(lost), jitter: 0.5)
        == [.tell(.interrupted(Interruption(lost, retriesAfter: wait))), .wait(wait)])
    #expect(machine.handle(.woke, jitter: 0.5) == [watch("8", timeout: 450)])
    #expect(machine.handle(.connected, jitter: 0.5) == [.tell(.alive)])
  }

  @Test func waitsGrowAndAreForgottenOnceEventsFlow() {
    var machine = watching()
    var waits: [Machine.Output?] = []
    for _ in 0..<7 {
      waits.append(machine.handle(.failed(lost), jitter: 0.5).last)
      _ = machine.handle(.woke, jitter: 0.5)
    }
    let expected = [800, 1600, 3200, 6400, 12_800, 25_600, 30_000]
    #expect(waits == expected.map { .wait(.milliseconds($0)) })
    _ = machine.handle(.events([.bookmark(version: "9", endsInitialEvents: false)]), jitter: 0)
    #expect(machine.handle(.failed(lost), jitter: 0.5).last == .wait(.milliseconds(800)))
  }

  @Test func serverThatAsksToWaitIsWaitedFor() {
    var machine = watching()
    let busy = KubernetesError.tooManyRequests(Status(code: 429, retryAfterSeconds: 7))
    #expect(machine.handle(.failed(busy), jitter: 0.5).last == .wait(.seconds(7)))
  }

  @Test func versionFromTheFutureRelists() {
    var machine = watching()
    let cause = Status.Cause(reason: "ResourceVersionTooLarge", message: "")
    let restored = KubernetesError.server(Status(code: 504, causes: [cause]))
    _ = machine.handle(.failed(restored), jitter: 0)
    #expect(machine.handle(.woke, jitter: 0) == firstList)
  }

  @Test func silenceReconnects() {
    var machine = watching()
    #expect(machine.handle(.silent, jitter: 0) == [watch("5")])
  }

  @Test func silenceWhereBookmarksComeIsToldToo() {
    var machine = watching()
    _ = machine.handle(.events([.bookmark(version: "9", endsInitialEvents: false)]), jitter: 0)
    let silence = KubernetesError.transport(TransportError(.timedOut))
    #expect(
      machine.handle(.silent, jitter: 0)
        == [.tell(.interrupted(Interruption(silence, retriesAfter: .zero))), watch("9")])
    #expect(machine.handle(.connected, jitter: 0) == [.tell(.alive)])
  }

  @Test func unreadableEventMovesTheVersion() {
    var machine = watching()
    let name = ObjectName(name: "b")
    #expect(
      machine.handle(.events([.unreadable(name, "why", version: "9")]), jitter: 0)
        == [.tell(.unreadable(name, "why"))])
    #expect(machine.handle(.ended(after: .seconds(300)), jitter: 0) == [watch("9")])
  }

  // MARK: Streaming lists

  private var stream: Machine.Output {
    .watch(WatchOptions(.initialEvents, timeoutSeconds: 300, idleTimeout: .seconds(75)))
  }

  @Test func streamingListEndsWithItsBookmark() {
    var machine = Machine()
    #expect(machine.handle(.started(mayStream: true), jitter: 0) == [.tell(.began), stream])
    #expect(machine.handle(.connected, jitter: 0) == [])
    #expect(
      machine.handle(.events([.applied(NameRow("a"), version: "1")]), jitter: 0)
        == [.tell(.page([NameRow("a")], remaining: nil))])
    #expect(
      machine.handle(
        .events([
          .applied(NameRow("b"), version: "2"), .bookmark(version: "7", endsInitialEvents: true),
          .applied(NameRow("b", 1), version: "8"),
        ]), jitter: 0)
        == [
          .tell(.page([NameRow("b")], remaining: nil)), .tell(.listed),
          .tell(.applied([NameRow("b", 1)])),
        ])
    #expect(machine.handle(.ended(after: .seconds(300)), jitter: 0) == [watch("8")])
  }

  @Test(arguments: [
    KubernetesError.invalid(Status(code: 422)), .rejected(Status(code: 400)),
  ])
  func refusedStreamingListFallsBack(refusal: KubernetesError) {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: true), jitter: 0)
    #expect(machine.handle(.failed(refusal), jitter: 0) == [.noteNoStreaming] + firstList)
  }

  @Test func forbiddenWatchStillLists() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: true), jitter: 0)
    let denial = KubernetesError.forbidden(Denial(status: Status(code: 403)))
    #expect(machine.handle(.failed(denial), jitter: 0) == firstList)
  }

  @Test func streamingListThatNeverEndsFallsBack() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: true), jitter: 0)
    _ = machine.handle(.events([.applied(NameRow("a"), version: "1")]), jitter: 0)
    #expect(machine.handle(.silent, jitter: 0) == [.noteNoStreaming] + firstList)
  }

  @Test func lostStreamingListBeginsAnew() {
    var machine = Machine()
    _ = machine.handle(.started(mayStream: true), jitter: 0)
    _ = machine.handle(.failed(lost), jitter: 0)
    #expect(machine.handle(.woke, jitter: 0) == [.tell(.began), stream])
  }
}
