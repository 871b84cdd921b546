import Documents
import Testing

@testable import DemoCluster

/// What Argo CD and the people around it do in the standard scenario, as time passes.
@Suite struct ScenarioLifeTests {
  /// One cluster, whose time goes on through the whole story.
  @Test func aManualScaleIsRevertedAndAReleaseIsDeployed() async throws {
    let cluster = try await ControllerHarness(.standard)
    func replicas() async -> Int64? {
      await cluster.get(.deployments, "catalyst", "catalyst-ui")?.at("spec", "replicas")?.integer
    }
    try await cluster.change(.deployments, "catalyst", "catalyst-ui") { object in
      object.set("spec", "replicas", to: 4)
      object.set("metadata", "annotations", "note", to: "mine")
    }
    #expect(await replicas() == 4)
    await cluster.advance(5)
    #expect(await replicas() == 2)

    await cluster.advance(480)
    let live = await cluster.get(.deployments, "catalyst", "catalyst-ui")
    #expect(
      live?.at("spec", "template", "spec", "containers")?[0]?["image"]
        == "registry.talos00/catalyst-ui:c81a3f6")
    // What Git doesn't say is left alone.
    #expect(live?.annotation("note") == "mine")
  }

  @Test func aManualSyncAppliesTheNewRevision() async throws {
    let cluster = try await ControllerHarness(.standard)
    try await cluster.server.configure { server in
      StandardScenario.sync("photo-vault", by: "mira", on: server)
      StandardScenario.sync("weather-station", by: "june", on: server)
    }
    await cluster.advance(120)
    for name in ["photo-vault", "weather-station"] {
      let status = await cluster.get(ArgoCD.applications, "argocd", name)?["status"]
      #expect(status?.at("sync", "status") == "Synced", "\(name)")
      #expect(status?.at("health", "status") == "Healthy", "\(name)")
    }
    let pod = await cluster.get(.pods, "photos", "photo-vault-0")
    #expect(pod?.at("spec", "containers")?[0]?["image"] == "registry.talos00/photo-vault:1.9.1")
  }

  @Test func anImageThatWorksRepairsTheAPI() async throws {
    let cluster = try await ControllerHarness(.standard)
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
    await cluster.advance(300)
    let status = await cluster.get(ArgoCD.applications, "argocd", "catalyst-api")?["status"]
    #expect(status?.at("health", "status") == "Healthy")
    #expect(status?.at("operationState", "phase") == "Succeeded")
  }
}
