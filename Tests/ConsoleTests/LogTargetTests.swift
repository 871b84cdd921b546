import GitOps
import Kubernetes
import Logs
import TUI
import TestSupport
import Testing

@testable import Console

/// Whose logs are followed, and who joins them.
@Suite struct LogTargetTests {
  private func pod(
    _ name: String, namespace: String = "shop", owner: String = "web-1", created: Int64 = 100,
    phase: String = "Running", uid: String = ""
  ) -> PodRow {
    PodRow(
      name: ObjectName(namespace: namespace, name: name), uid: uid,
      created: created, phase: phase, owner: Owner(kind: "ReplicaSet", name: owner),
      workload: Owner(kind: "Deployment", name: "web"), containers: [ContainerRow(name: "app")])
  }

  private func listed(_ pods: [PodRow]) -> ConsoleState {
    var state = Samples.state()
    state.hear(pods: pods)
    return state
  }

  private func followed(_ state: ConsoleState) -> [String] { state.logs.queries.map(\.pod) }

  private func lists(_ state: ConsoleState) -> Set<ResourceQuery> {
    Set(
      state.activities.compactMap {
        if case .cluster(_, .followedPods(let query)) = $0 { query } else { nil }
      })
  }

  @Test func markedPodsAreFollowedTogether() {
    var state = listed([pod("a"), pod("b"), pod("c")])
    state.press("3 jj l")
    #expect(followed(state) == ["a", "c"])
    #expect(state.logs.title == "2 pods")
  }

  @Test func thePodThatTakesThePlaceOfAnEndedOneJoins() {
    var state = listed([pod("web-1-a"), pod("web-1-b", created: 50)])
    state.press("3l")
    #expect(followed(state) == ["web-1-a"])
    let query = ResourceQuery(.pods)
    state.hear(.pods(query, .applied([pod("web-2-c", owner: "web-2", created: 200)])))
    #expect(followed(state) == ["web-1-a"])
    state.hear(.pods(query, .deleted([ObjectName(namespace: "shop", name: "web-1-a")])))
    #expect(followed(state) == ["web-2-c"])
  }

  @Test func aReplacementThatComesLateJoinsWhenItComes() {
    var state = listed([pod("web-1-a")])
    state.press("3l")
    let query = ResourceQuery(.pods)
    state.hear(.pods(query, .deleted([ObjectName(namespace: "shop", name: "web-1-a")])))
    #expect(followed(state) == [])
    state.hear(.pods(query, .applied([pod("other", namespace: "elsewhere", created: 200)])))
    #expect(followed(state) == [])
    state.hear(.pods(query, .applied([pod("web-1-b", created: 200)])))
    #expect(followed(state) == ["web-1-b"])
    state.hear(.pods(query, .applied([pod("web-1-c", created: 201)])))
    #expect(followed(state) == ["web-1-b"])
  }

  @Test func aReplacementIsReplacedInItsTurn() {
    var state = listed([pod("p0")])
    state.press("3l")
    let query = ResourceQuery(.pods)
    for turn in 1...5 {
      state.hear(.pods(query, .applied([pod("p\(turn)", created: 100 + Int64(turn))])))
      state.hear(
        .pods(query, .deleted([ObjectName(namespace: "shop", name: "p\(turn - 1)")])))
      #expect(followed(state) == ["p\(turn)"])
    }
  }

  @Test func aWorkloadsPodsComeAndGo() {
    var state = listed([])
    state.press(":logs deployment/web -n shop<enter>")
    let query = ResourceQuery(.pods, namespace: "shop")
    #expect(lists(state) == [query])
    state.hear(followed: [pod("a"), pod("b")], in: "shop")
    #expect(followed(state) == ["a", "b"])
    state.hear(.followedPods(query, .applied([pod("c", created: 300)])))
    state.hear(.followedPods(query, .deleted([ObjectName(namespace: "shop", name: "a")])))
    #expect(followed(state) == ["b", "c"])
    #expect(state.logs.title == "deployment shop/web, 2 pods")
  }

  @Test func labelsAreLookedForInTheNamespacesNamed() {
    var state = listed([])
    state.press(":logs -l app=web,tier!=x -n shop,media<enter>")
    #expect(
      lists(state) == [
        ResourceQuery(.pods, namespace: "shop", labelSelector: "app=web,tier!=x"),
        ResourceQuery(.pods, namespace: "media", labelSelector: "app=web,tier!=x"),
      ])
    #expect(state.logs.title == "app=web,tier!=x in media, shop, 0 pods")
  }

  @Test func whatIsNotUnderstoodIsSaid() {
    var state = listed([])
    state.press(":logs -l a=(<enter>")
    #expect(state.said.last?.contains("isn't a label selector") == true)
    state.press(":logs x y<enter>")
    #expect(state.said.last?.contains("logs of what?") == true)
  }

  @Test func theLogsOfAnApplicationAreThoseOfItsWorkloads() {
    var state = Samples.state()
    state.press("2l")
    let queries = lists(state)
    #expect(!queries.isEmpty)
    guard let query = queries.first else { return }
    #expect(query.namespace != nil)
    #expect(state.logs.title?.hasPrefix("application ") == true)
  }

  @Test func noMoreThanSoManyPodsAreFollowedAndThoseThatAreStay() {
    var state = listed([])
    state.press(":logs -n shop<enter>")
    let query = ResourceQuery(.pods, namespace: "shop")
    state.hear(followed: (0..<60).map { pod("p\(100 + $0)") }, in: "shop")
    let before = followed(state)
    #expect(before.count == 50)
    #expect(state.logs.title == "shop, 50 of 60 pods")
    state.hear(.followedPods(query, .applied([pod("a-newcomer")])))
    #expect(followed(state) == before)
  }
}

/// What stands among the lines beside them.
@Suite struct LogMarkerTests {
  private func pod(_ name: String, phase: String = "Running") -> PodRow {
    PodRow(
      name: ObjectName(namespace: "shop", name: name),
      status: phase == "Failed" ? "Evicted" : "Running", phase: phase, node: "worker-1",
      workload: Owner(kind: "Deployment", name: "web"), containers: [ContainerRow(name: "app")])
  }

  private func followed(_ pods: [PodRow]) -> ConsoleState {
    var state = Samples.state()
    state.hear(pods: [])
    state.press(":logs deployment/web -n shop<enter>")
    state.hear(followed: pods, in: "shop")
    return state
  }

  private func markers(_ state: ConsoleState) -> [String] {
    (0..<state.logs.contents.count).compactMap { state.logs.contents.line($0) }
      .filter { $0.lines.entries[$0.index].isMarker }.map { $0.lines.text($0.index) }
  }

  @Test func podsThatJoinEndAndGoAreMarkedOnce() {
    let query = ResourceQuery(.pods, namespace: "shop")
    var state = followed([pod("a"), pod("b")])
    #expect(markers(state).isEmpty)
    state.hear(.followedPods(query, .applied([pod("c")])))
    state.hear(.followedPods(query, .applied([pod("a", phase: "Failed")])))
    state.hear(.followedPods(query, .applied([pod("a", phase: "Failed")])))
    state.hear(.followedPods(query, .deleted([ObjectName(namespace: "shop", name: "b")])))
    #expect(
      markers(state) == [
        "pod c joined on worker-1", "pod a ended, Evicted", "pod b is gone",
      ])
  }

  @Test func theSyncThatChangedThePodsIsMarkedWhereItHappened() {
    var state = followed([pod("a")])
    let time = Samples.now.seconds - 60
    state.write(["before", "after"], times: { Int64($0) * 50 - 100 })
    let app = ApplicationRow(
      name: ObjectName(namespace: "argocd", name: "shop"), sync: .synced,
      operation: ApplicationOperation(
        phase: .succeeded, revisions: ["0123456789abcdef"], started: time, finished: time,
        initiator: "alex"),
      resources: [
        ApplicationResource(
          group: "apps", version: "v1", kind: "Deployment",
          name: ObjectName(namespace: "shop", name: "web"), sync: .synced)
      ])
    state.hear(.applications(Samples.applicationQuery, .applied([app])))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 1)))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 2)))
    #expect(markers(state) == ["application shop synced to 0123456 by alex: Succeeded"])
    #expect(state.logs.moments.last?.time == Timestamp(seconds: time))
  }

  @Test func aSyncThatIsOlderThanEveryLineDoesNotStandAmongThem() {
    var state = followed([pod("a")])
    state.write(["one"], times: { _ in -10 })
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 1)))
    #expect(markers(state).isEmpty)
  }

  @Test func theSyncOfAnApplicationThatHasOtherPodsIsNot() {
    var state = followed([pod("a")])
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 1)))
    #expect(markers(state).isEmpty)
  }
}

/// What stands before the lines of each container.
@Suite struct ShortNameTests {
  private func names(_ sources: [(pod: String, container: String)]) -> [String] {
    var state = Samples.state()
    state.hear(pods: [])
    state.press(":logs -n shop<enter>")
    var pods: [String: [ContainerRow]] = [:]
    for (pod, container) in sources { pods[pod, default: []].append(ContainerRow(name: container)) }
    let rows = pods.sorted { $0.key < $1.key }.map { name, containers in
      PodRow(name: ObjectName(namespace: "shop", name: name), containers: containers)
    }
    state.hear(followed: rows, in: "shop")
    return state.logs.shortNames
  }

  @Test func podsOfOneWorkloadAreToldByTheirEnds() {
    #expect(
      names([("web-5d8c7f9b4d-x2xkz", "app"), ("web-5d8c7f9b4d-zzb5k", "app")])
        == ["x2xkz", "zzb5k"])
  }

  @Test func podsOfSeveralWorkloadsAreToldByWhatTheirNamesDoNotShare() {
    #expect(
      names([
        ("shop-api-5d8c7f9b4d-x2xkz", "app"), ("shop-worker-5b9c97bbf4-qtsnx", "worker"),
        ("shop-db-0", "postgres"),
      ]) == ["api-x2xkz", "db-0", "worker-qtsnx"])
  }

  @Test func aContainerIsNamedWhereItsPodHasSeveral() {
    #expect(
      names([("web-x2xkz", "app"), ("web-x2xkz", "proxy"), ("web-zzb5k", "app")])
        == ["x2xkz/app", "x2xkz/proxy", "zzb5k"])
  }

  @Test func aNameThatNobodyMadeUpStaysWhole() {
    #expect(names([("first", "app"), ("second", "app")]) == ["first", "second"])
  }
}
