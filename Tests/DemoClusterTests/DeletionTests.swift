import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct DeletionTests {
  let client = APIClient()
  let maps = "/api/v1/namespaces/default/configmaps"
  let pods = "/api/v1/namespaces/default/pods"

  private func makePod(_ name: String, node: String? = "worker") async throws {
    var spec: Value = ["containers": [["name": "main", "image": "x:1"]]]
    spec["nodeName"] = node.map(Value.string)
    let answer = try await client.post(pods, ["metadata": ["name": .string(name)], "spec": spec])
    #expect(answer.status == 201)
  }

  private func owned(_ name: String, by owner: Value, blocking: Bool = false) async throws {
    let reference: Value = [
      "apiVersion": "v1", "kind": "ConfigMap", "name": .string(owner.objectName),
      "uid": .string(owner.objectUID), "blockOwnerDeletion": .bool(blocking),
    ]
    _ = try await client.post(
      maps, ["metadata": ["name": .string(name), "ownerReferences": [reference]]])
  }

  @Test func deletingSaysWhatIsGone() async throws {
    let made = try await client.makeConfigMap("a")
    let answer = try await client.send(.delete, "\(maps)/a")
    #expect(answer.status == 200)
    #expect(answer.value["status"] == "Success")
    #expect(
      answer.value["details"] == [
        "name": "a", "kind": "configmaps", "uid": .string(made.value.objectUID),
      ])
    #expect(try await client.get("\(maps)/a").status == 404)
  }

  @Test func scheduledPodsHaveTheirGracePeriod() async throws {
    try await makePod("p")
    let answer = try await client.send(.delete, "\(pods)/p")
    #expect(answer.value["kind"] == "Pod")
    #expect(answer.value.at("metadata", "deletionGracePeriodSeconds") == 30)
    #expect(answer.value.at("metadata", "deletionTimestamp") == "2026-01-05T09:00:30Z")
    _ = try await client.send(.delete, "\(pods)/p", #"{"gracePeriodSeconds":0}"#)
    #expect(try await client.get("\(pods)/p").status == 404)
  }

  @Test func unscheduledPodsGoAtOnce() async throws {
    try await makePod("p", node: nil)
    _ = try await client.send(.delete, "\(pods)/p")
    #expect(try await client.get("\(pods)/p").status == 404)
  }

  @Test func finalizersHoldAnObjectBack() async throws {
    _ = try await client.post(
      maps, ["metadata": ["name": "a", "finalizers": ["example.org/wait"]]])
    _ = try await client.send(.delete, "\(maps)/a")
    let waiting = try await client.get("\(maps)/a")
    #expect(waiting.value.isBeingDeleted)
    let more = try await client.patch(
      "\(maps)/a", ["metadata": ["finalizers": ["example.org/wait", "x/y"]]], "merge")
    #expect(more.status == 422)
    _ = try await client.patch("\(maps)/a", ["metadata": ["finalizers": .null]], "merge")
    #expect(try await client.get("\(maps)/a").status == 404)
  }

  @Test func preconditionsAreChecked() async throws {
    try await client.makeConfigMap("a")
    let answer = try await client.send(
      .delete, "\(maps)/a", #"{"preconditions":{"uid":"other"}}"#)
    #expect(answer.status == 409)
    #expect(try await client.get("\(maps)/a").status == 200)
  }

  @Test func dependentsGoAfterTheirOwner() async throws {
    let owner = try await client.makeConfigMap("owner")
    try await owned("child", by: owner.value)
    _ = try await client.send(.delete, "\(maps)/owner")
    #expect(try await client.get("\(maps)/child").status == 404)
  }

  @Test func orphansStay() async throws {
    let owner = try await client.makeConfigMap("owner")
    try await owned("child", by: owner.value)
    _ = try await client.send(.delete, "\(maps)/owner", #"{"propagationPolicy":"Orphan"}"#)
    #expect(try await client.get("\(maps)/owner").status == 404)
    let child = try await client.get("\(maps)/child")
    #expect(child.status == 200)
    #expect(child.value.at("metadata", "ownerReferences") == nil)
  }

  @Test func foregroundDeletionWaitsForDependents() async throws {
    let owner = try await client.makeConfigMap("owner")
    try await owned("child", by: owner.value, blocking: true)
    _ = try await client.patch(
      "\(maps)/child", ["metadata": ["finalizers": ["example.org/wait"]]], "merge")
    _ = try await client.send(.delete, "\(maps)/owner", #"{"propagationPolicy":"Foreground"}"#)
    #expect(try await client.get("\(maps)/owner").value.isBeingDeleted)
    #expect(try await client.get("\(maps)/child").value.isBeingDeleted)
    _ = try await client.patch("\(maps)/child", ["metadata": ["finalizers": .null]], "merge")
    #expect(try await client.get("\(maps)/child").status == 404)
    #expect(try await client.get("\(maps)/owner").status == 404)
  }

  @Test func objectsOfAnAbsentOwnerAreCollected() async throws {
    try await owned("child", by: ["metadata": ["name": "ghost", "uid": "none"]])
    #expect(try await client.get("\(maps)/child").status == 404)
  }

  @Test func namespacesTakeEverythingAlong() async throws {
    _ = try await client.post("/api/v1/namespaces", ["metadata": ["name": "team"]])
    try await client.makeConfigMap("a", in: "team")
    _ = try await client.send(.delete, "/api/v1/namespaces/team")
    #expect(try await client.get("/api/v1/namespaces/team").status == 404)
    #expect(try await client.get("/api/v1/namespaces/team/configmaps").items.isEmpty)
  }

  @Test func terminatingNamespacesTakeNothingNew() async throws {
    _ = try await client.post("/api/v1/namespaces", ["metadata": ["name": "team"]])
    _ = try await client.post(
      "/api/v1/namespaces/team/configmaps",
      ["metadata": ["name": "stuck", "finalizers": ["example.org/wait"]]])
    _ = try await client.send(.delete, "/api/v1/namespaces/team")
    let namespace = try await client.get("/api/v1/namespaces/team")
    #expect(namespace.value.at("status", "phase") == "Terminating")
    let refused = try await client.makeConfigMap("b", in: "team")
    #expect(refused.status == 403)
    #expect(refused.value.at("details", "causes")?[0]?["reason"] == "NamespaceTerminating")
    _ = try await client.patch(
      "/api/v1/namespaces/team/configmaps/stuck", ["metadata": ["finalizers": .null]], "merge")
    #expect(try await client.get("/api/v1/namespaces/team").status == 404)
  }

  @Test func collectionsAreDeletedBySelection() async throws {
    try await client.makeConfigMap("a", labels: ["x": "1"])
    try await client.makeConfigMap("b", labels: ["x": "2"])
    let answer = try await client.send(.delete, "\(maps)?labelSelector=x%3D1")
    #expect(answer.names == ["a"])
    #expect(try await client.get(maps).names == ["b", "kube-root-ca.crt"])
  }
}
