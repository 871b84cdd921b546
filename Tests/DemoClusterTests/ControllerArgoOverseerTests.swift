import Documents
import Testing

@testable import DemoCluster

/// Whoever made an application puts it back, or is told not to.
@Suite struct ControllerArgoOverseerTests {
  private static let paused: @Sendable (inout Value) -> Void = {
    $0.set("spec", "syncPolicy", "automated", "enabled", to: false)
  }

  private func isPaused(_ name: String, _ cluster: ControllerHarness) async -> Bool {
    await cluster.get(ArgoCD.applications, "argocd", name)?
      .at("spec", "syncPolicy", "automated", "enabled") == false
  }

  @Test(arguments: [
    (#"{}"#, false), (#"{"syncPolicy": {"applicationsSync": "create-only"}}"#, true),
    (
      #"{"ignoreApplicationDifferences": [{"jsonPointers": ["/spec/syncPolicy/automated/enabled"]}]}"#,
      true
    ),
    (#"{"ignoreApplicationDifferences": [{"jsonPointers": ["/spec/syncPolicy"]}]}"#, true),
    (#"{"ignoreApplicationDifferences": [{"jsonPointers": ["/spec/source"]}]}"#, false),
    (
      #"{"ignoreApplicationDifferences": [{"name": "x", "jsonPointers": ["/spec/syncPolicy"]}]}"#,
      false
    ),
  ]) func anApplicationSetPutsBackWhatItIsNotToldToIgnore(
    _ spec: String, _ stays: Bool
  ) async throws {
    let cluster = try await ControllerHarness(.standard)
    let change = try Value(json: Array(spec.utf8))
    try await cluster.change(ArgoCD.applicationSets, "argocd", "previews") {
      $0["spec"] = ($0["spec"] ?? [:]).applying(mergePatch: change)
    }
    await cluster.advance(2)
    try await cluster.change(ArgoCD.applications, "argocd", "preview-footer", Self.paused)
    await cluster.advance(5)
    #expect(await isPaused("preview-footer", cluster) == stays)
  }

  @Test func anApplicationSetMakesItsApplicationsAnew() async throws {
    let cluster = try await ControllerHarness(.standard)
    try await cluster.server.configure { server throws(APIFailure) in
      try server.delete(ArgoCD.applications, "argocd", "preview-footer")
    }
    await cluster.advance(5)
    #expect(await cluster.get(ArgoCD.applications, "argocd", "preview-footer") != nil)
  }

  @Test func aParentPutsBackWhatGitNames() async throws {
    let cluster = try await ControllerHarness(.standard)
    try await cluster.change(ArgoCD.applications, "argocd", "ledger-sync") { object in
      Self.paused(&object)
      object.set("spec", "syncPolicy", "automated", "prune", to: false)
    }
    await cluster.advance(60)
    let automated = await cluster.get(ArgoCD.applications, "argocd", "ledger-sync")?
      .at("spec", "syncPolicy", "automated")
    #expect(automated?["prune"] == true)
    // Git doesn't name it.
    #expect(automated?["enabled"] == false)
  }
}
