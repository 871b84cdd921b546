import DemoCluster
import Documents
import Kubernetes
import Testing

/// From plan to rollback, on the demo cluster.
@Suite(.timeLimit(.minutes(10)))
struct DeployVerbTests {
  private func configMap(_ name: String, _ value: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name), namespace: default}
    data: {value: "\(value)"}
    ---

    """
  }

  private func run(_ body: (VerbBench) async throws -> Void) async throws {
    let client = Client(transport: Scenario.empty.makeServer())
    try await VerbBench.empty(on: client) { duet in
      try duet.write(
        "infrastructure/base/web/a.yaml", configMap("a", "1") + configMap("b", "1"))
      try await duet.commit("one")
      try await body(duet)
    }
  }

  private func value(_ duet: VerbBench, _ name: String) async throws -> String? {
    let key = ObjectKey(.configMaps, namespace: "default", name: name)
    do throws(KubernetesError) {
      return try await duet.client.get(key)["data"]?["value"]?.string
    } catch {
      if case .notFound = error { return nil }
      throw error
    }
  }

  @Test func aPlanSaysWhatADeployWouldDo() async throws {
    try await run { duet in
      let plan = try await duet("plan", "web")
      #expect(plan.code == 2)
      #expect(plan.output.hasPrefix("Plan of web on demo, from main "))
      #expect(plan.output.contains("\n  + create    ConfigMap default/a\n"))
      #expect(plan.output.hasSuffix("\n2 to create\n"))
      #expect(try await value(duet, "a") == nil)
    }
  }

  @Test func aDeployIsAskedForAndRecorded() async throws {
    try await run { duet in
      let result = try await duet("deploy", "web", answering: ["y"])
      #expect(result.code == 0)
      #expect(result.remarks == "Deploy web to demo? [y/N] \n")
      #expect(result.output.contains("  + created    ConfigMap default/a\n"))
      #expect(result.output.contains("✓ web is deployed: 2 created in "))
      #expect(try await value(duet, "a") == "1")
      let again = try await duet("deploy", "web")
      #expect(again.code == 0)
      #expect(again.output.hasSuffix("\n2 unchanged\nnothing to deploy\n"))
      let ledger = try await duet("ledger", "web", "-o", "json")
      let entries = try #require(try ledger.json["items"]?.array)
      #expect(entries.count == 1)
      #expect(entries[0]["user"] == "mira")
      #expect(entries[0]["result"] == "succeeded")
      let table = try await duet("ledger", "web")
      #expect(table.output.contains("mira@laptop"))
      #expect(table.output.contains("2 created"))
    }
  }

  @Test(arguments: [["n"], [""], []])
  func anythingButAYesIsANo(answers: [String]) async throws {
    try await run { duet in
      let result = try await duet("deploy", "web", answering: answers)
      #expect(result.code == 1)
      #expect(result.remarks.hasSuffix("nothing is changed\n"))
      #expect(try await value(duet, "a") == nil)
    }
  }

  @Test func withoutAPersonADeployWantsAYes() async throws {
    try await run { duet in
      let result = try await duet("deploy", "web")
      #expect(result.code == 1)
      #expect(result.remarks.contains("say yes with --yes"))
      #expect(try await value(duet, "a") == nil)
      #expect(try await duet("deploy", "web", "--yes").code == 0)
      #expect(try await value(duet, "a") == "1")
    }
  }

  @Test func aDryRunChangesNothing() async throws {
    try await run { duet in
      let before = try await duet("deploy", "web", "--dry-run")
      #expect(before.code == 2)
      #expect(try await value(duet, "a") == nil)
      #expect(try await duet("deploy", "web", "-y").code == 0)
      #expect(try await duet("deploy", "web", "--dry-run").code == 0)
    }
  }

  @Test func aProtectedPlaceWantsTheName() async throws {
    try await run { duet in
      try duet.write(".duet.yaml", "contexts: {demo: {protected: true}}\n")
      let yes = try await duet("deploy", "web", "--yes")
      #expect(yes.code == 1)
      #expect(yes.remarks.contains("say so with --confirm web"))
      let wrong = try await duet("deploy", "web", answering: ["y"])
      #expect(wrong.code == 1)
      #expect(
        wrong.remarks
          == "this place is protected; type the stack's name to deploy it to demo: \n"
          + "nothing is changed\n")
      #expect(try await value(duet, "a") == nil)
      #expect(try await duet("deploy", "web", answering: ["web"]).code == 0)
      #expect(try await value(duet, "a") == "1")
    }
  }

  @Test func whatIsGoneFromGitIsPrunedWhenThatIsAskedFor() async throws {
    try await run { duet in
      #expect(try await duet("deploy", "web", "-y").code == 0)
      try duet.write("infrastructure/base/web/a.yaml", configMap("a", "2"))
      let plan = try await duet("plan", "web")
      #expect(plan.output.hasSuffix("\n1 to change, 1 to prune with --prune\n"))
      #expect(try await duet("drift", "web").code == 2)
      #expect(try await duet("deploy", "web", "-y").code == 0)
      #expect(try await value(duet, "b") == "1")
      let pruned = try await duet("deploy", "web", "-y", "--prune")
      #expect(pruned.output.contains("  - pruned     ConfigMap default/b\n"))
      #expect(try await value(duet, "b") == nil)
      #expect(try await value(duet, "a") == "2")
    }
  }

  @Test func aRollbackTakesTheFilesOfTheCommit() async throws {
    try await run { duet in
      #expect(try await duet("deploy", "web", "-y").code == 0)
      try duet.write(
        "infrastructure/base/web/a.yaml", configMap("a", "2") + configMap("b", "1"))
      try await duet.commit("two")
      #expect(try await duet("deploy", "web", "-y").code == 0)
      #expect(try await value(duet, "a") == "2")
      let back = try await duet("rollback", "web", answering: ["y"])
      #expect(back.code == 0)
      #expect(back.remarks == "Roll back web to demo? [y/N] \n")
      #expect(try await value(duet, "a") == "1")
      // The working tree is as it was.
      #expect(try await duet("plan", "web").code == 2)
      let entries = try await duet("ledger", "web", "-o", "json").json["items"]?.array ?? []
      #expect(entries.count == 3)
      #expect(entries[0]["rollbackOf"] == entries[2]["id"])
      #expect(entries[0]["commit"] == entries[2]["commit"])
    }
  }

  @Test func fieldsOfOthersAreTakenOverOnlyWhenThatIsSaid() async throws {
    try await run { duet in
      #expect(try await duet("deploy", "web", "-y").code == 0)
      let key = ObjectKey(.configMaps, namespace: "default", name: "a")
      _ = try await duet.client.apply(
        key,
        [
          "apiVersion": "v1", "kind": "ConfigMap",
          "metadata": ["name": "a", "namespace": "default"], "data": ["value": "9"],
        ], ApplyOptions(fieldManager: "somebody", isForced: true))
      let refused = try await duet("deploy", "web", "-y")
      #expect(refused.code == 1)
      #expect(refused.output.contains("somebody owns .data.value"))
      #expect(try await value(duet, "a") == "9")
      #expect(try await duet("deploy", "web", "-y", "--force-conflicts").code == 0)
      #expect(try await value(duet, "a") == "1")
    }
  }

  @Test func scriptsGetOneDocument() async throws {
    try await run { duet in
      let asked = try await duet("deploy", "web", "-o", "json", answering: ["y"])
      #expect(asked.code == 1)
      let result = try await duet("deploy", "web", "-y", "-o", "json")
      let item = try #require(try result.json["items"]?[0])
      #expect(item["result"] == "succeeded")
      #expect(item["plan"]?["counts"]?["create"] == 2)
      #expect(item["changeSet"]?["counts"]?["created"] == 2)
      #expect(item["changeSet"]?["record"]?["stack"] == "web")
      #expect(result.remarks.contains("+ created    ConfigMap default/a"))
    }
  }

  @Test func aBrokenStackAmongOthersEndsTheDeploy() async throws {
    try await run { duet in
      try duet.write("infrastructure/base/bad/a.yaml", "kind: [\n")
      let result = try await duet("deploy", "bad", "web", "-y")
      #expect(result.code == 1)
      #expect(
        result.remarks.contains("the stack bad can't be built\n  infrastructure/base/bad/a.yaml:"))
      #expect(result.remarks.contains("not deployed: web\n"))
      #expect(try await value(duet, "a") == nil)
    }
  }

  @Test func readOnlyMeansReadOnly() async throws {
    try await run { duet in
      try duet.write(".duet.yaml", "readOnly: true\n")
      #expect(try await duet("deploy", "web", "-y").code == 1)
      #expect(try await duet("rollback", "web", "-y").code == 1)
      #expect(try await value(duet, "a") == nil)
      #expect(try await duet("deploy", "web", "--dry-run").code == 2)
    }
  }

  @Test func aStackForAnotherClusterIsRefused() async throws {
    try await run { duet in
      try duet.write("infrastructure/overlays/prod/web/a.yaml", configMap("a", "9"))
      try duet.write(".duet.yaml", "environments: {prod: {context: talos}}\n")
      let result = try await duet("deploy", "infrastructure/overlays/prod/web", "-y")
      #expect(result.code == 1)
      #expect(result.remarks.contains("is the context talos, and this is demo"))
      #expect(try await duet("deploy", "web", "--env", "prod", "-y").code == 0)
      #expect(try await value(duet, "a") == "9")
    }
  }

  @Test func driftIsFoundAndShown() async throws {
    try await run { duet in
      #expect(try await duet("drift").output.contains("web    -             +2"))
      #expect(try await duet("deploy", "web", "-y").code == 0)
      let none = try await duet("drift")
      #expect(none.code == 0)
      #expect(
        none.output == "NAME   ENVIRONMENT   DRIFT   HEALTH\nweb    -             =       -\n")
      try await duet.client.delete(ObjectKey(.configMaps, namespace: "default", name: "b"))
      try duet.write(
        "infrastructure/base/web/a.yaml", configMap("a", "2") + configMap("b", "1"))
      let some = try await duet("drift", "web")
      #expect(some.code == 2)
      #expect(some.output.contains("web    -             ~1 +1"))
      #expect(some.output.contains("      /data/value\n        - 1\n        + 2\n"))
      let json = try await duet("drift", "-o", "json").json
      #expect(json["items"]?[0]?["changed"] == 1)
      #expect(json["items"]?[0]?["missing"] == 1)
    }
  }
}
