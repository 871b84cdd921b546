import Documents
import GitOps
import Kubernetes
import Testing

/// Applications of other versions of Argo CD, and such as somebody spoilt: they are read as far as it
/// goes, and never end the program.
@Suite struct StrangeApplicationTests {
  private static let sample = """
    {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
     "metadata": {"name": "shop", "namespace": "argocd", "resourceVersion": "7", "uid": "u",
      "finalizers": ["resources-finalizer.argocd.argoproj.io"], "labels": {"a": "b"},
      "annotations": {"argocd.argoproj.io/refresh": "hard", "duet/paused-automation": "{}",
       "argocd.argoproj.io/tracking-id": "all:argoproj.io/Application:argocd/shop"},
      "ownerReferences": [{"kind": "ApplicationSet", "name": "all"}],
      "managedFields": [{"manager": "argocd-controller", "operation": "Apply", "fieldsV1": {}}]},
     "spec": {"project": "apps", "revisionHistoryLimit": 3,
      "source": {"repoURL": "r", "path": "p", "targetRevision": "main", "helm": {"values": "a: b"}},
      "sources": [{"repoURL": "r", "chart": "c", "ref": "v"}],
      "sourceHydrator": {"drySource": {"repoURL": "r"}, "syncSource": {"targetBranch": "b"}},
      "destination": {"server": "https://kubernetes.default.svc", "namespace": "shop"},
      "ignoreDifferences": [{"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec"]}],
      "syncPolicy": {"automated": {"prune": true, "enabled": true}, "syncOptions": ["A=true"],
       "retry": {"limit": 3, "backoff": {"duration": "5s", "factor": 2, "maxDuration": "3m"}}},
      "info": [{"name": "n", "value": "v"}]},
     "operation": {"sync": {"revision": "x", "resources": [{"kind": "K", "name": "n"}]},
      "initiatedBy": {"username": "ann"}, "retry": {"limit": 1}},
     "status": {"sync": {"status": "OutOfSync", "revision": "abc",
       "comparedTo": {"source": {"repoURL": "r"}, "destination": {"name": "d"}}},
      "health": {"status": "Degraded", "message": "m"}, "reconciledAt": "2026-01-01T00:00:00Z",
      "conditions": [{"type": "ComparisonError", "message": "m",
       "lastTransitionTime": "2026-01-01T00:00:00Z"}],
      "resources": [{"group": "apps", "kind": "Deployment", "name": "web", "syncWave": 1,
       "status": "Synced", "health": {"status": "Healthy"}, "hook": true}],
      "history": [{"id": 1, "revision": "abc", "deployedAt": "2026-01-01T00:00:00Z",
       "source": {"repoURL": "r"}, "initiatedBy": {"automated": true}}],
      "summary": {"images": ["i"], "externalURLs": ["u"]}, "sourceType": "Helm",
      "operationState": {"phase": "Running", "message": "m", "startedAt": "2026-01-01T00:00:00Z",
       "finishedAt": "2026-01-01T00:00:09Z", "retryCount": 1,
       "operation": {"retry": {"limit": 2, "backoff": {"duration": "5s", "factor": 2,
        "maxDuration": "0"}}, "sync": {"syncStrategy": {"hook": {"force": true}}}},
       "syncResult": {"revision": "abc", "source": {"repoURL": "r"},
        "resources": [{"kind": "Job", "name": "j", "hookType": "PreSync", "hookPhase": "Running",
         "status": "Synced", "syncPhase": "PreSync", "images": ["i"]}]}}}}
    """

  private static let replacements: [Value] = [
    .null, "", "Strange", "7", true, 0, -1, .integer(.max), .integer(.min), 1.5, 1e300, [], [:],
    [[:]], ["x"], ["x": "y"],
  ]

  /// Every place in a document.
  private func places(_ value: Value, at place: Pointer = Pointer()) -> [Pointer] {
    var found = [place]
    for (key, child) in (value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      found += places(child, at: place.appending(key))
    }
    for (index, child) in (value.array ?? []).enumerated() {
      found += places(child, at: place.appending(index))
    }
    return found
  }

  /// Everything that is done with an application.
  private func use(_ document: Value) throws {
    let application = Application(document)
    let context = Sample.context(application)
    _ = OperationProgress(application)
    _ = AutomationPause(application)
    _ = application.status.operation?.operation.retry.allows(3)
    _ = application.sync(SyncRequest(revisions: [0: "x", 1: "y"]), context)
    _ = application.rollback(RollbackRequest(id: 1), context)
    _ = application.termination(context)
    _ = application.refresh(isHard: false, context)
    _ = application.pause(AutomationPause(user: "ann", since: 0), context)
    _ = application.resumption(context)
    _ = application.deletion(.background, context)
    _ = application.parent(controlNamespace: "argocd", settings: ArgoSettings())
    _ = application.verdict(of: application, on: PauseTests.field)
    _ = application.verdict(of: ApplicationSet(document), on: PauseTests.field)
    _ = ObjectOwner.owners(of: document, argoNamespace: "argocd")
    _ = ApplicationProject(document)
    var decoder = ApplicationDecoder()
    var metadata = ObjectMetadata()
    var reader = JSONReader(JSONWriter().bytes(document))
    // What isn't an object at all is no list's element.
    if document.object != nil { _ = try decoder.decode(&reader, &metadata) }
  }

  @Test func anyPartMayBeOfAnyType() throws {
    let document = try Value(json: Array(Self.sample.utf8))
    try use(document)
    for place in places(document) where !place.isRoot {
      for replacement in Self.replacements {
        var changed = document
        changed[place] = replacement
        // What the server itself keeps is as it says.
        if place.tokens.first != "metadata" { try use(changed) }
      }
    }
  }

  @Test func marksMayBeAnything() throws {
    let document = try Value(json: Array(Self.sample.utf8))
    for place in places(document["metadata"] ?? [:]) where !place.isRoot {
      for text in ["", "_", ":", "a:b", "{\"user\": 1}", "[]", "/", "\u{1b}[31m"] {
        var changed = document
        changed[Pointer(["metadata"] + place.tokens)] = .string(text)
        let application = Application(changed)
        _ = AutomationPause(application)
        _ = application.parent(controlNamespace: "argocd", settings: ArgoSettings())
        _ = application.cascade
        _ = ObjectOwner.owners(of: changed, argoNamespace: "argocd")
      }
    }
  }

  @Test func wordsOfLaterVersionsAreKept() throws {
    let application = Application([
      "metadata": ["name": "shop", "namespace": "argocd"],
      "status": [
        "sync": ["status": "Drifting"], "health": ["status": "Sleepy"], "future": ["a": 1],
        "operationState": [
          "phase": "Pondering", "retryCount": "3",
          "syncResult": ["resources": [["kind": "Job", "name": "j", "status": "Postponed"]]],
        ],
      ],
    ])
    #expect(application.status.operation?.retries == 3)
    #expect(application.status.operation?.results.first?.outcome == .unsaid("Postponed"))
    #expect(application.document["status"]?["future"]?["a"] == 1)
    let progress = try #require(OperationProgress(application))
    #expect(!progress.isOver)
  }
}
