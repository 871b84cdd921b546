import Documents
import Testing

@testable import DemoCluster

/// What Argo CD and the people around it do in the standard scenario, as time passes.
@Suite struct ScenarioLifeTests {
  private func cluster() async throws -> ControllerHarness {
    try await ControllerHarness(.standard)
  }

  private func replicas(_ cluster: ControllerHarness) async -> Int64? {
    await cluster.get(.deployments, "catalyst", "catalyst-ui")?.at("spec", "replicas")?.integer
  }

  @Test func aManualScaleIsRevertedWithinSeconds() async throws {
    let cluster = try await cluster()
    try await cluster.change(.deployments, "catalyst", "catalyst-ui") {
      $0.set("spec", "replicas", to: 4)
    }
    #expect(await replicas(cluster) == 4)
    await cluster.advance(5)
    #expect(await replicas(cluster) == 2)
  }

  @Test func whatGitDoesntSayIsLeftAlone() async throws {
    let cluster = try await cluster()
    try await cluster.change(.deployments, "catalyst", "catalyst-ui") {
      $0.set("metadata", "annotations", "note", to: "mine")
    }
    await cluster.advance(30)
    let live = await cluster.get(.deployments, "catalyst", "catalyst-ui")
    #expect(live?.annotation("note") == "mine")
  }

  @Test func aManualSyncAppliesTheNewRevision() async throws {
    let cluster = try await cluster()
    try await cluster.server.configure { server in
      StandardScenario.sync("photo-vault", by: "mira", on: server)
    }
    await cluster.advance(120)
    let application = await cluster.get(ArgoCD.applications, "argocd", "photo-vault")
    #expect(application?.at("status", "sync", "status") == "Synced")
    #expect(application?.at("status", "operationState", "phase") == "Succeeded")
    #expect(application?["operation"] == nil)
    let pod = await cluster.get(.pods, "photos", "photo-vault-0")
    #expect(
      pod?.at("spec", "containers")?[0]?["image"] == "registry.talos00/photo-vault:1.9.1")
  }

  @Test func aDryRunChangesNothing() async throws {
    let cluster = try await cluster()
    let before = await cluster.get(.statefulSets, "photos", "photo-vault")
    try await cluster.change(ArgoCD.applications, "argocd", "photo-vault") {
      $0["operation"] = ["sync": ["dryRun": true, "syncStrategy": ["hook": [:]]]]
    }
    await cluster.advance(10)
    let application = await cluster.get(ArgoCD.applications, "argocd", "photo-vault")
    #expect(application?.at("status", "operationState", "phase") == "Succeeded")
    #expect(application?.at("status", "sync", "status") == "OutOfSync")
    #expect(await cluster.get(.statefulSets, "photos", "photo-vault")?["spec"] == before?["spec"])
  }

  @Test func aMissingApplicationCanBeSynced() async throws {
    let cluster = try await cluster()
    try await cluster.server.configure { server in
      StandardScenario.sync("weather-station", by: "june", on: server)
    }
    await cluster.advance(60)
    let application = await cluster.get(ArgoCD.applications, "argocd", "weather-station")
    #expect(application?.at("status", "sync", "status") == "Synced")
    #expect(application?.at("status", "health", "status") == "Healthy")
  }

  @Test func goingBackToAnImageThatWorksRepairsTheAPI() async throws {
    let cluster = try await cluster()
    let now = await cluster.server.now
    try await cluster.server.configure { server in
      ArgoCD.push(
        RepositoryCommit(
          People.tomas, at: now.milliseconds / 1000, "Go back to 91b0d7f",
          [
            "k8s/kustomization.yaml": ManifestText.kustomization(
              ["deployment.yaml", "service.yaml", "config.yaml", "migrate.yaml", "worker.yaml"],
              namespace: "catalyst", images: [("registry.talos00/catalyst-api", "91b0d7f")])
          ]), to: ExampleRepository.server + "catalyst-api.git", on: server)
    }
    await cluster.advance(400)
    let application = await cluster.get(ArgoCD.applications, "argocd", "catalyst-api")
    #expect(application?.at("status", "health", "status") == "Healthy")
    #expect(application?.at("status", "operationState", "phase") == "Succeeded")
  }

  @Test func aRunningOperationCanBeTerminated() async throws {
    let cluster = try await cluster()
    try await cluster.change(ArgoCD.applications, "argocd", "catalyst-api") { object in
      object["operation"] = ["sync": ["syncStrategy": ["hook": [:]]]]
      object.set("status", "operationState", to: nil)
    }
    await cluster.advance(3)
    try await cluster.change(ArgoCD.applications, "argocd", "catalyst-api") {
      $0.set("status", "operationState", "phase", to: "Terminating")
    }
    await cluster.advance(3)
    let application = await cluster.get(ArgoCD.applications, "argocd", "catalyst-api")
    #expect(application?["operation"] == nil)
    #expect(application?.at("status", "operationState", "message") == "Operation terminated")
  }

  @Test func aRefreshIsDoneAndItsAnnotationTaken() async throws {
    let cluster = try await cluster()
    try await cluster.change(ArgoCD.applications, "argocd", "links") {
      $0.set("metadata", "annotations", ArgoCD.refreshAnnotation, to: "hard")
    }
    await cluster.advance(2)
    let application = await cluster.get(ArgoCD.applications, "argocd", "links")
    #expect(application?.annotation(ArgoCD.refreshAnnotation) == nil)
    #expect(
      application?.at("status", "reconciledAt")?.string ?? "" >= DemoTime.example.rfc3339)
  }

  @Test func resumedAutomationCatchesUp() async throws {
    let cluster = try await cluster()
    try await cluster.change(ArgoCD.applications, "argocd", "links") {
      $0.set("spec", "syncPolicy", "automated", "enabled", to: true)
    }
    await cluster.advance(30)
    let application = await cluster.get(ArgoCD.applications, "argocd", "links")
    #expect(application?.at("status", "sync", "status") == "Synced")
    let links = await cluster.get(.deployments, "tools", "links")
    #expect(
      links?.at("spec", "template", "spec", "containers")?[0]?["image"]
        == "registry.talos00/links:1.5.0")
  }

  @Test func aReleaseIsNoticedAndDeployed() async throws {
    let cluster = try await cluster()
    let before = await cluster.get(ArgoCD.applications, "argocd", "catalyst-ui")
    await cluster.advance(480)
    let after = await cluster.get(ArgoCD.applications, "argocd", "catalyst-ui")
    #expect(after?.at("status", "sync", "revision") != before?.at("status", "sync", "revision"))
    let pods = await cluster.list(.pods, "catalyst")
    #expect(
      pods.contains {
        $0.at("spec", "containers")?[0]?["image"] == "registry.talos00/catalyst-ui:c81a3f6"
      })
  }
}
