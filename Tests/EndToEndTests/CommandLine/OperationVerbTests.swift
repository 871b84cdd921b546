import DemoCluster
import Documents
import Kubernetes
import Testing

/// The verbs that ask Argo CD for something, on the demo cluster.
@Suite(.timeLimit(.minutes(10))) struct OperationVerbTests {
  /// Runs verbs on a cluster of their own; `passing` lets time pass in it meanwhile.
  private func run(
    passing: Bool = false, _ body: (VerbBench) async throws -> Void
  ) async throws {
    let server = Scenario.standard.makeServer()
    let clock = Task {
      while passing, !Task.isCancelled {
        await server.advance(by: .milliseconds(200))
        await Task.yield()
      }
    }
    defer { clock.cancel() }
    try await VerbBench.empty(on: Client(transport: server), body)
  }

  private func application(_ duet: VerbBench, _ name: String) async throws -> Value {
    try await duet.client.get(ObjectKey(.applications, namespace: "argocd", name: name))
  }

  private func change(_ duet: VerbBench, _ name: String, _ patch: Value) async throws {
    _ = try await duet.client.patch(
      ObjectKey(.applications, namespace: "argocd", name: name), .merge, patch)
  }

  // MARK: Sync

  @Test func aSyncIsAskedAboutAndWritten() async throws {
    try await run { duet in
      let result = try await duet(
        "sync", "weather-station", "--prune", "--apply-only", "--server-side", answering: ["y"])
      #expect(result.code == 0)
      #expect(result.remarks.contains("Sync argocd/weather-station on demo? [y/N] \n"))
      #expect(result.output == "argocd/weather-station  sync asked for\n")
      let operation = try await application(duet, "weather-station")["operation"]
      #expect(operation?["initiatedBy"] == ["username": "mira"])
      #expect(operation?["sync"]?["prune"] == true)
      #expect(operation?["sync"]?["syncStrategy"] == ["apply": [:]])
      #expect(
        operation?["sync"]?["syncOptions"] == ["CreateNamespace=true", "ServerSideApply=true"])
    }
  }

  @Test(arguments: [["n"], [], nil]) func withoutAYesNothingIsWritten(
    answers: [String]?
  ) async throws {
    try await run { duet in
      let result = try await duet("sync", "weather-station", answering: answers)
      #expect(result.code == 1)
      #expect(result.remarks.contains("nothing is changed"))
      let operation = try await application(duet, "weather-station")["operation"]
      #expect(operation == nil)
    }
  }

  @Test func aSyncIsFollowedToItsEnd() async throws {
    try await run(passing: true) { duet in
      let result = try await duet("sync", "weather-station", "-y", "--wait", "--timeout", "0")
      #expect(result.code == 0, "\(result.remarks)")
      #expect(result.output.contains("✓ Sync  apps/Deployment weather/collector"))
      #expect(result.output.contains("argocd/weather-station  ✓ Succeeded in "))
      #expect(result.output.hasSuffix("argocd/weather-station  ✓ Synced and Healthy\n"))
    }
  }

  @Test func theRecordOfASyncIsJSON() async throws {
    try await run(passing: true) { duet in
      let result = try await duet(
        "sync", "weather-station", "recipes", "-y", "--dry-run", "-o", "json")
      let items = try #require(try result.json["items"]?.array)
      #expect(items.map { $0["name"] } == ["weather-station", "recipes"])
      #expect(items.map { $0["result"] } == ["succeeded", "succeeded"])
      #expect(items[0]["operation"]?["dryRun"] == true)
      #expect(result.remarks.contains("✓ Succeeded"))
    }
  }

  @Test func whatOneIsRefusedDoesNotKeepTheOthers() async throws {
    try await run { duet in
      let first = try await duet("sync", "weather-station", "-y")
      #expect(first.code == 0)
      let both = try await duet("sync", "weather-station", "links", "-y", "-o", "json")
      #expect(both.code == 1)
      #expect(
        both.remarks.contains(
          "argocd/weather-station: won't sync: another operation is already in progress"))
      #expect(both.remarks.contains("`duet terminate argocd/weather-station` ends it"))
      let items = try #require(try both.json["items"]?.array)
      #expect(items.map { $0["result"] } == ["refused", "requested"])
    }
  }

  @Test func manyAreChosenByTheirLabels() async throws {
    try await run { duet in
      for name in ["links", "recipes"] {
        try await change(duet, name, ["metadata": ["labels": ["team": "web"]]])
      }
      let result = try await duet("sync", "-l", "team=web", "-y", "-o", "json")
      #expect(result.code == 0, "\(result.remarks)")
      let items = try #require(try result.json["items"]?.array)
      #expect(items.map { $0["name"] } == ["links", "recipes"])
      let none = try await duet("refresh", "-l", "team=none")
      #expect(none.code == 1)
      #expect(none.remarks.contains("there are no applications with labels team=none"))
    }
  }

  @Test func aProjectThatIsGoneIsNamed() async throws {
    try await run { duet in
      try await change(duet, "links", ["spec": ["project": "gone"]])
      let result = try await duet("sync", "links", "-y")
      #expect(result.code == 1)
      #expect(result.remarks.contains("the application is of project gone, which doesn't exist"))
    }
  }

  @Test func aResourceThatItHasNotIsNamed() async throws {
    try await run { duet in
      let none = try await duet("sync", "recipes", "--resource", ":Secret:none", "-y")
      #expect(none.code == 1)
      #expect(none.remarks.contains("argocd/recipes has no resource :Secret:none"))
      let one = try await duet("sync", "recipes", "--resource", "apps:Deployment:*", "-y")
      #expect(one.code == 0, "\(one.remarks)")
      let sync = try await application(duet, "recipes")["operation"]?["sync"]
      #expect(sync?["resources"] == [["group": "apps", "kind": "Deployment", "name": "*"]])
    }
  }

  @Test func timeThatIsUpLeavesTheOperationAlone() async throws {
    try await run { duet in
      let result = try await duet("sync", "links", "-y", "--wait", "--timeout", "1ms")
      #expect(result.code == 1)
      #expect(result.remarks.contains("argocd/links: the time is up: "))
      #expect(result.remarks.contains("the operation goes on without Duet"))
      let operation = try await application(duet, "links")["operation"]
      #expect(operation != nil)
    }
  }

  @Test func aSignalLeavesTheOperationAlone() async throws {
    try await run { duet in
      let result = try await duet(["sync", "links", "-y", "--wait", "--timeout", "0"], signal: 2)
      #expect(result.code == 130)
      #expect(result.remarks.contains("argocd/links: stopped waiting"))
      let operation = try await application(duet, "links")["operation"]
      #expect(operation != nil)
    }
  }

  @Test func aProtectedPlaceWantsTheName() async throws {
    try await run { duet in
      try duet.write(".duet.yaml", "contexts: {demo: {protected: true}}\n")
      let yes = try await duet("sync", "links", "-y")
      #expect(yes.code == 1)
      #expect(yes.remarks.contains("say so with --confirm argocd/links"))
      let typed = try await duet("sync", "links", answering: ["y"])
      #expect(typed.code == 1)
      #expect(typed.remarks.contains("type argocd/links to sync it on demo: "))
      let named = try await duet("sync", "links", "--confirm", "links")
      #expect(named.code == 0)
    }
  }

  @Test func aReadOnlyPlaceIsLeftAlone() async throws {
    try await run { duet in
      try duet.write(".duet.yaml", "readOnly: true\n")
      for verb in ["sync", "refresh", "terminate", "rollback-app", "pause", "resume"] {
        let result = try await duet(verb, "links")
        #expect(result.code == 1)
        #expect(result.remarks.contains("readOnly"))
      }
    }
  }

  // MARK: Others

  @Test func aRefreshIsWaitedFor() async throws {
    try await run(passing: true) { duet in
      let result = try await duet("refresh", "recipes", "--hard", "--wait", "--timeout", "0")
      #expect(result.code == 0)
      #expect(result.output.hasPrefix("argocd/recipes  hard refresh asked for\n"))
      #expect(result.output.hasSuffix("argocd/recipes  ✓ Synced and Suspended\n"))
    }
  }

  @Test func onlyWhatRunsIsEnded() async throws {
    try await run { duet in
      let result = try await duet("terminate", "links")
      #expect(result.code == 1)
      #expect(result.remarks == "argocd/links: won't terminate: no operation is in progress\n")
    }
  }

  @Test func aPauseKeepsItsSettingsAndSaysWhoUndoesIt() async throws {
    try await run { duet in
      let before = try await application(duet, "recipes")["spec"]
      let paused = try await duet("pause", "recipes", "--reason", "fire", "--for", "1h")
      #expect(paused.code == 0)
      let automated = try await application(duet, "recipes")["spec"]?["syncPolicy"]?["automated"]
      #expect(automated?["enabled"] == false)
      #expect(automated?["selfHeal"] == true)
      let resumed = try await duet("resume", "recipes")
      #expect(resumed.code == 0)
      let after = try await application(duet, "recipes")["spec"]
      #expect(after == before)
      let child = try await duet("pause", "preview-footer", "-o", "json")
      #expect(child.code == 2)
      let items = try child.json["items"]
      #expect(items?[0]?["result"] == "undone")
      #expect(child.remarks.contains("application set argocd/previews undoes it at once"))
    }
  }

  @Test func aRollbackIsRefusedWhileAutomated() async throws {
    try await run { duet in
      let refused = try await duet("rollback-app", "catalyst-ui", "-y")
      #expect(refused.code == 1)
      #expect(refused.remarks.contains("`duet pause argocd/catalyst-ui` pauses it"))
      let none = try await duet("rollback-app", "catalyst-ui", "999", "-y")
      #expect(none.remarks.contains("the history has no entry 999"))
    }
  }

  @Test func aRollbackGoesToTheEntryBeforeTheLast() async throws {
    try await run { duet in
      let history = try await application(duet, "catalyst-ui")["status"]?["history"]?.array ?? []
      let entry = try #require(history.dropLast().last)
      let paused = try await duet("pause", "catalyst-ui")
      #expect(paused.code == 0)
      let result = try await duet("rollback-app", "catalyst-ui", "-y")
      #expect(result.code == 0, "\(result.remarks)")
      let sync = try await application(duet, "catalyst-ui")["operation"]?["sync"]
      #expect(sync?["revision"] == entry["revision"])
    }
  }
}
