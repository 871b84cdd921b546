import HTTP
import Kubernetes
import Testing

@testable import DeployEngine

@Suite struct WaitModelTests {
  static let web = WaitTarget(
    key: ObjectKey(.deployments, namespace: "shop", name: "web"), uid: "u1", generation: 2)
  static let watch = WaitWatch.targets(
    ResourceQuery(
      .deployments, namespace: "shop", fieldSelector: "metadata.name=web"))

  /// A wait for one deployment.
  struct Story {
    var model: WaitModel
    var outputs: [WaitModel.Output]

    init(_ targets: [WaitTarget] = [web], _ options: WaitOptions = WaitOptions()) {
      model = WaitModel(targets, options)
      outputs = model.begin()
    }

    mutating func list(_ rows: HealthRow..., on watch: WaitWatch = WaitModelTests.watch) {
      for change in [Change<HealthRow>.began, .page(rows, remaining: nil), .listed] {
        outputs += model.handle(.rows(watch, change))
      }
    }

    mutating func change(_ row: HealthRow, on watch: WaitWatch = WaitModelTests.watch) {
      outputs += model.handle(.rows(watch, .applied([row])))
    }

    /// What holds the deployment up, as far as it is needed: nothing was said yet.
    mutating func listSupports(_ pods: PodRow..., events: [EventRow] = []) {
      list(
        HealthRow(
          name: ObjectName(namespace: "shop", name: "web-1"),
          controller: Owner(kind: "Deployment", name: "web")),
        on: .replicaSets("shop"))
      for change in [Change<PodRow>.began, .page(pods, remaining: nil), .listed] {
        outputs += model.handle(.pods("shop", change))
      }
      for change in [Change<EventRow>.began, .page(events, remaining: nil), .listed] {
        outputs += model.handle(.events(.warnings("shop"), change))
      }
    }

    mutating func change(_ pod: PodRow) { outputs += model.handle(.pods("shop", .applied([pod]))) }

    var watches: Set<WaitWatch> {
      Set(outputs.compactMap { if case .watch(let watch) = $0 { watch } else { nil } })
    }

    var fetches: [WaitLog] {
      outputs.compactMap { if case .fetch(let log) = $0 { log } else { nil } }
    }

    var result: WaitResult? {
      for case .finish(let result) in outputs { return result }
      return nil
    }

    var told: [WaitStatus] {
      outputs.compactMap { if case .tell(.changed(let status)) = $0 { status } else { nil } }
    }
  }

  static func row(
    _ health: Health?, _ message: String = "", uid: String = "u1", generation: Int = 2,
    isBeingDeleted: Bool = false
  ) -> HealthRow {
    HealthRow(
      name: web.key.name, uid: uid, generation: generation, isBeingDeleted: isBeingDeleted,
      health: health, message: message)
  }

  static func pod(
    _ reason: String, restarts: Int32 = 0, last: String = "", image: String = "web:1",
    _ message: String = "", health: Health = .degraded
  ) -> PodRow {
    PodRow(
      name: ObjectName(namespace: "shop", name: "web-1-a"), uid: "p1", status: reason,
      owner: Owner(kind: "ReplicaSet", name: "web-1"),
      containers: [
        ContainerRow(
          name: "web", image: image, role: .regular, state: .waiting, isReady: false,
          reason: reason, restarts: restarts, lastReason: last)
      ], health: health, message: message)
  }

  @Test func nothingToWaitForIsOverAtOnce() {
    let story = Story([])
    #expect(story.result == WaitResult(statuses: []))
  }

  @Test func kindsWithoutHealthAreNotWatched() {
    let story = Story([
      WaitTarget(key: ObjectKey(.configMaps, namespace: "shop", name: "settings"))
    ])
    #expect(story.watches.isEmpty)
    #expect(story.result?.isHealthy == true)
  }

  @Test func objectsOfOneKindAndNamespaceShareAWatch() {
    let story = Story(
      ["a", "b"].map { WaitTarget(key: ObjectKey(.deployments, namespace: "shop", name: $0)) }
        + [WaitTarget(key: ObjectKey(.deployments, namespace: "other", name: "c"))])
    #expect(
      story.watches == [
        .targets(ResourceQuery(.deployments, namespace: "shop")),
        .targets(
          ResourceQuery(.deployments, namespace: "other", fieldSelector: "metadata.name=c")),
      ])
  }

  @Test func healthyAtOnceIsOverAtOnce() {
    var story = Story()
    story.list(Self.row(.healthy))
    #expect(story.result?.isHealthy == true)
    #expect(story.watches == [Self.watch])
  }

  @Test func healthOfAnOldGenerationSaysNothing() {
    var story = Story()
    story.list(Self.row(.healthy, generation: 1))
    #expect(story.result == nil)
    #expect(story.told.last?.health == .progressing)
    story.change(Self.row(.healthy))
    #expect(story.result?.isHealthy == true)
  }

  @Test func aPredecessorOnItsWayOutIsNotTheObject() {
    var story = Story()
    story.list(Self.row(.healthy, uid: "u0", isBeingDeleted: true))
    #expect(story.result == nil)
  }

  @Test func whatIsNotThereYetIsMissing() {
    var story = Story()
    story.list()
    #expect(story.result == nil)
    story.change(Self.row(.healthy))
    #expect(story.result?.isHealthy == true)
  }

  @Test func everyObjectHasToBeHealthyAtTheSameTime() {
    let other = WaitTarget(key: ObjectKey(.deployments, namespace: "other", name: "db"))
    let otherWatch = WaitWatch.targets(
      ResourceQuery(.deployments, namespace: "other", fieldSelector: "metadata.name=db"))
    func db(_ health: Health) -> HealthRow { HealthRow(name: other.key.name, health: health) }
    var story = Story([Self.web, other])
    story.list(Self.row(.healthy))
    story.list(db(.progressing), on: otherWatch)
    story.change(Self.row(.progressing))
    story.change(db(.healthy), on: otherWatch)
    #expect(story.result == nil)
    story.change(Self.row(.healthy))
    #expect(story.result?.isHealthy == true)
  }

  @Test func onlyWhatIsHeldUpHasItsPodsWatched() {
    var story = Story()
    story.list(Self.row(.progressing))
    #expect(
      story.watches == [
        Self.watch, .pods("shop"), .replicaSets("shop"), .warnings("shop"),
      ])
  }

  @Test func aDeadlineThatHasPassedIsAFailure() {
    var story = Story()
    story.list(Self.row(.degraded, "Deployment \"web\" exceeded its progress deadline"))
    #expect(story.result == nil, "before it is known what holds it up")
    story.listSupports()
    #expect(
      story.result?.statuses.first?.outcome
        == .failed(
          WaitFailure(
            reason: "ProgressDeadlineExceeded",
            message: "Deployment \"web\" exceeded its progress deadline")))
  }

  @Test func failuresAreWaitedForWhereThatIsWanted() {
    var story = Story([Self.web], WaitOptions(failsEarly: false))
    story.list(Self.row(.degraded))
    story.listSupports()
    #expect(story.result == nil)
    story.outputs += story.model.handle(.timedOut)
    #expect(story.result?.statuses.first?.outcome == .timedOut(.degraded, ""))
  }

  @Test func whatIsDeletedMeanwhileIsAFailure() {
    var story = Story()
    story.list(Self.row(.progressing))
    story.listSupports()
    story.outputs += story.model.handle(.rows(Self.watch, .deleted([Self.web.key.name])))
    #expect(
      story.result?.statuses.first?.outcome
        == .failed(WaitFailure(reason: "Deleted", message: "it was deleted meanwhile")))
  }

  @Test func aCrashLoopFailsAfterSomeRestarts() {
    var story = Story([Self.web], WaitOptions(crashLoopRestarts: 2))
    story.list(Self.row(.progressing))
    story.listSupports()
    story.change(Self.pod("CrashLoopBackOff", restarts: 1, last: "Error"))
    #expect(story.result == nil)
    #expect(
      story.fetches == [
        WaitLog(
          pod: ObjectName(namespace: "shop", name: "web-1-a"), container: "web",
          isPrevious: true, mark: 1)
      ])
    story.outputs += story.fetches.flatMap { story.model.handle(.log($0, ["boom"])) }
    #expect(story.told.last?.culprits.first?.lastLogLines == ["boom"])
    story.change(Self.pod("CrashLoopBackOff", restarts: 2, last: "Error"))
    #expect(story.result == nil, "the last log is on its way")
    if let last = story.fetches.last {
      story.outputs += story.model.handle(.log(last, ["boom again"]))
    }
    let status = story.result?.statuses.first
    #expect(
      status?.outcome
        == .failed(
          WaitFailure(
            reason: "CrashLoopBackOff",
            message: "pod web-1-a, container web was restarted 2 times")))
    #expect(status?.culprits.first?.lastLogLines == ["boom again"])
  }

  @Test func restartsBeforeTheWaitDontCount() {
    var story = Story([Self.web], WaitOptions(crashLoopRestarts: 2))
    story.list(Self.row(.progressing))
    story.listSupports(Self.pod("CrashLoopBackOff", restarts: 40, last: "Error"))
    story.change(Self.pod("CrashLoopBackOff", restarts: 41, last: "Error"))
    #expect(story.result == nil)
  }

  @Test func anImageThatIsNotThereFailsAfterTheFirstBackOff() {
    var story = Story()
    story.list(Self.row(.progressing))
    story.listSupports()
    story.change(Self.pod("ErrImagePull", "web:1: not found"))
    #expect(story.result == nil)
    story.change(Self.pod("ImagePullBackOff", "Back-off pulling image"))
    guard case .failed(let failure)? = story.result?.statuses.first?.outcome else {
      Issue.record("no failure: \(String(describing: story.result))")
      return
    }
    #expect(failure.reason == "ImagePullBackOff")
    #expect(failure.message == "pod web-1-a, container web: web:1: not found")
  }

  @Test func aRegistryThatIsBusyIsWaitedFor() {
    var story = Story()
    story.list(Self.row(.progressing))
    story.listSupports()
    story.change(Self.pod("ErrImagePull", "429 Too Many Requests: not found in cache"))
    story.change(Self.pod("ImagePullBackOff", "Back-off pulling image"))
    #expect(story.result == nil)
  }

  @Test func aWrongImageNameFailsAtOnce() {
    var story = Story()
    story.list(Self.row(.progressing))
    story.listSupports()
    story.change(Self.pod("InvalidImageName", image: "a:b:c"))
    #expect(story.result?.statuses.first?.hasFailed == true)
  }

  @Test func podsOfTheOldReplicaSetFailNothing() {
    var story = Story()
    story.list(Self.row(.progressing))
    story.listSupports()
    story.list(
      HealthRow(
        name: ObjectName(namespace: "shop", name: "web-2"),
        controller: Owner(kind: "Deployment", name: "web"), created: 10),
      on: .replicaSets("shop"))
    story.change(Self.pod("InvalidImageName", image: "a:b:c"))
    #expect(story.result == nil)
  }

  @Test func podsThatAQuotaForbidsAreAFailure() {
    var story = Story()
    story.list(Self.row(.progressing))
    story.listSupports()
    story.change(
      HealthRow(
        name: ObjectName(namespace: "shop", name: "web-1"),
        controller: Owner(kind: "Deployment", name: "web"), health: .degraded,
        message: "pods \"web-1-a\" is forbidden: exceeded quota: small"),
      on: .replicaSets("shop"))
    guard case .failed(let failure)? = story.result?.statuses.first?.outcome else {
      Issue.record("no failure: \(String(describing: story.result))")
      return
    }
    #expect(failure.reason == "ReplicaFailure")
  }

  @Test func whatHoldsItUpIsToldWithItsWarnings() {
    var story = Story()
    story.list(Self.row(.progressing))
    let event = EventRow(
      name: ObjectName(namespace: "shop", name: "e"), isWarning: true,
      reason: "FailedScheduling", message: "no nodes", objectKind: "Pod",
      object: ObjectName(namespace: "shop", name: "web-1-a"), count: 3, lastSeen: 5)
    story.listSupports(Self.pod("Pending", "no nodes", health: .progressing), events: [event])
    let culprit = story.told.last?.culprits.first
    #expect(culprit?.reason == "Pending")
    #expect(
      culprit?.lastEvents == [
        WaitNote(reason: "FailedScheduling", message: "no nodes", count: 3, lastSeen: 5)
      ])
    #expect(story.fetches.isEmpty)
  }

  @Test func theOthersAreOpenWhenOneFails() {
    let other = WaitTarget(key: ObjectKey(.jobs, namespace: "", name: "seed"))
    var story = Story([Self.web, other])
    story.list(Self.row(.progressing))
    story.list(
      HealthRow(name: other.key.name, health: .degraded, message: "failed"),
      on: .targets(ResourceQuery(.jobs, namespace: "", fieldSelector: "metadata.name=seed")))
    #expect(
      story.result?.statuses.map(\.outcome) == [
        .cancelled(.progressing, ""),
        .failed(WaitFailure(reason: "JobFailed", message: "failed")),
      ])
  }

  @Test(arguments: [false, true])
  func anAddressIsWaitedForOnlyWhereThatIsWanted(waits: Bool) {
    let ingress = ResourceKind(
      group: "networking.k8s.io", plural: "ingresses", kind: "Ingress")
    let target = WaitTarget(key: ObjectKey(ingress, namespace: "shop", name: "web"))
    var story = Story([target], WaitOptions(waitsForAddresses: waits))
    story.list(
      HealthRow(name: target.key.name, health: .progressing),
      on: .targets(ResourceQuery(ingress, namespace: "shop", fieldSelector: "metadata.name=web")))
    #expect((story.result == nil) == waits)
  }

  @Test(arguments: [
    ("WaitForFirstConsumer", "waiting for first consumer", true),
    ("FailedBinding", "no persistent volumes available and no storage class is set", false),
  ])
  func aClaim(reason: String, message: String, isHealthy: Bool) {
    let target = WaitTarget(
      key: ObjectKey(.persistentVolumeClaims, namespace: "shop", name: "data"))
    var story = Story([target])
    story.list(
      HealthRow(name: target.key.name, health: .progressing),
      on: .targets(
        ResourceQuery(
          .persistentVolumeClaims, namespace: "shop", fieldSelector: "metadata.name=data")))
    #expect(story.result == nil)
    for change in [Change<EventRow>.began, .listed] {
      story.outputs += story.model.handle(.events(.warnings("shop"), change))
    }
    story.outputs += story.model.handle(
      .events(
        .claimEvents("shop"),
        .applied([
          EventRow(
            name: ObjectName(namespace: "shop", name: "e"), reason: reason, message: message,
            objectKind: "PersistentVolumeClaim", object: target.key.name)
        ])))
    #expect(story.result?.isHealthy == isHealthy)
  }

  @Test func aListThatIsRefusedIsTheReason() {
    var story = Story()
    story.outputs += story.model.handle(
      .rows(
        Self.watch, .interrupted(Interruption(.transport(.init(.timedOut)), retriesAfter: .zero))))
    story.outputs += story.model.handle(.timedOut)
    guard case .timedOut(.missing, let message)? = story.result?.statuses.first?.outcome else {
      Issue.record("\(String(describing: story.result))")
      return
    }
    #expect(!message.isEmpty)
  }
}
