import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct ApplicationTests {
  func application(_ json: String) throws -> Application {
    Application(try Value(json: Array(json.utf8)))
  }

  @Test func everythingIsRead() throws {
    let application = try application(
      #"""
      {"metadata": {"name": "shop", "namespace": "team", "uid": "u", "resourceVersion": "3",
        "finalizers": ["resources-finalizer.argocd.argoproj.io"]},
       "spec": {"project": "apps", "revisionHistoryLimit": 3,
        "sources": [
         {"repoURL": "https://charts.example.com", "chart": "web", "targetRevision": "1.2",
          "helm": {"valueFiles": ["$values/web.yaml"]}},
         {"repoURL": "https://example.com/r.git", "targetRevision": "main", "ref": "values"},
         {"repoURL": "https://example.com/r.git", "path": "a", "plugin": {"name": "cue"}},
         {"repoURL": "https://example.com/r.git", "path": "b", "directory": {"recurse": true}},
         {"repoURL": "https://example.com/r.git", "path": "c", "kustomize": {"namePrefix": "x"}},
         {"repoURL": "https://example.com/r.git", "path": "d", "name": "plain"}],
        "destination": {"name": "edge", "namespace": "shop"},
        "syncPolicy": {"automated": {"prune": true, "allowEmpty": true},
         "managedNamespaceMetadata": {"labels": {"a": "b"}},
         "retry": {"limit": -1, "backoff": {"duration": "1m"}, "refresh": true}},
        "ignoreDifferences": [{"group": "apps", "kind": "Deployment",
          "jsonPointers": ["/spec/replicas"], "managedFieldsManagers": ["hpa"]}],
        "info": [{"name": "Docs", "value": "https://docs.example.com"}]},
       "status": {"sync": {"status": "Synced", "revisions": ["1.2", "abc"],
         "comparedTo": {"destination": {"namespace": "old"},
          "sources": [{"repoURL": "x"}]}},
        "health": {"status": "Progressing", "message": "Caused by Deployment"},
        "summary": {"images": ["nginx:1"], "externalURLs": ["https://shop.example.com"]},
        "sourceTypes": ["Helm", "Directory"], "controllerNamespace": "argocd",
        "resourceHealthSource": "appTree", "reconciledAt": "2026-03-04T09:00:00Z",
        "conditions": [{"type": "ComparisonError", "message": "no",
          "lastTransitionTime": "2026-03-04T09:00:00Z"}],
        "resources": [{"group": "apps", "version": "v1", "kind": "Deployment", "name": "web",
          "namespace": "shop", "status": "Synced", "syncWave": -1, "hook": true}],
        "history": [{"id": 2, "revisions": ["1.1"], "sources": [{"repoURL": "x"}],
          "deployedAt": "2026-03-04T08:00:00Z", "initiatedBy": {"username": "ann"}}]}}
      """#)
    #expect(application.hasSourceList)
    #expect(
      application.sources.map(\.tool)
        == [.helm, .reference, .plugin("cue"), .directory, .kustomize, .detected])
    #expect(application.sources[5].name == "plain")
    #expect(application.historyLimit == 3)
    #expect(application.policy.automation == Automation(prunes: true, allowsEmpty: true))
    #expect(application.policy.namespaceLabels == ["a": "b"])
    #expect(application.policy.retry == RetryPolicy(limit: -1, duration: "1m", refreshes: true))
    #expect(application.ignoredDifferences.first?.managers == ["hpa"])
    #expect(application.instanceName(in: "argocd") == "team_shop")
    #expect(application.instanceName(in: "team") == "shop")
    let status = application.status
    #expect(status.revisions == ["1.2", "abc"])
    #expect(status.comparedDestination.namespace == "old")
    #expect(status.health == .progressing && status.leavesHealthOut)
    #expect(status.resources.first?.wave == -1 && status.resources.first?.isHook == true)
    #expect(status.obstacles.map(\.since) == [1_772_614_800])
    #expect(status.history.first?.hasSourceList == true)
    #expect(status.images == ["nginx:1"] && status.sourceTypes == ["Helm", "Directory"])
  }

  @Test func anOldStatusIsRead() throws {
    let application = try application(
      #"""
      {"metadata": {"name": "shop", "namespace": "argocd"},
       "spec": {"source": {"repoURL": "r", "path": "k8s"}, "destination": {"server": "s"}},
       "status": {"sync": {"status": "OutOfSync", "revision": "abc"}, "sourceType": "Kustomize",
        "health": {"status": "Healthy"},
        "history": [{"id": 0, "revision": "abc", "source": {"repoURL": "r"}}],
        "resources": [{"kind": "Service", "name": "web", "health": {"status": "Healthy"}}]}}
      """#)
    #expect(application.project == "default" && !application.hasSourceList)
    #expect(application.targetRevision() == "HEAD")
    #expect(application.status.sourceTypes == ["Kustomize"])
    #expect(application.status.resources.first?.health == .healthy)
    #expect(!application.status.leavesHealthOut)
  }

  @Test(arguments: [
    "{}", "null", #"{"spec": [], "status": "x", "operation": 3}"#,
    #"{"metadata": {"annotations": {"a": 1}}, "spec": {"sources": [3], "syncPolicy": null}}"#,
    #"{"status": {"resources": [{}], "history": {}, "operationState": [], "conditions": [1]}}"#,
  ]) func strangeDocumentsAreStillApplications(_ json: String) throws {
    let application = try application(json)
    #expect(application.status.sync == .unknown)
    #expect(application.status.resources.isEmpty && application.operation == nil)
    #expect(OperationProgress(application) == nil)
  }

  @Test func hydratedSourcesAreWhatTheHydratorWrites() throws {
    let application = try application(
      #"""
      {"spec": {"sourceHydrator": {
        "drySource": {"repoURL": "r", "targetRevision": "main", "path": "dry"},
        "syncSource": {"targetBranch": "env/prod", "path": "wet"}}}}
      """#)
    #expect(
      application.sources
        == [ApplicationSource(repository: "r", path: "wet", targetRevision: "env/prod")])
  }
}
