import DemoCluster
import Documents
import GitOps
import HTTP
import Kubernetes
import Logs
import Testing

@Suite(.serialized) struct ApplicationOperationTests {
  @Test func argoIsFoundWithItsSettings() async throws {
    let harness = try await ApplicationHarness()
    #expect(harness.installation.namespace == "argocd")
    #expect(harness.installation.problem == nil)
  }

  @Test func aClusterWithoutArgoHasNone() async throws {
    let client = Client(transport: Scenario.noArgoCD.makeServer())
    #expect(try await client.argoInstallations() == [])
  }

  // MARK: Sync

  @Test func aSyncRunsToItsEnd() async throws {
    let harness = try await ApplicationHarness()
    let started = try await harness.applications.sync(
      ApplicationHarness.name("weather-station"), SyncRequest(prunes: true))
    #expect(started.operation?.initiator == "ann")
    #expect(started.operation?.options == ["CreateNamespace=true"])
    #expect(OperationProgress(started)?.stage == .waitingForController)
    let seen = try await harness.wait(for: "weather-station", step: .milliseconds(20)) {
      !$0.isOperating
    }
    let stages = seen.compactMap { OperationProgress($0)?.stage }
    #expect(stages.contains(.running))
    #expect(stages.last == .over(.succeeded))
    let last = try #require(seen.last)
    #expect(OperationProgress(last)?.steps.isEmpty == false)
    #expect(last.status.history.last?.initiator == "ann")
  }

  @Test func aSecondSyncIsRefusedWhileOneRuns() async throws {
    let harness = try await ApplicationHarness()
    let name = ApplicationHarness.name("weather-station")
    _ = try await harness.applications.sync(name)
    await #expect(throws: OperationError.refused([.operationInProgress(initiator: "ann")])) {
      _ = try await harness.applications.sync(name)
    }
    try await harness.wait(for: "weather-station") { !$0.isOperating }
  }

  @Test func twoAtOnceStartOne() async throws {
    let harness = try await ApplicationHarness()
    let name = ApplicationHarness.name("weather-station")
    let results = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<5 {
        group.addTask { (try? await harness.applications.sync(name)) != nil }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(results.count { $0 } == 1)
    try await harness.wait(for: "weather-station") { !$0.isOperating }
  }

  @Test(arguments: [
    [LossyTransport.Loss.answer], [.request], [.answer, .answer], [.request, .answer],
  ]) func aLostAnswerStartsNothingTwice(_ losses: [LossyTransport.Loss]) async throws {
    let harness = try await ApplicationHarness { LossyTransport($0, losing: losses) }
    let before = try await harness.application("weather-station").status.history.last?.id ?? -1
    let started = try await harness.applications.sync(ApplicationHarness.name("weather-station"))
    #expect(started.operation?.initiator == "ann")
    let seen = try await harness.wait(for: "weather-station") { !$0.isOperating }
    #expect(seen.last?.status.operation?.phase == .succeeded)
    await harness.server.advance(by: .seconds(60))
    let after = try await harness.application("weather-station")
    #expect(after.status.history.last?.id == before + 1)
  }

  @Test func aConnectionThatStaysLostIsUncertain() async throws {
    let harness = try await ApplicationHarness {
      LossyTransport($0, losing: [.request, .request, .request, .request])
    }
    await #expect {
      _ = try await harness.applications.sync(ApplicationHarness.name("weather-station"))
    } throws: { error in
      if case OperationError.uncertain = error { true } else { false }
    }
    #expect(try await harness.application("weather-station").operation == nil)
  }

  @Test func aWindowRefusesWhatArgoWouldLeaveHanging() async throws {
    let harness = try await ApplicationHarness(isOwn: true)
    try await harness.change(
      ObjectKey(.appProjects, namespace: "argocd", name: "default"),
      [
        "spec": [
          "syncWindows": [
            ["kind": "deny", "schedule": "* * * * *", "duration": "1h", "applications": ["*"]]
          ]
        ]
      ])
    await #expect {
      _ = try await harness.applications.sync(ApplicationHarness.name("weather-station"))
    } throws: { error in
      guard case OperationError.refused(let refusals) = error,
        case .blockedByWindow(let block) = refusals.first
      else { return false }
      return block.reason == .denied
    }
    #expect(try await harness.application("weather-station").operation == nil)
  }

  @Test func aProjectThatIsGoneRefuses() async throws {
    let harness = try await ApplicationHarness(isOwn: true)
    try await harness.client.delete(
      ObjectKey(.appProjects, namespace: "argocd", name: "default"))
    await #expect(throws: OperationError.refused([.projectMissing("default")])) {
      _ = try await harness.applications.sync(ApplicationHarness.name("weather-station"))
    }
  }

  @Test func anApplicationThatIsGoneIsNotFound() async throws {
    let harness = try await ApplicationHarness()
    await #expect {
      _ = try await harness.applications.sync(ApplicationHarness.name("nobody"))
    } throws: { error in
      if case OperationError.kubernetes(.notFound) = error { true } else { false }
    }
  }

  @Test func whoMayNotLookIsToldSo() async throws {
    let client = Client(transport: Scenario.forbidden.makeServer())
    let applications = ApplicationOperator(
      client, ArgoInstallation(namespace: "argocd"), user: "guest", now: { 0 })
    await #expect {
      _ = try await applications.sync(ApplicationHarness.name("catalyst-ui"))
    } throws: { error in
      if case OperationError.kubernetes(.forbidden) = error { true } else { false }
    }
  }

  @Test func aSyncIsEndedOnRequest() async throws {
    let harness = try await ApplicationHarness()
    let name = ApplicationHarness.name("weather-station")
    await #expect(throws: OperationError.refused([.noOperation])) {
      _ = try await harness.applications.terminate(name)
    }
    _ = try await harness.applications.sync(name)
    try await harness.wait(for: "weather-station", step: .milliseconds(20)) {
      $0.status.operation?.phase == .running
    }
    let ending = try await harness.applications.terminate(name)
    #expect(ending.status.operation?.phase == .terminating)
    let seen = try await harness.wait(for: "weather-station") { $0.operation == nil }
    #expect(seen.last?.status.operation?.phase == .failed)
  }

  // MARK: Refresh, automation, rollback

  @Test func aRefreshIsHeeded() async throws {
    let harness = try await ApplicationHarness()
    let asked = try await harness.applications.refresh(ApplicationHarness.name("recipes"))
    #expect(asked.annotations["argocd.argoproj.io/refresh"] == "normal")
    let seen = try await harness.wait(for: "recipes") {
      $0.annotations["argocd.argoproj.io/refresh"] == nil
    }
    #expect(seen.last?.annotations["argocd.argoproj.io/refresh"] == nil)
  }

  @Test func automationIsPausedAndResumed() async throws {
    let harness = try await ApplicationHarness()
    let name = ApplicationHarness.name("recipes")
    let before = try await harness.application("recipes")
    let paused = try await harness.applications.pause(name, reason: "fire", until: 1_900_000_000)
    #expect(!paused.policy.isAutomated && paused.policy.automation?.selfHeals == true)
    #expect(AutomationPause(paused)?.user == "ann")
    #expect(AutomationPause(paused)?.until == 1_900_000_000)
    let resumed = try await harness.applications.resume(name)
    #expect(resumed.document["spec"] == before.document["spec"])
    #expect(AutomationPause(resumed) == nil)
  }

  @Test func anOldArgoIsPausedByTakingTheSettingsAway() async throws {
    let harness = try await ApplicationHarness { ForgetfulTransport(server: $0) }
    let name = ApplicationHarness.name("status-page")
    let before = try await harness.application("status-page")
    let paused = try await harness.applications.pause(name)
    #expect(paused.policy.automation == nil)
    let resumed = try await harness.applications.resume(name)
    #expect(resumed.document["spec"] == before.document["spec"])
  }

  @Test func aRollbackIsRefusedWhileAutomated() async throws {
    let harness = try await ApplicationHarness()
    let name = ApplicationHarness.name("recipes")
    let entry = try #require(try await harness.application("recipes").status.history.first)
    await #expect(throws: OperationError.refused([.automationEnabled])) {
      _ = try await harness.applications.rollBack(name, RollbackRequest(id: entry.id))
    }
    _ = try await harness.applications.pause(name)
    _ = try await harness.applications.rollBack(name, RollbackRequest(id: entry.id))
    let seen = try await harness.wait(for: "recipes") { !$0.isOperating }
    let last = try #require(seen.last)
    #expect(last.status.operation?.phase == .succeeded)
    #expect(last.status.operation?.revisions == entry.revisions)
    #expect(last.status.operation?.operation.skipsHooks == true)
    _ = try await harness.applications.resume(name)
  }

  @Test func applicationSetsAreKnownToUndoAPause() async throws {
    let harness = try await ApplicationHarness()
    let application = try await harness.application("preview-footer")
    let overseers = await harness.applications.overseers(
      of: application, field: ["spec", "syncPolicy", "automated", "enabled"])
    #expect(overseers.map(\.kind) == ["ApplicationSet"])
    #expect(overseers.map(\.verdict) == [.reverts(.inGit)])
  }

  @Test func aParentIsKnownToLeaveAPauseAlone() async throws {
    let harness = try await ApplicationHarness()
    let application = try await harness.application("ledger-sync")
    func verdicts(_ field: Pointer) async -> [Overseer.Verdict] {
      await harness.applications.overseers(of: application, field: field).map(\.verdict)
    }
    #expect(
      await verdicts(["spec", "syncPolicy", "automated", "enabled"]) == [.leaves(.notInGit)])
    #expect(await verdicts(["spec", "syncPolicy", "automated", "prune"]) == [.reverts(.inGit)])
  }

  @Test(arguments: [
    ("preview-footer", [Overseer.Verdict.reverts(.makesAnew)]),
    ("ledger-sync", [.reverts(.makesAnew)]), ("recipes", []),
  ]) func whoWouldMakeAnApplicationAnewIsKnown(
    _ name: String, _ expected: [Overseer.Verdict]
  ) async throws {
    let harness = try await ApplicationHarness()
    let found = try await harness.applications.checkDeletion(
      ApplicationHarness.name(name), .background)
    #expect(found.overseers.map(\.verdict) == expected)
  }

  @Test func aWindowOfTheStandardClusterRefuses() async throws {
    let harness = try await ApplicationHarness()
    await #expect {
      _ = try await harness.applications.sync(ApplicationHarness.name("media-library"))
    } throws: { error in
      guard case OperationError.refused(let refusals) = error,
        case .blockedByWindow(let block) = refusals.first
      else { return false }
      return block.reason == .denied && block.windows.first?.summary == "The disks are being moved"
    }
  }

  @Test func aSyncWithHooksAndWavesIsFollowed() async throws {
    let harness = try await ApplicationHarness(isOwn: true)
    _ = try await harness.applications.sync(ApplicationHarness.name("photo-vault"))
    let seen = try await harness.wait(for: "photo-vault") { !$0.isOperating }
    let last = try #require(seen.last.flatMap { OperationProgress($0) })
    #expect(last.stage == .over(.succeeded))
    let phases = last.steps.map { $0.phase?.rawValue ?? "" }
    #expect(phases == ["PreSync", "Sync", "Sync", "PostSync"])
    let waiting = Set(seen.compactMap { OperationProgress($0)?.waiting?.event })
    #expect(waiting == [.completion, .health])
  }

  @Test(arguments: [DeletionCascade.none, .background])
  func deletionTakesResourcesAlongOnlyIfTold(_ cascade: DeletionCascade) async throws {
    let harness = try await ApplicationHarness(isOwn: true)
    let resources = try await harness.application("recipes").status.resources
    let deployment = try #require(resources.first { $0.kind == "Deployment" })
    try await harness.applications.delete(ApplicationHarness.name("recipes"), cascade)
    await harness.server.advance(by: .seconds(60))
    let left = try? await harness.client.get(ObjectKey(.deployments, deployment.name))
    #expect((left != nil) == (cascade == .none))
    #expect((try? await harness.application("recipes")) == nil)
  }

  // MARK: Tree

  @Test func theTreeReachesDownToThePods() async throws {
    let harness = try await ApplicationHarness()
    let application = try await harness.application("catalyst-ui")
    var tree = ApplicationTree(application.status.resources)
    for kind in [ResourceKind.pods, .replicaSets, .deployments, .services, .namespaces] {
      for document in try await harness.client.list(
        ResourceQuery(kind, namespace: kind.isNamespaced ? "catalyst" : nil))
      {
        var document = document
        document["apiVersion"] = .string(kind.apiVersion)
        document["kind"] = .string(kind.kind)
        tree.apply(try LiveObject(document))
      }
    }
    let nodes = tree.nodes()
    #expect(nodes.filter { $0.depth == 0 }.count == application.status.resources.count)
    #expect(nodes.contains { $0.id.kind == "Pod" && $0.depth == 2 && $0.health == .healthy })
    #expect(!nodes.contains { $0.id.name.name.contains("catalyst-api") })
  }

  @Test(.timeLimit(.minutes(10))) func theTreeIsKeptUp() async throws {
    let harness = try await ApplicationHarness()
    let application = try await harness.application("catalyst-ui")
    let kinds = try await harness.client.discover().kinds
    let followed = TreeSources(application.status.resources, kinds: kinds)
    #expect(followed.missing.isEmpty)
    let (changes, feed) = AsyncStream.makeStream(of: (Change<LiveObject>, TreeSource).self)
    let task = Task {
      await harness.client.follow(followed.sources) { feed.yield(($0, $1)) }
    }
    defer { task.cancel() }
    var tree = ApplicationTree(application.status.resources)
    var pod: ResourceIdentity?
    for await (change, source) in changes {
      tree.apply(change, from: source)
      let nodes = tree.nodes()
      if let gone = pod {
        // The replica set has made another in the place of the one that was deleted.
        if tree.object(gone) == nil, nodes.contains(where: { $0.id.kind == "Pod" }) { break }
      } else if let first = nodes.first(where: { $0.id.kind == "Pod" }) {
        pod = first.id
        try await harness.client.delete(ObjectKey(.pods, first.id.name))
        await harness.server.advance(by: .seconds(60))
      }
    }
    #expect(tree.health() != .missing)
  }

  @Test func theControllersLogIsUnderstood() async throws {
    let harness = try await ApplicationHarness()
    let pods = try await harness.client.list(
      ResourceQuery(.pods, labelSelector: ArgoComponent.applicationController.labelSelector))
    let pod = try #require(pods.first?["metadata"])
    #expect(pod["namespace"] == "argocd")
    let name = try #require(pod["name"]?.string)
    let bytes = try await harness.client.bytes(
      Request(.get, "/api/v1/namespaces/argocd/pods/\(name)/log?tailLines=500"))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      LogRecord(String($0))
    }
    #expect(!lines.isEmpty)
    #expect(lines.allSatisfy { $0.level != .unknown && $0.time != nil })
    let application = ApplicationHarness.name("catalyst-ui")
    #expect(lines.contains { $0.isAbout(application, controlNamespace: "argocd") })
    #expect(!lines.allSatisfy { $0.isAbout(application, controlNamespace: "argocd") })
  }
}
