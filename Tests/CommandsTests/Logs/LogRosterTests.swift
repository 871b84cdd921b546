import Kubernetes
import Testing

@testable import Commands

@Suite struct LogRosterTests {
  private func pod(
    _ name: String, uid: String? = nil, phase: String = "Running",
    _ containers: ContainerRow...
  ) -> PodRow {
    PodRow(
      name: ObjectName(namespace: "shop", name: name), uid: uid ?? name, phase: phase,
      containers: containers.isEmpty ? [ContainerRow(name: "app")] : containers)
  }

  private func key(_ name: String, uid: String? = nil, _ container: String = "app") -> LogRoster.Key
  {
    LogRoster.Key(
      pod: ObjectName(namespace: "shop", name: name), uid: uid ?? name, container: container)
  }

  private func source(_ name: String, uid: String? = nil, _ container: String = "app") -> LogSource
  {
    LogSource(
      pod: ObjectName(namespace: "shop", name: name), uid: uid ?? name, container: container)
  }

  private func roster(most: Int = 50) -> LogRoster {
    LogRoster(ContainerChoice(wanted: .all), most: most)
  }

  @Test func everyContainerIsFollowedOnce() {
    var roster = roster()
    let web = pod("web", ContainerRow(name: "app"), ContainerRow(name: "proxy"))
    #expect(
      roster.consider(web) == [
        .follow(key("web"), source("web"), isNew: false),
        .follow(key("web", "proxy"), source("web", "proxy"), isNew: false),
      ])
    #expect(roster.consider(web) == [])
    #expect(roster.followedCount == 2)
  }

  @Test func aContainerIsFollowedOnceItWasStarted() {
    var roster = roster()
    #expect(roster.consider(pod("web", ContainerRow(name: "app", state: .waiting))) == [])
    #expect(
      roster.consider(pod("web")) == [.follow(key("web"), source("web"), isNew: false)])
  }

  @Test func aContainerThatCrashesHasALog() {
    var roster = roster()
    let web = pod("web", ContainerRow(name: "app", state: .waiting, restarts: 3))
    #expect(roster.consider(web).count == 1)
  }

  @Test func podsThatJoinAreSaid() {
    var roster = roster()
    roster.settle()
    #expect(
      roster.consider(pod("web")) == [
        .note("+ shop/web app"), .follow(key("web"), source("web"), isNew: true),
      ])
  }

  @Test func aPodThatIsGoneIsReadToItsEnd() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    roster.settle()
    #expect(roster.remove(ObjectName(namespace: "shop", name: "web")) == [.note("- shop/web")])
    #expect(roster.followedCount == 1)
    #expect(roster.cameToEnd(key("web")) == [.stop(key("web"))])
    #expect(roster.stopped(key("web")) == [])
    #expect(roster.followedCount == 0 && roster.isOver)
  }

  @Test func aPodThatHasComeToItsEndBeforeItIsGoneIsStopped() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    #expect(roster.cameToEnd(key("web")) == [])
    #expect(!roster.isOver)
    #expect(
      roster.remove(ObjectName(namespace: "shop", name: "web")) == [
        .note("- shop/web"), .stop(key("web")),
      ])
  }

  @Test func aReplacementOfTheSameNameIsAnotherPod() {
    var roster = roster()
    _ = roster.consider(pod("db-0", uid: "1"))
    roster.settle()
    #expect(
      roster.consider(pod("db-0", uid: "2")) == [
        .note("- shop/db-0"), .note("+ shop/db-0 app"),
        .follow(key("db-0", uid: "2"), source("db-0", uid: "2"), isNew: true),
      ])
  }

  @Test func aRestartGoesOnInTheSameStream() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    _ = roster.cameToEnd(key("web"))
    #expect(roster.consider(pod("web", ContainerRow(name: "app", restarts: 1))) == [])
    roster.opened(key("web"))
    #expect(roster.consider(pod("web", phase: "Failed")) == [])
    #expect(roster.cameToEnd(key("web")) == [.stop(key("web"))])
  }

  @Test func anInitContainerThatIsDoneHasNothingMoreToSay() {
    var roster = roster()
    let setup = ContainerRow(name: "setup", role: .initial, state: .terminated)
    _ = roster.consider(pod("web", setup))
    #expect(roster.cameToEnd(key("web", "setup")) == [.stop(key("web", "setup"))])
  }

  @Test func asManyAreFollowedAsAreAllowed() {
    var roster = roster(most: 1)
    _ = roster.consider(pod("a"))
    roster.settle()
    #expect(
      roster.consider(pod("b")) == [
        .note("+ shop/b app"),
        .note("shop/b app has to wait: 1 logs are followed at once at most"),
      ])
    #expect(roster.wantedCount == 2)
    _ = roster.remove(ObjectName(namespace: "shop", name: "a"))
    _ = roster.cameToEnd(key("a"))
    #expect(roster.stopped(key("a")) == [.follow(key("b"), source("b"), isNew: true)])
  }

  @Test func aLogOfWhichEnoughWasPrintedIsOver() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    #expect(roster.stopped(key("web")) == [])
    #expect(roster.isOver)
    #expect(roster.consider(pod("web", ContainerRow(name: "app", restarts: 1))) == [])
  }

  @Test func troubleIsSaidOnce() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    #expect(
      roster.interrupted(key("web"), "lost") == [.note("shop/web app: lost; it is tried again")])
    #expect(roster.interrupted(key("web"), "lost") == [])
    roster.opened(key("web"))
    #expect(roster.interrupted(key("web"), "lost").count == 1)
  }

  @Test func silenceOfALogThatWasOpenIsNoTrouble() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    roster.opened(key("web"))
    #expect(roster.interrupted(key("web"), "late", isSilence: true) == [])
    #expect(roster.interrupted(key("web"), "late", isSilence: true).count == 1)
  }

  @Test func aLogThatIsNotThereIsGivenUpWithItsPodOnly() {
    var roster = roster()
    _ = roster.consider(pod("web"))
    #expect(roster.vanished(key("web")) == [])
    _ = roster.remove(ObjectName(namespace: "shop", name: "web"))
    #expect(roster.vanished(key("web")) == [.stop(key("web"))])
  }
}
