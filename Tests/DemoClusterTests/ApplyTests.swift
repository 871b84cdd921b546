import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct ApplyTests {
  let client = APIClient()
  let path = "/api/v1/namespaces/default/configmaps/settings"

  private func settings(_ data: Value) -> Value {
    ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "settings"], "data": data]
  }

  private func owners(_ answer: APIClient.Answer) -> [String: Value] {
    let entries = answer.value.at("metadata", "managedFields")?.array ?? []
    return Dictionary(
      entries.map { ($0["manager"]?.string ?? "", $0["fieldsV1"] ?? [:]) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func applyingCreatesWhatIsAbsent() async throws {
    let answer = try await client.apply(path, settings(["a": "1"]), as: "duet")
    #expect(answer.status == 201)
    let entry = answer.value.at("metadata", "managedFields")?[0]
    #expect(entry?["operation"] == "Apply")
    #expect(entry?["fieldsType"] == "FieldsV1")
    #expect(entry?["fieldsV1"] == ["f:data": ["f:a": [:]]])
  }

  @Test func applyingNeedsAManager() async throws {
    let answer = try await client.send(
      .patch, path, settings([:]).json, type: "application/apply-patch+yaml")
    #expect(answer.status == 422)
  }

  @Test func aValueThatAnotherOwnsConflicts() async throws {
    _ = try await client.apply(path, settings(["a": "1"]), as: "first")
    let answer = try await client.apply(path, settings(["a": "2"]), as: "second")
    #expect(answer.status == 409)
    #expect(answer.reason == "Conflict")
    #expect(answer.message == "Apply failed with 1 conflict: conflict with \"first\": .data.a")
    #expect(
      answer.value.at("details", "causes") == [
        [
          "reason": "FieldManagerConflict", "message": "conflict with \"first\"",
          "field": ".data.a",
        ]
      ])
  }

  @Test func severalConflictsAreListedByManager() async throws {
    _ = try await client.apply(path, settings(["a": "1", "b": "1"]), as: "first")
    _ = try await client.patch(path, ["data": ["c": "1"]], "merge")
    let answer = try await client.apply(
      path, settings(["a": "2", "b": "2", "c": "2"]), as: "second")
    #expect(
      answer.message == """
        Apply failed with 3 conflicts: conflicts with "first":
        - .data.a
        - .data.b
        conflicts with "tests" using v1:
        - .data.c
        """)
  }

  @Test func forceTakesOwnership() async throws {
    _ = try await client.apply(path, settings(["a": "1", "b": "1"]), as: "first")
    let answer = try await client.apply(path, settings(["a": "2"]), as: "second", force: true)
    #expect(answer.value["data"] == ["a": "2", "b": "1"])
    let owners = owners(answer)
    #expect(owners["first"] == ["f:data": ["f:b": [:]]])
    #expect(owners["second"] == ["f:data": ["f:a": [:]]])
  }

  @Test func equalValuesAreShared() async throws {
    _ = try await client.apply(path, settings(["a": "1"]), as: "first")
    let answer = try await client.apply(path, settings(["a": "1"]), as: "second")
    #expect(answer.status == 200)
    #expect(owners(answer).keys.sorted() == ["first", "second"])
    // A field that two own stays when one of them lets go of it.
    let without = try await client.apply(path, settings([:]), as: "first")
    #expect(without.value["data"] == ["a": "1"])
  }

  @Test func fieldsNoLongerAppliedGo() async throws {
    _ = try await client.apply(path, settings(["a": "1", "b": "1"]), as: "duet")
    let answer = try await client.apply(path, settings(["b": "1"]), as: "duet")
    #expect(answer.value["data"] == ["b": "1"])
  }

  @Test func whatOthersAddedStays() async throws {
    _ = try await client.apply(path, settings(["a": "1"]), as: "duet")
    _ = try await client.patch(path, ["data": ["z": "9"]], "merge")
    let answer = try await client.apply(path, settings(["b": "1"]), as: "duet")
    #expect(answer.value["data"] == ["b": "1", "z": "9"])
  }

  @Test func applyingTheSameAgainChangesNothing() async throws {
    let first = try await client.apply(path, settings(["a": "1"]), as: "duet")
    await client.server.advance(by: .seconds(90))
    let second = try await client.apply(path, settings(["a": "1"]), as: "duet")
    #expect(first.resourceVersion == second.resourceVersion)
    #expect(
      first.value.at("metadata", "managedFields") == second.value.at("metadata", "managedFields"))
  }

  @Test func dryRunsReportConflictsAndChangeNothing() async throws {
    _ = try await client.apply(path, settings(["a": "1"]), as: "first")
    let conflict = try await client.apply(
      path, settings(["a": "2"]), as: "second", "&dryRun=All")
    #expect(conflict.status == 409)
    let forced = try await client.apply(
      path, settings(["a": "2"]), as: "second", force: true, "&dryRun=All")
    #expect(forced.value["data"] == ["a": "2"])
    #expect(try await client.get(path).value["data"] == ["a": "1"])
  }

  @Test func containersAreOwnedByName() async throws {
    let path = "/apis/apps/v1/namespaces/default/deployments/web"
    let answer = try await client.apply(path, .exampleDeployment, as: "duet")
    let containers = owners(answer)["duet"]?.at("f:spec", "f:template", "f:spec", "f:containers")
    let web = containers?[#"k:{"name":"web"}"#]
    #expect(web?.object?.keys.sorted() == [".", "f:image", "f:name", "f:ports"])
    #expect(
      web?.at("f:ports")?.object?.keys.first == #"k:{"containerPort":80,"protocol":"TCP"}"#)

    var sidecar = Value.exampleDeployment
    sidecar.set(
      ["spec", "template", "spec", "containers"], to: [["name": "log", "image": "busybox"]])
    let both = try await client.apply(path, sidecar, as: "mesh")
    let names = both.value.at("spec", "template", "spec", "containers")?.array?
      .map { $0["name"] }
    #expect(names == ["web", "log"])
  }

  @Test func controllersOfOtherPartsKeepThem() async throws {
    let path = "/apis/apps/v1/namespaces/default/deployments/web"
    _ = try await client.apply(path, .exampleDeployment, as: "duet")
    let scale = try await client.patch("\(path)/scale", ["spec": ["replicas": 5]], "merge")
    #expect(scale.value["kind"] == "Scale")
    var mine = Value.exampleDeployment
    mine.set(["spec", "replicas"], to: 2)
    let conflict = try await client.apply(path, mine, as: "duet")
    #expect(
      conflict.message == "Apply failed with 1 conflict: conflict with \"tests\" with subresource "
        + "\"scale\" using apps/v1: .spec.replicas")
    // Without an opinion there is no conflict, and the number stays.
    let answer = try await client.apply(path, .exampleDeployment, as: "duet")
    #expect(answer.value.at("spec", "replicas") == 5)
  }

  @Test func statusIsNotAppliedWithTheRest() async throws {
    let path = "/apis/apps/v1/namespaces/default/deployments/web"
    var deployment = Value.exampleDeployment
    deployment["status"] = ["replicas": 7]
    let answer = try await client.apply(path, deployment, as: "duet")
    #expect(answer.value.at("status", "replicas") == nil)
    #expect(owners(answer)["duet"]?["f:status"] == nil)
  }

  @Test func fieldsThatTheKindHasNotAreRefused() async throws {
    let path = "/apis/apps/v1/namespaces/default/deployments/web"
    var deployment = Value.exampleDeployment
    deployment.set(["spec", "bogus"], to: 1)
    let answer = try await client.apply(path, deployment, as: "duet")
    #expect(answer.status == 500)
    #expect(
      answer.message == "failed to create typed patch object (default/web; apps/v1, "
        + "Kind=Deployment): .spec.bogus: field not declared in schema")
    var twice = Value.exampleDeployment
    twice.set(
      ["spec", "template", "spec", "containers"],
      to: [["name": "a", "image": "x"], ["name": "a", "image": "y"]])
    let duplicate = try await client.apply(path, twice, as: "duet")
    #expect(
      duplicate.message.hasSuffix(
        ".spec.template.spec.containers: duplicate entries for key [name=\"a\"]"))
  }

  @Test func definitionsSayHowTheirListsMerge() async throws {
    try await client.makeDefinition()
    let path = "/apis/example.org/v1/namespaces/default/widgets/w"
    func widget(_ parts: Value) -> Value {
      [
        "apiVersion": "example.org/v1", "kind": "Widget", "metadata": ["name": "w"],
        "spec": ["parts": parts],
      ]
    }
    _ = try await client.apply(path, widget([["id": "a", "size": 1]]), as: "first")
    let answer = try await client.apply(path, widget([["id": "b", "size": 2]]), as: "second")
    #expect(answer.value.at("spec", "parts")?.array?.map { $0["id"] } == ["a", "b"])
  }

  @Test func theFieldsOfAnObjectFromBeforeBelongToNobody() async throws {
    try await client.server.configure { server in
      server.insert(
        .configMaps,
        ["metadata": ["name": "settings", "namespace": "default"], "data": ["a": "1"]])
    }
    let conflict = try await client.apply(path, settings(["a": "2"]), as: "duet")
    #expect(conflict.message.contains("conflict with \"before-first-apply\" using v1: .data.a"))
  }

  @Test func writersCanResetOwnership() async throws {
    _ = try await client.apply(path, settings(["a": "1"]), as: "first")
    let answer = try await client.patch(path, ["metadata": ["managedFields": [[:]]]], "merge")
    #expect(answer.value.at("metadata", "managedFields") == nil)
  }
}

extension APIClient {
  /// Makes `widgets.example.org`.
  func makeDefinition() async throws {
    let schema: Value = [
      "type": "object",
      "properties": [
        "spec": [
          "type": "object",
          "properties": [
            "size": ["type": "integer", "minimum": 1, "default": 3],
            "color": ["type": "string", "enum": ["red", "blue"]],
            "parts": [
              "type": "array", "x-kubernetes-list-type": "map",
              "x-kubernetes-list-map-keys": ["id"],
              "items": [
                "type": "object", "required": ["id"],
                "properties": ["id": ["type": "string"], "size": ["type": "integer"]],
              ],
            ],
          ],
        ],
        "status": ["type": "object", "x-kubernetes-preserve-unknown-fields": true],
      ],
    ]
    let answer = try await post(
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
      [
        "metadata": ["name": "widgets.example.org"],
        "spec": [
          "group": "example.org", "scope": "Namespaced",
          "names": ["plural": "widgets", "kind": "Widget", "shortNames": ["wd"]],
          "versions": [
            [
              "name": "v1", "served": true, "storage": true,
              "schema": ["openAPIV3Schema": schema],
              "subresources": [
                "status": [:],
                "scale": [
                  "specReplicasPath": ".spec.size", "statusReplicasPath": ".status.size",
                ],
              ],
              "additionalPrinterColumns": [
                ["name": "Size", "type": "integer", "jsonPath": ".spec.size"],
                [
                  "name": "Ready", "type": "string",
                  "jsonPath": ".status.conditions[?(@.type==\"Ready\")].status",
                ],
              ],
            ]
          ],
        ],
      ])
    #expect(answer.status == 201)
  }
}
