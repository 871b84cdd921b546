import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct ListTests {
  let client = APIClient()
  let path = "/api/v1/namespaces/default/configmaps"

  private func fill(_ count: Int) async throws {
    for number in 0..<count {
      try await client.makeConfigMap(
        "m\(number)", labels: ["parity": number % 2 == 0 ? "even" : "odd"])
    }
  }

  @Test(arguments: [
    ("parity=even", ["m0", "m2"]), ("parity==odd", ["m1", "m3"]),
    ("parity!=even", ["kube-root-ca.crt", "m1", "m3"]),
    ("parity in (even,odd)", ["m0", "m1", "m2", "m3"]),
    ("parity notin (even)", ["kube-root-ca.crt", "m1", "m3"]),
    ("!parity", ["kube-root-ca.crt"]), ("parity", ["m0", "m1", "m2", "m3"]),
    ("parity,parity!=odd", ["m0", "m2"]),
  ])
  func labelSelectorsSelect(_ selector: String, _ names: [String]) async throws {
    try await fill(4)
    let query = selector.replacing(" ", with: "%20").replacing("=", with: "%3D")
    #expect(try await client.get("\(path)?labelSelector=\(query)").names == names)
  }

  @Test func fieldSelectorsSelect() async throws {
    try await fill(2)
    #expect(try await client.get("\(path)?fieldSelector=metadata.name%3Dm1").names == ["m1"])
    let unknown = try await client.get("\(path)?fieldSelector=data.x%3D1")
    #expect(unknown.status == 400)
    #expect(unknown.message.hasPrefix("\"data.x\" is not a known field selector"))
  }

  @Test func itemsOfBuiltInKindsDoNotRepeatTheirKind() async throws {
    try await fill(1)
    let list = try await client.get(path)
    #expect(list.value["kind"] == "ConfigMapList")
    #expect(list.items.allSatisfy { $0["kind"] == nil && $0["apiVersion"] == nil })
  }

  @Test func pagesAreOfOneMoment() async throws {
    try await fill(5)
    let first = try await client.get("\(path)?limit=3")
    #expect(first.names == ["kube-root-ca.crt", "m0", "m1"])
    #expect(first.value.at("metadata", "remainingItemCount") == 3)
    _ = try await client.send(.delete, "\(path)/m3")
    try await client.makeConfigMap("m2b")
    let token = first.value.at("metadata", "continue")?.string ?? ""
    let second = try await client.get("\(path)?limit=3&continue=\(token)")
    #expect(second.names == ["m2", "m3", "m4"])
    #expect(second.resourceVersion == first.resourceVersion)
    #expect(second.value.at("metadata", "continue") == nil)
  }

  @Test func tokensOfAForgottenMomentExpire() async throws {
    try await fill(3)
    let token =
      try await client.get("\(path)?limit=1").value.at("metadata", "continue")?.string ?? ""
    try await client.makeConfigMap("later")
    await client.server.compactHistory()
    let expired = try await client.get("\(path)?limit=1&continue=\(token)")
    #expect(expired.status == 410)
    #expect(expired.reason == "Expired")
    let other = expired.value.at("metadata", "continue")?.string ?? ""
    let rest = try await client.get("\(path)?continue=\(other)")
    #expect(rest.names == ["later", "m0", "m1", "m2"])
  }

  @Test func exactVersionsAreShownAsTheyWere() async throws {
    try await fill(1)
    let version = try await client.get(path).resourceVersion
    try await client.makeConfigMap("later")
    let old = try await client.get(
      "\(path)?resourceVersion=\(version)&resourceVersionMatch=Exact")
    #expect(old.names == ["kube-root-ca.crt", "m0"])
    let recent = try await client.get(
      "\(path)?resourceVersion=\(version)&resourceVersionMatch=NotOlderThan")
    #expect(recent.names == ["kube-root-ca.crt", "later", "m0"])
  }

  @Test func versionsThatHaveNotComeYetTimeOut() async throws {
    let answer = try await client.get("\(path)?resourceVersion=99999")
    #expect(answer.status == 504)
    #expect(answer.value.at("details", "causes")?[0]?["reason"] == "ResourceVersionTooLarge")
  }

  @Test func matchesNeedAVersion() async throws {
    #expect(try await client.get("\(path)?resourceVersionMatch=Exact").status == 422)
  }

  @Test func allNamespacesAreListedInOrder() async throws {
    try await client.makeConfigMap("b", in: "kube-system")
    try await client.makeConfigMap("a")
    let list = try await client.get("/api/v1/configmaps?labelSelector=!x")
    let keys = list.items.map { "\($0.objectNamespace)/\($0.objectName)" }
    #expect(keys == keys.sorted())
    #expect(keys.contains("kube-system/b"))
  }

  @Test func metadataAloneIsEnough() async throws {
    try await client.makeConfigMap("a", ["big": "text"])
    let list = try await client.get(
      path, accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1")
    #expect(list.value["kind"] == "PartialObjectMetadataList")
    #expect(list.items.allSatisfy { $0["data"] == nil && $0["metadata"] != nil })
  }

  @Test func unknownFormatsAreNotAcceptable() async throws {
    #expect(
      try await client.get(path, accept: "application/vnd.kubernetes.protobuf").status == 406)
  }
}
