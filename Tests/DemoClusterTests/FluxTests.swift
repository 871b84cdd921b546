import Documents
import Testing

@testable import DemoCluster

/// The simulated Flux does what is asked for, and says so as Flux does.
@Suite struct FluxTests {
  private let cluster: ControllerHarness

  init() async throws { cluster = try await ControllerHarness(.delivery) }

  private func object(_ resource: ResourceID, _ name: String) async throws -> Value {
    let namespace = resource == Flux.helmReleases ? "podinfo" : "flux-system"
    return try #require(await cluster.get(resource, namespace, name))
  }

  @Test(arguments: [
    (Flux.gitRepositories, "fleet", "True", "Succeeded"),
    (Flux.gitRepositories, "archive", "False", "GitOperationFailed"),
    (Flux.helmRepositories, "podinfo", "True", "Succeeded"),
    (Flux.kustomizations, "apps", "True", "ReconciliationSucceeded"),
    (Flux.kustomizations, "databases", "False", "ArtifactFailed"),
    (Flux.helmReleases, "podinfo", "True", "InstallSucceeded"),
    (Flux.helmReleases, "podinfo-canary", "False", "InstallFailed"),
  ]) func everyStateIsThere(
    _ resource: ResourceID, _ name: String, _ status: String, _ reason: String
  ) async throws {
    let ready = try await object(resource, name).condition("Ready")
    #expect(ready?["status"]?.string == status)
    #expect(ready?["reason"]?.string == reason)
  }

  @Test func whatIsSuspendedIsLeftAlone() async throws {
    #expect(try await object(Flux.kustomizations, "monitoring")["status"] == nil)
    #expect(await cluster.get(.configMaps, "flux-system", "dashboards") == nil)
    try await cluster.change(Flux.kustomizations, "flux-system", "monitoring") {
      $0.set("spec", "suspend", to: nil)
    }
    await cluster.advance(5)
    #expect(await cluster.get(.configMaps, "flux-system", "dashboards") != nil)
  }

  @Test func whatIsAppliedSaysByWhom() async throws {
    let blog = try #require(await cluster.get(.deployments, "blog", "blog"))
    #expect(blog.label("kustomize.toolkit.fluxcd.io/name") == "apps")
    #expect(blog.label("kustomize.toolkit.fluxcd.io/namespace") == "flux-system")
    let podinfo = try #require(await cluster.get(.deployments, "podinfo", "podinfo"))
    #expect(podinfo.label("helm.toolkit.fluxcd.io/name") == "podinfo")
    #expect(podinfo.annotation("meta.helm.sh/release-name") == "podinfo")
  }

  @Test func aRequestIsHeeded() async throws {
    try await cluster.change(.deployments, "blog", "blog") { $0.set("spec", "replicas", to: 7) }
    await cluster.advance(5)
    #expect(await cluster.get(.deployments, "blog", "blog")?.at("spec", "replicas") == 7)
    try await cluster.change(Flux.kustomizations, "flux-system", "apps") {
      $0.set("metadata", "annotations", "reconcile.fluxcd.io/requestedAt", to: "now")
    }
    await cluster.advance(1)
    #expect(
      try await object(Flux.kustomizations, "apps").condition("Ready")?["status"] == "Unknown")
    await cluster.advance(3)
    let done = try await object(Flux.kustomizations, "apps")
    #expect(done.at("status", "lastHandledReconcileAt") == "now" && done.isTrue("Ready"))
    #expect(await cluster.get(.deployments, "blog", "blog")?.at("spec", "replicas") == 2)
  }
}
