import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct PatchTests {
  let client = APIClient()
  let path = "/apis/apps/v1/namespaces/default/deployments"

  private func makeDeployment() async throws {
    _ = try await client.post(path, .exampleDeployment)
  }

  @Test func mergePatchesReplaceLists() async throws {
    try await makeDeployment()
    let answer = try await client.patch(
      "\(path)/web",
      ["spec": ["template": ["spec": ["containers": [["name": "other", "image": "x:1"]]]]]], "merge"
    )
    let containers = answer.value.at("spec", "template", "spec", "containers")?.array ?? []
    #expect(containers.map { $0["name"] } == ["other"])
  }

  @Test func strategicPatchesMergeContainersByName() async throws {
    try await makeDeployment()
    let answer = try await client.patch(
      "\(path)/web",
      [
        "spec": [
          "template": [
            "spec": [
              "containers": [
                ["name": "web", "image": "nginx:1.28"], ["name": "log", "image": "busybox"],
              ]
            ]
          ]
        ]
      ], "strategic-merge")
    let containers = answer.value.at("spec", "template", "spec", "containers")?.array ?? []
    #expect(containers.map { $0["name"] } == ["web", "log"])
    #expect(containers.first?["image"] == "nginx:1.28")
    #expect(containers.first?["ports"]?[0]?["containerPort"] == 80)
  }

  @Test func strategicDirectivesDeleteReplaceAndOrder() throws {
    let schema = try #require(BuiltInSchemas.all["PodSpec"])
    let spec: Value = [
      "containers": [["name": "a"], ["name": "b"], ["name": "c"]],
      "volumes": [["name": "v", "emptyDir": [:]]],
    ]
    let patched = try spec.applying(
      strategicMergePatch: [
        "$setElementOrder/containers": [["name": "c"], ["name": "a"]],
        "containers": [["name": "b", "$patch": "delete"]],
        "volumes": [
          ["name": "v", "$retainKeys": ["name", "secret"], "secret": ["secretName": "s"]]
        ],
      ], schema)
    #expect(
      patched == [
        "containers": [["name": "c"], ["name": "a"]],
        "volumes": [["name": "v", "secret": ["secretName": "s"]]],
      ])
    let replaced = try spec.applying(
      strategicMergePatch: ["containers": [["name": "d"], ["$patch": "replace"]]], schema)
    #expect(replaced["containers"] == [["name": "d"]])
  }

  @Test func newElementsComeBeforeThoseThePatchDoesNotName() throws {
    let schema = try #require(BuiltInSchemas.all["Container"])
    let container: Value = ["name": "c", "env": [["name": "A"], ["name": "B"]]]
    let patched = try container.applying(
      strategicMergePatch: ["env": [["name": "B", "value": "2"], ["name": "C"]]], schema)
    #expect(patched["env"] == [["name": "A"], ["name": "B", "value": "2"], ["name": "C"]])
    let added = try container.applying(strategicMergePatch: ["env": [["name": "C"]]], schema)
    #expect(added["env"] == [["name": "C"], ["name": "A"], ["name": "B"]])
  }

  @Test func finalizersAreASet() throws {
    let schema = try #require(BuiltInSchemas.all["ObjectMeta"])
    let metadata: Value = ["finalizers": ["a", "b"]]
    let added = try metadata.applying(strategicMergePatch: ["finalizers": ["b", "c"]], schema)
    #expect(added["finalizers"] == ["a", "b", "c"])
    let removed = try metadata.applying(
      strategicMergePatch: ["$deleteFromPrimitiveList/finalizers": ["a"]], schema)
    #expect(removed["finalizers"] == ["b"])
  }

  @Test func jsonPatchesTestAndChange() async throws {
    try await makeDeployment()
    let answer = try await client.patch(
      "\(path)/web",
      [
        ["op": "test", "path": "/spec/replicas", "value": 1],
        ["op": "replace", "path": "/spec/replicas", "value": 4],
      ], "json")
    #expect(answer.value.at("spec", "replicas") == 4)
    let refused = try await client.patch(
      "\(path)/web", [["op": "test", "path": "/spec/replicas", "value": 1]], "json")
    #expect(refused.status == 422)
  }

  @Test func customResourcesTakeNoStrategicPatches() async throws {
    try await client.makeDefinition()
    _ = try await client.post(
      "/apis/example.org/v1/namespaces/default/widgets", ["metadata": ["name": "w"]])
    let answer = try await client.patch(
      "/apis/example.org/v1/namespaces/default/widgets/w", ["spec": [:]], "strategic-merge")
    #expect(answer.status == 415)
  }

  @Test func patchesMayNotRename() async throws {
    try await makeDeployment()
    let answer = try await client.patch("\(path)/web", ["metadata": ["name": "x"]], "merge")
    #expect(answer.status == 400)
  }

  @Test func aPatchOfAnOlderVersionConflicts() async throws {
    try await makeDeployment()
    let answer = try await client.patch(
      "\(path)/web", ["metadata": ["resourceVersion": "1"]], "merge")
    #expect(answer.status == 409)
  }
}
