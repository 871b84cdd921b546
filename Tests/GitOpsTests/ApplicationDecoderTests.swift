import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct ApplicationDecoderTests {
  func decode(_ json: String) throws -> ApplicationRow {
    var decoder = ApplicationDecoder()
    var reader = JSONReader(json)
    var metadata = ObjectMetadata()
    let row = try decoder.decode(&reader, &metadata)
    try reader.finish()
    return row
  }

  static let full = """
    {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
     "metadata": {"name": "shop", "namespace": "argocd", "uid": "u1",
      "creationTimestamp": "2026-01-01T00:00:00Z", "managedFields": [{"manager": "x"}],
      "ownerReferences": [{"kind": "ApplicationSet", "name": "all", "controller": true}]},
     "spec": {"project": "apps",
      "source": {"repoURL": "https://example.com/shop.git", "path": "k8s", "targetRevision": "main"},
      "destination": {"server": "https://kubernetes.default.svc", "namespace": "shop"},
      "syncPolicy": {"automated": {"prune": true, "selfHeal": true, "enabled": false}}},
     "status": {
      "sync": {"status": "OutOfSync", "revision": "0123456789abcdef0123456789abcdef01234567",
       "comparedTo": {"source": {}}},
      "health": {"status": "Degraded", "message": "it hurts"},
      "reconciledAt": "2026-01-01T00:00:10Z",
      "operationState": {"phase": "Failed", "message": "one or more objects failed",
       "startedAt": "2026-01-01T00:00:01Z", "finishedAt": "2026-01-01T00:00:02Z", "retryCount": 2,
       "operation": {"initiatedBy": {"username": "ann"}, "sync": {"revision": "asked"}},
       "syncResult": {"revision": "synced"}},
      "conditions": [
       {"type": "OrphanedResourceWarning", "message": "orphans"},
       {"type": "SyncError", "message": "sync failed"}],
      "resources": [
       {"group": "apps", "kind": "Deployment", "namespace": "shop", "name": "web", "version": "v1",
        "status": "OutOfSync", "health": {"status": "Healthy"}, "requiresPruning": true},
       {"kind": "Service", "namespace": "shop", "name": "web", "status": "Synced"}]}}
    """

  @Test func everythingIsRead() throws {
    let row = try decode(Self.full)
    #expect(row.name == ObjectName(namespace: "argocd", name: "shop"))
    #expect(row.uid == "u1")
    #expect(row.project == "apps")
    #expect(row.sync == .outOfSync)
    #expect(row.health == .degraded)
    #expect(row.healthMessage == "it hurts")
    #expect(row.revisions == ["0123456789abcdef0123456789abcdef01234567"])
    #expect(row.shortRevision == "0123456")
    #expect(row.targetRevision == "main")
    #expect(
      row.sources == [
        ApplicationSource(
          repository: "https://example.com/shop.git", path: "k8s", targetRevision: "main")
      ])
    #expect(row.destination.isInCluster)
    #expect(row.destination.namespace == "shop")
    #expect(row.automation == Automation(isEnabled: false, prunes: true, selfHeals: true))
    #expect(row.isPaused)
    #expect(
      row.operation
        == ApplicationOperation(
          phase: .failed, message: "one or more objects failed", revisions: ["synced"],
          started: 1_767_225_601, finished: 1_767_225_602, initiator: "ann", retries: 2))
    #expect(!row.isOperating)
    #expect(row.condition == ApplicationCondition(type: "SyncError", message: "sync failed"))
    #expect(row.message == "sync failed")
    #expect(
      row.resources == [
        ApplicationResource(
          group: "apps", version: "v1", kind: "Deployment",
          name: ObjectName(namespace: "shop", name: "web"),
          sync: .outOfSync, health: .healthy, requiresPruning: true),
        ApplicationResource(
          kind: "Service", name: ObjectName(namespace: "shop", name: "web"), sync: .synced),
      ])
    #expect(row.owner == Owner(kind: "ApplicationSet", name: "all"))
    #expect(row.reconciled == 1_767_225_610)
  }

  @Test func anApplicationThatWasNeverLookedAtIsUnknown() throws {
    let row = try decode(#"{"metadata": {"name": "a"}, "spec": {"project": ""}}"#)
    #expect(row.sync == .unknown)
    #expect(row.health == .unknown)
    #expect(row.project == "default")
    #expect(row.automation == nil)
    #expect(!row.isPaused)
    #expect(row.shortRevision == "")
    #expect(row.message == "")
  }

  @Test func severalSourcesAreRead() throws {
    let row = try decode(
      """
      {"metadata": {"name": "a"},
       "spec": {"source": {"repoURL": "ignored"}, "sources": [
        {"repoURL": "https://charts.example.com", "chart": "web", "targetRevision": "1.2.3"},
        {"repoURL": "https://example.com/values.git", "ref": "values"}]},
       "status": {"sync": {"status": "Synced", "revisions": ["1.2.3", "abc"]}}}
      """)
    #expect(row.sources.map(\.chart) == ["web", ""])
    #expect(row.sources.last?.reference == "values")
    #expect(row.revisions == ["1.2.3", "abc"])
    #expect(row.shortRevision == "1.2.3")
  }

  @Test func hydratedManifestsComeFromTheirBranch() throws {
    let row = try decode(
      """
      {"metadata": {"name": "a"}, "spec": {"sourceHydrator": {
       "drySource": {"repoURL": "https://example.com/a.git", "path": "dry", "targetRevision": "HEAD"},
       "syncSource": {"targetBranch": "env/dev", "path": "out"}}}}
      """)
    #expect(
      row.sources == [
        ApplicationSource(
          repository: "https://example.com/a.git", path: "out", targetRevision: "env/dev")
      ])
  }

  @Test(arguments: [
    (#"{"automated": {}}"#, Automation?.some(Automation())),
    (#"{"automated": null}"#, nil),
    (#"{"automated": {"prune": true, "allowEmpty": false}}"#, Automation(prunes: true)),
    (#"{"syncOptions": []}"#, nil),
    ("null", nil),
  ])
  func automationIsThereOrNot(policy: String, automation: Automation?) throws {
    let row = try decode(
      #"{"metadata": {"name": "a"}, "spec": {"syncPolicy": \#(policy)}}"#)
    #expect(row.automation == automation)
  }

  @Test func settingsThatAPauseTookAwayAreKnown() throws {
    let row = try decode(
      #"""
      {"metadata": {"name": "a", "annotations":
        {"duet/paused-automation": "{\"automated\": {\"prune\": true}, \"user\": \"alice\"}"}},
       "spec": {}}
      """#)
    #expect(row.automation == Automation(isEnabled: false, prunes: true))
    #expect(row.isPaused)
  }

  @Test func aParentApplicationIsAnOwner() throws {
    func owner(_ tracking: String) throws -> Owner? {
      try decode(
        """
        {"metadata": {"name": "a", "namespace": "argocd", "annotations":
         {"argocd.argoproj.io/tracking-id": "\(tracking)"}}}
        """
      ).owner
    }
    #expect(
      try owner("root:argoproj.io/Application:argocd/a") == Owner(kind: "Application", name: "root")
    )
    #expect(
      try owner("team_root:argoproj.io/Application:argocd/a")
        == Owner(kind: "Application", name: "root"))
    // Copied from another object: Argo CD ignores it, too.
    #expect(try owner("root:argoproj.io/Application:argocd/other") == nil)
    #expect(try owner("nonsense") == nil)
  }

  @Test(arguments: [
    #"{"operation": {"sync": {}}}"#,
    #"{"status": {"operationState": {"phase": "Running"}}}"#,
    #"{"status": {"operationState": {"phase": "Terminating"}}}"#,
  ])
  func anOperationIsUnderWay(json: String) throws {
    #expect(try decode(json).isOperating)
  }

  @Test(arguments: [
    #"{"status": "x", "spec": []}"#,
    #"{"status": {"sync": 3, "health": [], "conditions": {}, "resources": "x", "operationState": 1}}"#,
    #"{"status": {"sync": {"status": 1, "revision": {}, "revisions": [1, null]}, "resources": [1, {}]}}"#,
    #"{"status": {"operationState": {"phase": 1, "retryCount": 1e300, "syncResult": [], "startedAt": 3}}}"#,
    #"{"spec": {"source": "x", "sources": {}, "destination": 1, "syncPolicy": {"automated": true}}}"#,
    #"{"spec": {"syncPolicy": {"automated": {"enabled": "no", "prune": 1}}}, "operation": "x"}"#,
    #"{"status": {"sync": {"status": "Sideways"}, "health": {"status": "Purple"}}}"#,
  ])
  func strangeFieldsArePassedOver(json: String) throws {
    let row = try decode(json)
    #expect(row.sync == .unknown)
    #expect(row.health == .unknown)
    #expect(!row.isPaused)
  }
}
