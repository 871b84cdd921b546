import DemoCluster
import DeployEngine
import Documents
import Kubernetes
import Testing

/// Changes by hand, and the next deploy of their stack.
@Suite struct UndoneEditTests {
  let bench = DemoClusterTests()
  let key = ObjectKey(.configMaps, namespace: "shop", name: "settings")

  func edit(_ color: Value, by manager: String = "duet-edit") async throws {
    _ = try await bench.client.patch(
      key, .merge, ["data": ["color": color]], WriteOptions(fieldManager: manager))
  }

  func record(_ state: Value, of name: Value) async throws {
    let record: Value = [
      "id": "20260701-120000-0001", "user": "ada", "host": "box", "reason": "incident 7",
      "time": "2026-07-01T12:00:00Z", "state": ["word": state],
      "object": ["version": "v1", "kind": "ConfigMap", "name": name, "namespace": "shop"],
    ]
    _ = try await bench.client.create(
      .configMaps, namespace: "duet",
      [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": [
          "name": .string("emergency-\(name.string ?? "")"),
          "labels": ["duet/ledger": "emergency"],
        ],
        "data": ["emergency": .string(record.json)],
      ])
  }

  func undone(_ plan: Plan) -> [Consequence.Kind] {
    plan.consequences.map(\.kind).filter {
      if case .undoesEdits = $0 { true } else { false }
    }
  }

  @Test func aChangeByHandIsNoConflictAndIsUndone() async throws {
    _ = await bench.apply(try await bench.plan(DemoClusterTests.files()))
    try await edit("red")
    let plan = try await bench.plan(DemoClusterTests.files())
    #expect(plan.lines.contains("ConfigMap shop/settings: change"))
    #expect(undone(plan) == [.undoesEdits(fields: [".data.color"], [])])
    #expect(await bench.apply(plan).ending == .complete)
    #expect(try await bench.client.get(key)["data"]?["color"] == "blue")
  }

  @Test func itIsSaidWhoseChangeThatIs() async throws {
    _ = await bench.apply(try await bench.plan(DemoClusterTests.files()))
    try await edit("red")
    _ = try? await bench.client.create(
      .namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "duet"]])
    try await record("live", of: "settings")
    try await record("live", of: "other")
    guard
      case .undoesEdits(_, let edits)? = undone(
        try await bench.plan(DemoClusterTests.files())
      ).first
    else {
      Issue.record("nothing is undone")
      return
    }
    #expect(edits.map(\.user.description) == ["ada@box"])
    #expect(edits.map(\.reason) == ["incident 7"])
  }

  @Test func whatSomebodyElseHasChangedBesidesIsAConflict() async throws {
    _ = await bench.apply(try await bench.plan(DemoClusterTests.files()))
    try await edit("red")
    let plan = try await bench.plan(DemoClusterTests.files())
    // Between the plan and the deploy.
    try await edit("green", by: "somebody")
    let changes = await bench.apply(plan)
    #expect(changes.ending != .complete)
    #expect(try await bench.client.get(key)["data"]?["color"] == "green")
  }
}
