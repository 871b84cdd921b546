import Console
import HTTP
import Kubernetes
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Finding out what a server is and has.
@Suite(.timeLimit(.minutes(2)))
struct LiveConnectionTests {
  private static let version = #"{"major":"1","minor":"34","gitVersion":"v1.34.1"}"#
  private static let core = """
    {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{},\
    "versions":[{"version":"v1","resources":[{"resource":"pods","responseKind":{"kind":"Pod"},\
    "scope":"Namespaced","singularResource":"pod","verbs":["list"],"shortNames":["po"]}]}]}]}
    """
  private static let groups =
    #"{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[]}"#

  private static func discovery(_ request: Request) -> Response {
    switch request.target {
    case "/version": .json(version)
    case "/api": .json(core)
    default: .json(groups)
    }
  }

  @Test func theConnectionTellsWhatTheServerIsAndHas() async throws {
    let transport = ScriptedTransport { request, _ throws(TransportError) in
      Self.discovery(request)
    }
    let events = await ActivityRun(.connection, on: transport).toItsEnd()
    #expect(
      events.first
        == .connected(
          ServerFacts(
            version: "v1.34.1", address: "https://test", warnings: ["mind the gap"])))
    guard case .discovered(let discovery)? = events.last else {
      Issue.record("\(events)")
      return
    }
    #expect(discovery.kinds.map(\.plural) == ["pods"])
  }

  @Test func aServerThatIsAwayIsTriedAgainEverLessOften() async {
    let transport = ScriptedTransport { request, number throws(TransportError) in
      guard number >= 4 else { throw TransportError(.cannotConnect) }
      return Self.discovery(request)
    }
    let run = ActivityRun(.connection, on: transport)
    let events = await run.toItsEnd()
    let waits = events.compactMap { event -> Duration? in
      guard case .unreachable(let interruption) = event else { return nil }
      return interruption.retriesAfter
    }
    #expect(waits.count == 4)
    #expect(waits == run.sleeps.value)
    for (wait, middle) in zip(waits, [800, 1600, 3200, 6400]) {
      #expect(abs(wait / .milliseconds(middle) - 1) <= 0.25)
    }
    #expect(events.contains { if case .connected = $0 { true } else { false } })
  }

  @Test func aContextThatCannotBeUsedIsSaidOnce() async {
    let transport = ScriptedTransport { _, _ throws(TransportError) in .text() }
    let problem = ConnectionProblem("the client key is missing")
    let connection = await ActivityRun(.connection, on: transport, problem: problem).toItsEnd()
    let pods = await ActivityRun(.pods(ResourceQuery(.pods)), on: transport, problem: problem)
      .toItsEnd()
    #expect(connection == [.unusable("the client key is missing")])
    #expect(pods.isEmpty)
    #expect(transport.requests.value.isEmpty)
  }
}
