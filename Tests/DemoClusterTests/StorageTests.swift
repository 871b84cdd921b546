import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct StorageTests {
  let client = APIClient()
  let path = "/api/v1/namespaces/default/configmaps"

  @Test func createdObjectsGetTheirMetadata() async throws {
    let answer = try await client.makeConfigMap("settings", ["a": "1"])
    #expect(answer.status == 201)
    let metadata = answer.value["metadata"]
    #expect(answer.value["kind"] == "ConfigMap")
    #expect(answer.value["apiVersion"] == "v1")
    #expect(metadata?["namespace"] == "default")
    #expect(metadata?["creationTimestamp"] == "2026-01-05T09:00:00Z")
    #expect(metadata?["uid"]?.string?.count == 36)
    #expect(Int(answer.resourceVersion) != nil)
  }

  @Test func everyWriteHasAHigherVersion() async throws {
    let first = try await client.makeConfigMap("a")
    let second = try await client.makeConfigMap("b")
    let third = try await client.patch("\(path)/a", ["data": ["x": "1"]], "merge")
    let versions = [first, second, third].compactMap { Int($0.resourceVersion) }
    #expect(versions.count == 3)
    #expect(versions == versions.sorted())
    #expect(Set(versions).count == 3)
  }

  @Test func aWriteThatChangesNothingKeepsTheVersion() async throws {
    let first = try await client.makeConfigMap("a", ["x": "1"])
    let again = try await client.patch("\(path)/a", ["data": ["x": "1"]], "merge")
    #expect(again.status == 200)
    #expect(again.resourceVersion == first.resourceVersion)
  }

  @Test func updatesFromAnOlderVersionConflict() async throws {
    let first = try await client.makeConfigMap("a")
    _ = try await client.patch("\(path)/a", ["data": ["x": "1"]], "merge")
    let answer = try await client.send(.put, "\(path)/a", first.text)
    #expect(answer.status == 409)
    #expect(answer.reason == "Conflict")
    #expect(
      answer.message == "Operation cannot be fulfilled on configmaps \"a\": the object has been "
        + "modified; please apply your changes to the latest version and try again")
  }

  @Test func theSameNameTwiceAlreadyExists() async throws {
    try await client.makeConfigMap("a")
    let answer = try await client.makeConfigMap("a")
    #expect(answer.status == 409)
    #expect(answer.reason == "AlreadyExists")
    #expect(answer.value["details"] == ["name": "a", "kind": "configmaps"])
  }

  @Test func generatedNamesDiffer() async throws {
    let body: Value = ["metadata": ["generateName": "job-"]]
    let first = try await client.post(path, body).value.objectName
    let second = try await client.post(path, body).value.objectName
    #expect(first.hasPrefix("job-") && first.count == 9)
    #expect(first != second)
  }

  @Test(arguments: ["Upper", "under_score", "-dash", "dash-", "a..b", ""])
  func badNamesAreInvalid(_ name: String) async throws {
    let answer = try await client.makeConfigMap(name)
    #expect(answer.status == 422)
    #expect(answer.reason == "Invalid")
    #expect(answer.value.at("details", "causes")?[0]?["field"] == "metadata.name")
  }

  @Test func missingNamespacesAreNotFound() async throws {
    let answer = try await client.makeConfigMap("a", in: "nowhere")
    #expect(answer.status == 404)
    #expect(answer.message == "namespaces \"nowhere\" not found")
  }

  @Test func dryRunsStoreNothing() async throws {
    let answer = try await client.post(path + "?dryRun=All", ["metadata": ["name": "a"]])
    #expect(answer.status == 201)
    #expect(try await client.get("\(path)/a").status == 404)
  }

  @Test func deploymentsGetTheirDefaults() async throws {
    let answer = try await client.post(
      "/apis/apps/v1/namespaces/default/deployments", .exampleDeployment)
    let spec = answer.value["spec"]
    #expect(answer.status == 201)
    #expect(spec?["replicas"] == 1)
    #expect(spec?.at("strategy", "rollingUpdate", "maxSurge") == "25%")
    #expect(spec?["progressDeadlineSeconds"] == 600)
    let template = spec?.at("template", "spec")
    #expect(template?["restartPolicy"] == "Always")
    #expect(template?["containers"]?[0]?["imagePullPolicy"] == "IfNotPresent")
    #expect(template?["containers"]?[0]?["ports"]?[0]?["protocol"] == "TCP")
    #expect(answer.value.generation == 1)
  }

  @Test func servicesGetAnAddressThatStays() async throws {
    let service: Value = ["metadata": ["name": "web"], "spec": ["ports": [["port": 80]]]]
    let made = try await client.post("/api/v1/namespaces/default/services", service)
    let address = made.value.at("spec", "clusterIP")?.string ?? ""
    #expect(address.hasPrefix("10.96."))
    let changed = try await client.patch(
      "/api/v1/namespaces/default/services/web", ["spec": ["clusterIP": "10.96.9.9"]], "merge")
    #expect(changed.status == 422)
    #expect(changed.message.hasSuffix("may not change once set"))
  }

  @Test func generationCountsChangesOfIntentAlone() async throws {
    let path = "/apis/apps/v1/namespaces/default/deployments"
    _ = try await client.post(path, .exampleDeployment)
    let labelled = try await client.patch(
      "\(path)/web", ["metadata": ["labels": ["x": "y"]]], "merge")
    #expect(labelled.value.generation == 1)
    let scaled = try await client.patch("\(path)/web", ["spec": ["replicas": 3]], "merge")
    #expect(scaled.value.generation == 2)
    let reported = try await client.patch(
      "\(path)/web/status", ["status": ["replicas": 3], "spec": ["replicas": 9]], "merge")
    #expect(reported.value.generation == 2)
    #expect(reported.value.at("spec", "replicas") == 3)
    #expect(reported.value.at("status", "replicas") == 3)
  }

  @Test func selectorsOfDeploymentsAreImmutable() async throws {
    let path = "/apis/apps/v1/namespaces/default/deployments"
    _ = try await client.post(path, .exampleDeployment)
    let labels: Value = ["app": "other"]
    let answer = try await client.patch(
      "\(path)/web",
      [
        "spec": ["selector": ["matchLabels": labels], "template": ["metadata": ["labels": labels]]]
      ],
      "merge")
    #expect(answer.status == 422)
    #expect(answer.message.contains("spec.selector: Invalid value"))
    #expect(answer.message.hasSuffix("field is immutable"))
  }

  @Test func wrongTypesAreRefused() async throws {
    let answer = try await client.post(path, ["metadata": ["name": "a"], "data": ["n": 1]])
    #expect(answer.status == 400)
    #expect(
      answer.message.hasSuffix(
        "json: cannot unmarshal number into Go struct field ConfigMap.data.n of type string"))
  }

  @Test func unknownFieldsAreNamedOrRefused() async throws {
    let body: Value = ["metadata": ["name": "a"], "dada": ["x": "1"]]
    let strict = try await client.post(path + "?fieldValidation=Strict", body)
    #expect(strict.status == 400)
    #expect(strict.message.hasSuffix("strict decoding error: unknown field \"dada\""))
    let lenient = try await client.post(path, body)
    #expect(lenient.status == 201)
    #expect(lenient.headers["Warning"] == "299 - \"unknown field \\\"dada\\\"\"")
    #expect(lenient.value["dada"] == nil)
  }

  @Test func bodiesForAnotherPlaceAreRefused() async throws {
    let answer = try await client.post(
      path, ["metadata": ["name": "a", "namespace": "kube-system"]])
    #expect(answer.status == 400)
    let kind = try await client.post(
      path, ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "a"]])
    #expect(kind.status == 400)
    let name = try await client.send(
      .put, "\(path)/a", #"{"metadata":{"name":"b"}}"#)
    #expect(name.status == 400)
  }
}

extension Value {
  /// A deployment that is as small as one can be.
  static let exampleDeployment: Value = [
    "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web"],
    "spec": [
      "selector": ["matchLabels": ["app": "web"]],
      "template": [
        "metadata": ["labels": ["app": "web"]],
        "spec": [
          "containers": [
            ["name": "web", "image": "nginx:1.27", "ports": [["containerPort": 80]]]
          ]
        ],
      ],
    ],
  ]
}
