import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct DefinitionTests {
  let client = APIClient()
  let path = "/apis/example.org/v1/namespaces/default/widgets"

  private func make(_ spec: Value, name: String = "w") async throws -> APIClient.Answer {
    try await client.post(path, ["metadata": ["name": .string(name)], "spec": spec])
  }

  @Test func definitionsAreEstablishedAndServed() async throws {
    #expect(try await client.get(path).status == 404)
    try await client.makeDefinition()
    let definition = try await client.get(
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.org")
    #expect(definition.value.isTrue("Established"))
    let made = try await make(["color": "red"])
    #expect(made.status == 201)
    #expect(made.value["kind"] == "Widget")
    #expect(made.value.at("spec", "size") == 3)
    let list = try await client.get(path)
    #expect(list.value["kind"] == "WidgetList")
    #expect(list.items.first?["apiVersion"] == "example.org/v1")
  }

  @Test(
    arguments: [
      (["color": "green"], "spec.color: Unsupported value: \"green\""),
      (["size": "big"], "spec.size in body must be of type integer: \"string\""),
      (["size": 0], "spec.size in body should be greater than or equal to 1"),
      (["parts": [["size": 1]]], "spec.parts[0].id: Required value"),
      (["parts": [["id": "a"], ["id": "a"]]], "spec.parts[1]: Duplicate value"),
    ] as [(Value, String)])
  func theSchemaIsEnforced(_ spec: Value, _ message: String) async throws {
    try await client.makeDefinition()
    let answer = try await make(spec)
    #expect(answer.status == 422)
    #expect(answer.message.contains(message))
  }

  @Test func unknownFieldsArePruned() async throws {
    try await client.makeDefinition()
    let answer = try await make(["shape": "round"])
    #expect(answer.value.at("spec", "shape") == nil)
    #expect(answer.headers["Warning"]?.contains("unknown field") == true)
  }

  @Test func statusIsASubresource() async throws {
    try await client.makeDefinition()
    _ = try await make(["size": 2])
    let ignored = try await client.patch("\(path)/w", ["status": ["size": 2]], "merge")
    #expect(ignored.value["status"] == nil)
    let written = try await client.patch("\(path)/w/status", ["status": ["size": 2]], "merge")
    #expect(written.value.at("status", "size") == 2)
    #expect(written.value.generation == 1)
    let scale = try await client.get("\(path)/w/scale")
    #expect(scale.value.at("spec", "replicas") == 2)
  }

  @Test func updatesNeedAVersion() async throws {
    try await client.makeDefinition()
    _ = try await make([:])
    let answer = try await client.send(.put, "\(path)/w", #"{"metadata":{"name":"w"}}"#)
    #expect(answer.status == 422)
    #expect(answer.message.hasSuffix("must be specified for an update"))
  }

  @Test func columnsComeFromTheDefinition() async throws {
    try await client.makeDefinition()
    _ = try await make(["size": 2])
    _ = try await client.patch(
      "\(path)/w/status", ["status": ["conditions": [["type": "Ready", "status": "True"]]]],
      "merge")
    let table = try await client.get(
      path, accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
    let columns = table.value["columnDefinitions"]?.array?.map { $0["name"] }
    #expect(columns == ["Name", "Size", "Ready"])
    #expect(table.value["rows"]?[0]?["cells"] == ["w", 2, "True"])
  }

  @Test func instancesGoWithTheirDefinition() async throws {
    try await client.makeDefinition()
    _ = try await make([:])
    _ = try await client.send(
      .delete, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.org")
    #expect(try await client.get(path).status == 404)
    try await client.makeDefinition()
    #expect(try await client.get(path).items.isEmpty)
  }

  @Test func versionsArePreferredAsKubernetesDoes() {
    let names = ["v1alpha1", "v2beta1", "v1", "foo", "v11", "v2"]
    #expect(
      names.sorted(by: Definition.isPreferred)
        == ["v11", "v2", "v1", "v2beta1", "v1alpha1", "foo"])
  }
}
