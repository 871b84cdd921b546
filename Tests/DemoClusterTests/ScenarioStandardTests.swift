import Documents
import Testing

@testable import DemoCluster

/// The standard scenario settles into the states that it promises, and lives on.
@Suite struct ScenarioStandardTests {
  /// Built once: every test looks at the same present.
  private static let cluster = Task { try await ControllerHarness(.standard) }

  private func application(_ name: String) async throws -> Value {
    let cluster = try await Self.cluster.value
    return try #require(await cluster.get(ArgoCD.applications, "argocd", name))
  }

  @Test(arguments: [
    ("catalyst-ui", "Synced", "Healthy", "Succeeded"),
    ("catalyst-api", "Synced", "Degraded", "Failed"),
    ("media-library", "Synced", "Healthy", "Succeeded"),
    ("photo-vault", "OutOfSync", "Healthy", "Succeeded"),
    ("home-automation", "Synced", "Progressing", "Succeeded"),
    ("weather-station", "OutOfSync", "Missing", nil),
    ("recipes", "Synced", "Suspended", "Succeeded"),
    ("links", "OutOfSync", "Healthy", "Succeeded"),
    ("status-page", "OutOfSync", "Missing", "Failed"),
    ("ledger-sync", "Unknown", "Healthy", nil),
    ("preview-footer", "Synced", "Healthy", "Succeeded"),
    ("preview-new-login", "Synced", "Healthy", "Succeeded"),
  ])
  func anApplicationIsInItsState(
    name: String, sync: String, health: String, phase: String?
  ) async throws {
    let status = try #require(try await application(name)["status"])
    #expect(status.at("sync", "status")?.string == sync)
    #expect(status.at("health", "status")?.string == health)
    #expect(status.at("operationState", "phase")?.string == phase)
  }

  @Test func aFailedSyncSaysWhy() async throws {
    let status = try #require(try await application("status-page")["status"])
    let messages = (status.at("operationState", "syncResult", "resources")?.array ?? [])
      .compactMap { $0["message"]?.string }
    #expect(messages.contains { $0.contains("Make sure the \"HTTPRoute\" CRD is installed") })
    #expect(status["conditions"]?[0]?["type"] == "SyncError")
  }

  @Test func anUnreadableSourceSaysWhy() async throws {
    let status = try #require(try await application("ledger-sync")["status"])
    #expect(status["conditions"]?[0]?["type"] == "ComparisonError")
    let message = try #require(status["conditions"]?[0]?["message"]?.string)
    #expect(message.hasSuffix("k8s/ledger-sync: app path does not exist"))
  }

  @Test func historiesCanBeGoneBackTo() async throws {
    let repository = ExampleRepositories.catalystUI(.example)
    let history = try await application("catalyst-ui").at("status", "history")?.array ?? []
    #expect(history.count >= 3)
    #expect(history.last?["revision"]?.string == repository.head)
    let sources = try await application("media-library").at("status", "history")?.array
    #expect(sources?.last?["revisions"]?.array?.count == 2)
  }

  @Test func podsAreInEveryStateThatKubectlShows() async throws {
    let cluster = try await Self.cluster.value
    let expected = [
      "typo": ["ImagePullBackOff", "ErrImagePull"], "unset": ["CreateContainerConfigError"],
      "unmounted": ["ContainerCreating"], "hasty": ["CrashLoopBackOff", "Error"],
      "leaky": ["CrashLoopBackOff", "OOMKilled", "Running"], "language-model": ["Pending"],
      "render": ["Pending"], "import-2024": ["Error"], "say-hello": ["Completed"],
      "lazy": ["Running"], "patient": ["Pending"], "disk": ["Pending"],
    ]
    for (name, states) in expected {
      let state = await cluster.state(ofPod: name, in: "sandbox") ?? "gone"
      #expect(states.contains(state), "\(name) is \(state)")
    }
    let stubborn = await cluster.get(.pods, "sandbox", "stubborn")
    #expect(stubborn?.isBeingDeleted == true)
    #expect(stubborn?.at("status", "phase") == "Running")
    let evicted = await cluster.get(.pods, "sandbox", "scratch-build")
    #expect(evicted?.at("status", "reason") == "Evicted")
  }

  @Test func aCrashLoopHasALogOfTheRunBefore() async throws {
    let cluster = try await Self.cluster.value
    let pods = await cluster.list(.pods, "catalyst")
    let crashing = try #require(
      pods.first { pod in
        (pod.at("status", "containerStatuses")?[0]?["restartCount"]?.integer ?? 0) > 30
      })
    let id = ContainerID(
      namespace: "catalyst", pod: crashing.objectName, container: "catalyst-api")
    let lines = await cluster.server.logs[id]?.previous?.lines ?? []
    #expect(lines.contains { String(decoding: $0.text, as: UTF8.self).hasPrefix("Caused by: ") })
  }

  @Test func theControllerSaysWhatItDoes() async throws {
    let cluster = try await Self.cluster.value
    let id = ContainerID(
      namespace: "argocd", pod: "argocd-application-controller-0",
      container: "application-controller")
    let lines = (await cluster.server.logs[id]?.current.lines ?? [])
      .map { String(decoding: $0.text, as: UTF8.self) }
    #expect(lines.contains { $0.contains("Reconciliation completed") })
    #expect(lines.contains { $0.contains("application=catalyst-ui") })
    #expect(lines.allSatisfy { $0.hasPrefix("time=\"") })
  }

  @Test func theDriftedStackDiffersAndTheOthersDont() async throws {
    let cluster = try await Self.cluster.value
    let files = Infrastructure.repository(.example).snapshots.last?.files ?? [:]
    func drifted(_ stack: String) async throws -> [String] {
      let objects = try ManifestBuilder(files: files).build("infrastructure/base/\(stack)")
      var names: [String] = []
      for object in objects {
        let type = await cluster.server.types.type(
          kind: object.objectKind, group: object.objectGroup)
        let live = await cluster.get(
          try #require(type).id, object.objectNamespace, object.objectName)
        let differences = live.map { Comparison.differences(wanted: object, live: $0) }
        if differences != [] { names.append("\(object.objectKind)/\(object.objectName)") }
      }
      return names
    }
    #expect(try await drifted("traefik") == ["Deployment/traefik"])
    #expect(try await drifted("registry") == ["Deployment/docker-registry"])
    #expect(try await drifted("network-policies").count == 6)
    for stack in ["storage", "argocd", "monitoring", "observability"] {
      #expect(try await drifted(stack).isEmpty, "\(stack)")
    }
  }

  @Test func theBrokenStackIsBroken() {
    let files = Infrastructure.repository(.example).snapshots.last?.files ?? [:]
    #expect(throws: ManifestBuilder.Failure.self) {
      try ManifestBuilder(files: files).build("infrastructure/base/media")
    }
  }

  @Test func eventsAreNoOlderThanAnHour() async throws {
    let cluster = try await Self.cluster.value
    let events = await cluster.list(.events)
    #expect(!events.isEmpty)
    let oldest = (DemoTime.example - .seconds(3600)).rfc3339
    #expect(events.allSatisfy { $0["lastTimestamp"]?.string ?? "" >= oldest })
  }

  @Test func twoClustersAreTheSame() async throws {
    let first = try await Self.cluster.value
    let second = try await ControllerHarness(.standard)
    let (a, b) = (await first.list(.pods), await second.list(.pods))
    #expect(a.map(\.objectName) == b.map(\.objectName))
  }
}
