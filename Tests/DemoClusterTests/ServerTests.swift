import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct ServerTests {
  let client = APIClient()

  @Test func itSaysWhoItIs() async throws {
    #expect(try await client.get("/version").value["gitVersion"] == "v1.34.2")
    #expect(try await client.get("/readyz").text == "ok")
    #expect(try await client.get("/nothing").status == 404)
  }

  @Test func discoveryListsGroupsAndKinds() async throws {
    let groups = try await client.get("/apis").value["groups"]?.array ?? []
    #expect(groups.contains { $0["name"] == "apps" })
    let resources = try await client.get("/api/v1").value["resources"]?.array ?? []
    let pods = try #require(resources.first { $0["name"] == "pods" })
    #expect(pods["shortNames"] == ["po"])
    #expect(resources.contains { $0["name"] == "pods/log" && $0["verbs"] == ["get"] })
  }

  @Test func discoveryIsAggregatedForThoseWhoAsk() async throws {
    try await client.makeDefinition()
    let answer = try await client.get(
      "/apis",
      accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
        + "application/json")
    #expect(
      answer.headers["Content-Type"]
        == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
    #expect(answer.value["kind"] == "APIGroupDiscoveryList")
    let widgets = answer.items.first { $0.objectName == "example.org" }?["versions"]?[0]
    #expect(widgets?["resources"]?[0]?["resource"] == "widgets")
    #expect(widgets?["resources"]?[0]?["scope"] == "Namespaced")
  }

  @Test func usersDoWhatTheyMay() async throws {
    await client.server.restrict(
      to: [AccessRule(verbs: ["get", "list"], resources: ["configmaps"])], user: "guest")
    #expect(try await client.get("/api/v1/configmaps").status == 200)
    let refused = try await client.get("/api/v1/namespaces/default/pods/p/log")
    #expect(refused.status == 403)
    #expect(
      refused.message == "pods \"p\" is forbidden: User \"guest\" cannot get resource \"pods/log\" "
        + "in API group \"\" in the namespace \"default\"")
    let cluster = try await client.get("/apis/apps/v1/deployments")
    #expect(
      cluster.message == "deployments.apps is forbidden: User \"guest\" cannot list resource "
        + "\"deployments\" in API group \"apps\" at the cluster scope")
  }

  @Test(arguments: [("list", "configmaps", true), ("delete", "configmaps", false)])
  func reviewsAnswer(_ verb: String, _ resource: String, _ isAllowed: Bool) async throws {
    await client.server.restrict(
      to: [AccessRule(verbs: ["get", "list"], resources: ["configmaps"])])
    let answer = try await client.post(
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      ["spec": ["resourceAttributes": ["verb": .string(verb), "resource": .string(resource)]]])
    #expect(answer.status == 201)
    #expect(answer.value.at("status", "allowed") == .bool(isAllowed))
  }

  @Test func writesCanBeRefused() async throws {
    await client.server.refuse { attempt in
      attempt.resource == "configmaps" && attempt.name == "no"
        ? Refusal(message: "admission webhook \"policy\" denied the request: no") : nil
    }
    #expect(try await client.makeConfigMap("yes").status == 201)
    let answer = try await client.makeConfigMap("no")
    #expect(answer.status == 403)
    #expect(answer.message.contains("denied the request"))
  }

  @Test func failuresComeWhenAskedFor() async throws {
    await client.server.failNext(
      with: Refusal(code: 429, reason: "TooManyRequests", message: "slow down"),
      retryAfterSeconds: 3)
    let answer = try await client.get("/api/v1/pods")
    #expect(answer.status == 429)
    #expect(answer.headers["Retry-After"] == "3")
    #expect(try await client.get("/api/v1/pods").status == 200)
  }

  @Test func unreachableServersAnswerNothing() async throws {
    await client.server.setReachable(false)
    await #expect(throws: TransportError.self) { try await client.get("/version") }
    await client.server.setReachable(true)
    #expect(try await client.get("/version").status == 200)
  }

  @Test func yamlIsSpokenToo() async throws {
    let made = try await client.send(
      .post, "/api/v1/namespaces/default/configmaps",
      "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: text\ndata:\n  a: b\n",
      type: "application/yaml")
    #expect(made.status == 201)
    let read = try await client.get(
      "/api/v1/namespaces/default/configmaps/text", accept: "application/yaml")
    #expect(read.text.contains("a: b\n"))
  }

  @Test func eventsHaveTwoShapes() async throws {
    try await client.server.configure { server in
      server.record(
        EventRecord(component: "kubelet", reason: "Started", message: "it runs"),
        about: ["kind": "Pod", "metadata": ["name": "p", "namespace": "default", "uid": "u"]])
    }
    let core = try await client.get(
      "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Dp")
    #expect(core.items.first?["message"] == "it runs")
    let newer = try await client.get("/apis/events.k8s.io/v1/namespaces/default/events")
    #expect(newer.items.first?["note"] == "it runs")
    #expect(newer.items.first?.at("regarding", "name") == "p")
  }

  @Test func repeatedEventsAreCounted() async throws {
    try await client.server.configure { server in
      for _ in 0..<3 {
        server.record(
          EventRecord(component: "kubelet", severity: .warning, reason: "BackOff", message: "m"),
          about: ["kind": "Pod", "metadata": ["name": "p", "namespace": "default", "uid": "u"]])
      }
    }
    let events = try await client.get("/api/v1/namespaces/default/events")
    #expect(events.items.map { $0["count"] } == [3])
  }

  @Test func budgetsStopEvictions() async throws {
    try await client.server.configure { server in
      server.insert(
        .podDisruptionBudgets,
        [
          "metadata": ["name": "b", "namespace": "default"],
          "spec": ["selector": ["matchLabels": ["app": "web"]]],
          "status": ["disruptionsAllowed": 0],
        ])
      for (name, app) in [("p", "web"), ("q", "db")] {
        server.insert(
          .pods,
          [
            "metadata": [
              "name": .string(name), "namespace": "default", "labels": ["app": .string(app)],
            ],
            "spec": ["containers": []],
          ])
      }
    }
    func evict(_ name: String) async throws -> Int {
      try await client.post(
        "/api/v1/namespaces/default/pods/\(name)/eviction", ["metadata": ["name": .string(name)]]
      ).status
    }
    #expect(try await evict("p") == 429)
    #expect(try await evict("q") == 201)
  }

  @Test func whatNeedsANodeIsNotImplemented() async throws {
    try await client.server.configure { server in
      server.insert(.pods, ["metadata": ["name": "p", "namespace": "default"], "spec": [:]])
    }
    let answer = try await client.send(.post, "/api/v1/namespaces/default/pods/p/exec?command=ls")
    #expect(answer.status == 501)
    #expect(answer.value["kind"] == "Status")
  }

  @Test(arguments: [
    "/api/v1/pods?limit=9223372036854775807", "/api/v1/pods?limit=-1",
    "/api/v1/pods?watch=1&timeoutSeconds=9223372036854775807&resourceVersion=1",
    "/api/v1/pods?resourceVersion=18446744073709551615", "/api/v1/pods?labelSelector=%ZZ",
    "/api/v1/pods?labelSelector=((((", "/api/v1//pods", "/api/v1/namespaces/a/b/c/d/e",
    "/api/v1/pods?continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTksInN0YXJ0IjoiIn0",
    "/openapi/v3/apis", "/apis/apps", "/apis/apps/v2", "/", "//", "/api/v1/pods?fieldSelector=====",
  ])
  func oddRequestsGetAnswers(_ target: String) async throws {
    let response = try await client.server.send(Request(.get, target))
    #expect([200, 400, 404, 422, 504].contains(response.status))
  }

  @Test(arguments: [
    "", "{", "[]", "null", "1", #"{"metadata":7}"#, #"{"metadata":{"name":{}}}"#,
    "\u{0}",
    String(repeating: "[", count: 10_000),
  ])
  func oddBodiesAreRefused(_ body: String) async throws {
    let path = "/api/v1/namespaces/default/configmaps"
    #expect([400, 422].contains(try await client.send(.post, path, body).status))
    let yaml = try await client.send(.post, path, body, type: "application/yaml")
    #expect([400, 422].contains(yaml.status))
    let binary = try await client.send(
      .post, path, "k8s\u{0}" + body, type: "application/vnd.kubernetes.protobuf")
    #expect([400, 415, 422].contains(binary.status))
  }

  @Test func graceMayBeAsLongAsItLikes() async throws {
    try await client.server.configure { server in
      server.insert(
        .pods,
        [
          "metadata": ["name": "p", "namespace": "default"],
          "spec": ["nodeName": "n", "containers": [["name": "main"]]],
        ])
    }
    let answer = try await client.send(
      .delete, "/api/v1/namespaces/default/pods/p",
      #"{"gracePeriodSeconds":9223372036854775807}"#)
    #expect(answer.status == 200)
    let log = try await client.get(
      "/api/v1/namespaces/default/pods/p/log?sinceSeconds=9223372036854775807")
    #expect(log.status == 200)
  }

  @Test func sameSeedsGiveSameNames() async throws {
    let a = try await APIClient().makeConfigMap("x")
    let b = try await APIClient().makeConfigMap("x")
    #expect(a.value == b.value)
  }
}
