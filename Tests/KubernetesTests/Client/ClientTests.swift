import Documents
import HTTP
import Kubernetes
import Testing

@Suite struct ClientTests {
  private let pod = ObjectKey(.pods, namespace: "shop", name: "web")

  private func error(_ answer: ScriptedTransport.Answer) async -> KubernetesError? {
    let client = Client(
      transport: ScriptedTransport(answer), pacing: InstantPacing().pacing)
    do {
      _ = try await client.get(pod)
      return nil
    } catch {
      return error
    }
  }

  @Test func objectIsADocument() async throws {
    let client = Client(transport: ScriptedTransport(.json(#"{"kind":"Pod"}"#)))
    #expect(try await client.get(pod) == ["kind": "Pod"])
  }

  @Test func forbiddenSaysWhoMayNotDoWhatWhere() async {
    let message =
      #"pods \"web\" is forbidden: User \"alice\" cannot get resource \"pods\" "#
      + #"in API group \"\" in the namespace \"shop\""#
    let error = await error(
      .json(
        #"{"kind":"Status","code":403,"reason":"Forbidden","message":"\#(message)"}"#, status: 403))
    #expect(error?.summary == "alice may not get pods in namespace shop")
    guard case .forbidden(let denial) = error else {
      Issue.record("not forbidden: \(String(describing: error))")
      return
    }
    #expect(denial.verb == "get")
    #expect(denial.namespace == "shop")
  }

  @Test func forbiddenInTheWholeCluster() {
    let status = Status(
      code: 403, reason: "Forbidden",
      message: """
        applications.argoproj.io is forbidden: User "system:serviceaccount:a:b" cannot list \
        resource "applications" in API group "argoproj.io" at the cluster scope: RBAC: no
        """)
    #expect(
      KubernetesError(status).summary
        == "system:serviceaccount:a:b may not list applications.argoproj.io in the whole cluster")
  }

  @Test func forbiddenByAdmissionKeepsItsWords() {
    let status = Status(code: 403, reason: "Forbidden", message: "exceeded quota: small")
    #expect(KubernetesError(status).summary == "exceeded quota: small")
  }

  @Test(arguments: [
    (404, "NotFound", "notFound"), (409, "AlreadyExists", "alreadyExists"),
    (409, "Conflict", "conflict"), (410, "Expired", "gone"), (422, "Invalid", "invalid"),
    (500, "InternalError", "server"), (400, "BadRequest", "rejected"),
    (401, "Unauthorized", "unauthorized"),
  ])
  func statusTellsTheKindOfFailure(code: Int, reason: String, name: String) async {
    let error = await error(
      .json(#"{"kind":"Status","code":\#(code),"reason":"\#(reason)"}"#, status: code))
    let label = error.flatMap { Mirror(reflecting: $0).children.first?.label }
    #expect(label == name)
  }

  @Test func invalidNamesEveryField() async {
    let answer = """
      {"kind":"Status","code":422,"reason":"Invalid","message":"is invalid","details":{"causes":[
      {"reason":"FieldValueInvalid","message":"must be positive","field":"spec.replicas"}]}}
      """
    guard case .invalid(let status)? = await error(.json(answer, status: 422)) else {
      Issue.record("not invalid")
      return
    }
    #expect(
      status.causes == [
        Status.Cause(
          reason: "FieldValueInvalid", message: "must be positive", field: "spec.replicas")
      ])
  }

  @Test func webPageIsSaidToBeOne() async {
    let page = "<!DOCTYPE html>\n<title>Sign in</title>" + String(repeating: "x", count: 500)
    let error = await error(
      .response(200, ["Content-Type": "text/html; charset=utf-8"], [page], .end))
    #expect(
      error?.summary.hasPrefix(
        "this doesn't look like a Kubernetes API server: it sent a web page with status 200")
        == true)
    #expect(error?.summary.contains("<!DOCTYPE html> <title>Sign in</title>xxx") == true)
    #expect(error?.summary.hasSuffix("…") == true)
  }

  @Test func plainWordsAreKept() async {
    let error = await error(
      .response(404, ["Content-Type": "text/plain"], ["404 page not found\n"], .end))
    #expect(error == .notFound(Status(code: 404, message: "404 page not found")))
  }

  @Test func redirectionIsSaidToBeOne() async {
    let headers: Headers = ["Content-Type": "text/html", "Location": "https://login.example/"]
    let error = await error(.response(302, headers, ["<a>"], .end))
    #expect(error?.summary.contains("a redirection to https://login.example/") == true)
  }

  @Test func busyServerIsAskedAgainWhenItSays() async throws {
    let pacing = InstantPacing()
    let busy = ScriptedTransport.Answer.response(
      429, ["Retry-After": "2", "Content-Type": "text/plain"], ["slow down"], .end)
    let transport = ScriptedTransport(busy, busy, .json("{}"))
    _ = try await Client(transport: transport, pacing: pacing.pacing).get(pod)
    #expect(await pacing.waits == [.seconds(2), .seconds(2)])
  }

  @Test func busyServerIsGivenUpInTheEnd() async {
    let busy = ScriptedTransport.Answer.json(
      #"{"kind":"Status","code":429,"details":{"retryAfterSeconds":1}}"#, status: 429)
    let transport = ScriptedTransport(busy, busy, busy, busy, busy, busy, busy)
    let client = Client(transport: transport, pacing: InstantPacing().pacing)
    await #expect(throws: KubernetesError.self) { try await client.get(pod) }
    #expect(await transport.requests.count == 6)
  }

  @Test func failureOfTheTransportIsPassedOn() async {
    #expect(
      await error(.failure(TransportError(.certificateExpired)))
        == .transport(TransportError(.certificateExpired)))
  }

  @Test func writtenObjectComesWithItsWarnings() async throws {
    let headers: Headers = [
      "Content-Type": "application/json",
      "Warning": #"299 - "policy/v1beta1 \"old\" is deprecated""#,
    ]
    let client = Client(
      transport: ScriptedTransport(.response(201, headers, [#"{"kind":"Pod"}"#], .end)))
    let written = try await client.apply(pod, ["kind": "Pod"])
    #expect(
      written
        == Written(
          object: ["kind": "Pod"], isCreated: true,
          warnings: [#"policy/v1beta1 "old" is deprecated"#]))
  }

  @Test func evictionFallsBackToTheOlderVersion() async throws {
    let transport = ScriptedTransport(
      .response(404, ["Content-Type": "text/plain"], ["404 page not found"], .end), .json("{}"))
    try await Client(transport: transport).evict(pod.name)
    let body = await transport.requests.last?.body ?? []
    #expect(String(decoding: body, as: UTF8.self).contains("policy/v1beta1"))
  }

  @Test func aBudgetThatRefusesAnEvictionIsToldAtOnce() async throws {
    let refused = ScriptedTransport.Answer.json(
      #"{"kind":"Status","code":429,"message":"Cannot evict pod","details":{"retryAfterSeconds":10,"#
        + #""causes":[{"reason":"DisruptionBudget","message":"web needs 2 healthy pods and has 2"}]}}"#,
      status: 429)
    let transport = ScriptedTransport(refused, .json("{}"))
    let client = Client(transport: transport, pacing: InstantPacing().pacing)
    let error = try await #require(throws: KubernetesError.self) {
      try await client.evict(pod.name)
    }
    #expect(error.disruptionBudget == "web needs 2 healthy pods and has 2")
    #expect(await transport.requests.count == 1)
  }

  @Test func anOverloadedServerIsAskedAgainToEvict() async throws {
    let busy = ScriptedTransport.Answer.json(#"{"kind":"Status","code":429}"#, status: 429)
    let transport = ScriptedTransport(busy, busy, .json("{}"))
    try await Client(transport: transport, pacing: InstantPacing().pacing).evict(pod.name)
    #expect(await transport.requests.count == 3)
  }

  @Test func impersonationIsAskedForInHeaders() async throws {
    let transport = ScriptedTransport(.json("{}"))
    let impersonation = Impersonation(
      user: "jane", uid: "7", groups: ["a", "b"], extra: ["example.com/x": ["1"]])
    _ = try await Client(transport: transport, impersonation: impersonation).get(pod)
    let fields = await transport.requests[0].headers.fields.map { "\($0.name): \($0.value)" }
    #expect(
      fields.dropFirst() == [
        "Impersonate-User: jane", "Impersonate-Uid: 7", "Impersonate-Group: a",
        "Impersonate-Group: b", "Impersonate-Extra-example.com%2Fx: 1",
      ])
  }

  @Test func versionIsReadThroughWhatProvidersAdd() async throws {
    let client = Client(
      transport: ScriptedTransport(
        .json(#"{"major":"1","minor":"29+","gitVersion":"v1.29.4-gke.1"}"#)))
    let version = try await client.version()
    #expect(version == ServerVersion(text: "v1.29.4-gke.1", major: 1, minor: 29))
    #expect(version.isAtLeast(1, 29) && !version.isAtLeast(1, 30))
  }

  @Test func accessIsReviewed() async throws {
    let client = Client(
      transport: ScriptedTransport(.json(#"{"status":{"allowed":false,"reason":"no"}}"#)))
    let verdict = try await client.review(Access("delete", .pods, namespace: "shop"))
    #expect(verdict == AccessVerdict(isAllowed: false, reason: "no"))
  }
}
