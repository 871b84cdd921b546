import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct FluxTests {
  func row(_ json: String) throws -> FluxRow {
    try #require(FluxRow(try Value(json: Array(json.utf8))))
  }

  @Test func aKustomizationIsRead() throws {
    let row = try row(
      #"""
      {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
       "metadata": {"name": "apps", "namespace": "flux-system", "annotations": {
        "reconcile.fluxcd.io/requestedAt": "2026-03-04T09:00:00Z"}},
       "spec": {"suspend": true, "prune": true, "path": "./apps", "interval": "10m0s",
        "sourceRef": {"kind": "GitRepository", "name": "infra"}},
       "status": {"lastAppliedRevision": "main@sha1:abc", "lastAttemptedRevision": "main@sha1:def",
        "lastHandledReconcileAt": "2026-03-04T08:00:00Z",
        "conditions": [{"type": "Ready", "status": "False", "message": "no such path"}]}}
      """#)
    #expect(row.isReady == false && row.isSuspended && row.prunes && row.isRequested)
    #expect(row.revision == "main@sha1:abc" && row.attempted == "main@sha1:def")
    #expect(row.message == "no such path")
    #expect(row.source?.kind == .gitRepository)
    #expect(row.source?.name == ObjectName(namespace: "flux-system", name: "infra"))
  }

  @Test func aReleaseIsRead() throws {
    let row = try row(
      #"""
      {"apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease",
       "metadata": {"name": "web", "namespace": "s"},
       "spec": {"chart": {"spec": {"sourceRef":
        {"kind": "HelmRepository", "name": "charts", "namespace": "flux-system"}}}},
       "status": {"history": [{"chartVersion": "1.2.3"}, {"chartVersion": "1.2.2"}],
        "conditions": [{"type": "Ready", "status": "True"}]}}
      """#)
    #expect(row.isReady == true && row.revision == "1.2.3")
    #expect(row.source?.name == ObjectName(namespace: "flux-system", name: "charts"))
  }

  @Test func aSourceIsRead() throws {
    let row = try row(
      #"""
      {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
       "metadata": {"name": "infra", "namespace": "flux-system"},
       "spec": {"url": "https://example.com/infra"},
       "status": {"artifact": {"revision": "main@sha1:abc"}}}
      """#)
    #expect(row.isReady == nil && row.revision == "main@sha1:abc" && row.source == nil)
    #expect(row.address == "https://example.com/infra")
  }

  @Test(arguments: [
    (
      FluxAction.reconcile,
      #"{"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": "2026-03-04T09:00:00Z"}}}"#
    ),
    (.suspend, #"{"spec": {"suspend": true}}"#), (.resume, #"{"spec": {"suspend": null}}"#),
  ]) func patches(_ action: FluxAction, _ expected: String) throws {
    let row = try row(#"{"kind": "Kustomization", "metadata": {"name": "apps"}}"#)
    #expect(
      row.patch(action, at: Timestamp(seconds: 1_772_614_800))
        == (try Value(json: Array(expected.utf8))))
  }

  @Test func whatIsSuspendedIsNotReconciled() throws {
    let row = try row(#"{"kind": "Bucket", "spec": {"suspend": true}}"#)
    #expect(row.refusal(of: .reconcile) != nil && row.refusal(of: .suspend) != nil)
    #expect(row.refusal(of: .resume) == nil)
  }

  @Test func kindsOfOthersAreNotFluxs() {
    let own = ResourceKind(
      group: "kustomize.toolkit.fluxcd.io", plural: "kustomizations", kind: "Kustomization")
    let other = ResourceKind(
      group: "kustomize.config.k8s.io", plural: "kustomizations", kind: "Kustomization")
    #expect(FluxKind.all(in: [other, own]) == [.kustomization: own])
  }
}
