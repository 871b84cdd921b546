import Documents
import HTTP
import Testing

@testable import DemoCluster

/// The scenarios besides the standard one.
@Suite struct ScenarioSmallTests {
  private func status(_ server: DemoAPIServer, _ target: String) async throws -> Int {
    try await server.send(Request(.get, target)).status
  }

  @Test(arguments: Scenario.all.map(\.name))
  func aScenarioIsFoundByItsName(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    #expect(scenario.name == name)
    #expect(!scenario.description.isEmpty)
  }

  @Test func anUnknownNameIsNoScenario() {
    #expect(Scenario.named("nowhere") == nil)
    #expect(Scenario.named("large-x") == nil)
    #expect(Scenario.named("logs-3-0") == nil)
    #expect(Scenario.named("logs-3-500")?.name == "logs-3-500")
  }

  @Test func theClockStandsAtNowOnceItIsUsed() async throws {
    let now = DemoTime(milliseconds: 1_780_000_000_000)
    let server = Scenario.crashLoop.makeServer(now: now)
    #expect(try await status(server, "/api/v1/pods") == 200)
    #expect(await server.now == now)
  }

  @Test func theEmptyClusterHasNodesAndNoPods() async throws {
    let cluster = try await ControllerHarness(.empty)
    #expect(await cluster.list(.nodes).count == 4)
    #expect(await cluster.list(.pods).isEmpty)
  }

  @Test func theCrashLoopIsUnderWay() async throws {
    let cluster = try await ControllerHarness(.crashLoop)
    let pod = try #require(
      await cluster.list(.pods, "demo").first { $0.objectName.hasPrefix("api-") })
    let container = pod.at("status", "containerStatuses")?[0]
    #expect((container?["restartCount"]?.integer ?? 0) > 5)
    #expect(await cluster.state(ofPod: "web-", in: "demo") == "Running")
  }

  @Test func withoutArgoCDItsKindsAreNotDefined() async throws {
    let server = Scenario.noArgoCD.makeServer()
    #expect(try await status(server, "/apis/argoproj.io/v1alpha1/applications") == 404)
    #expect(try await status(server, "/api/v1/namespaces/shop/pods") == 200)
  }

  @Test func theGuestMayLookAtOneNamespace() async throws {
    let server = Scenario.forbidden.makeServer()
    #expect(try await status(server, "/api/v1/pods") == 403)
    #expect(try await status(server, "/api/v1/namespaces/catalyst/pods") == 200)
    #expect(try await status(server, "/api/v1/namespaces/argocd/pods") == 403)
    #expect(try await status(server, "/api/v1/namespaces") == 200)
  }

  @Test func aLargeClusterHasAsManyPodsAsAskedFor() async throws {
    let cluster = try await ControllerHarness(.large(pods: 600))
    let pods = await cluster.list(.pods)
    #expect(pods.count == 600)
    #expect(Set(pods.map(\.objectNamespace)).count == 3)
    let waiting = pods.filter { pod in
      pod.at("status", "containerStatuses")?[0]?.at("state", "waiting") != nil
    }
    #expect((5...40).contains(waiting.count))
  }

  @Test func podsChangeAtTheRateAskedFor() async throws {
    let cluster = try await ControllerHarness(.large(pods: 300, eventsPerSecond: 100))
    func restarts() async -> Int64 {
      await cluster.list(.pods).reduce(0) {
        $0 + ($1.at("status", "containerStatuses")?[0]?["restartCount"]?.integer ?? 0)
      }
    }
    let before = await restarts()
    await cluster.advance(3)
    #expect(await restarts() - before == 300)
  }

  @Test func writersLeaveNoNumberOut() async throws {
    let cluster = try await ControllerHarness(.logs(containers: 3, linesPerSecond: 50))
    let pod = try #require(await cluster.list(.pods, "load").first?.objectName)
    let response = try await cluster.server.send(
      Request(.get, "/api/v1/namespaces/load/pods/\(pod)/log?follow=true"))
    await cluster.advance(10)
    #expect(await cluster.server.replacePod(pod, in: "load"))
    let text = String(decoding: try await response.body.collect(), as: UTF8.self)
    let numbers = text.split(separator: "\n").compactMap { line in
      line.split(separator: "=").last.flatMap { Int($0) }
    }
    let first = try #require(numbers.first)
    #expect(numbers == Array(first..<first + numbers.count))
    #expect(numbers.count >= 500)
  }

  @Test func podsAreReplacedEverySecond() async throws {
    let cluster = try await ControllerHarness(.churn)
    var seen: Set<String> = []
    for _ in 0..<20 {
      await cluster.advance(1)
      seen.formUnion(await cluster.list(.pods, "load").map(\.objectName))
    }
    #expect(seen.count >= 20)
    // At this very moment the newest may still have to be made.
    #expect((5...6).contains(await cluster.list(.pods, "load").count))
  }

  @Test func aFloodIsReadInOrderFromAnywhere() async throws {
    let cluster = try await ControllerHarness(
      .flood(containers: 2, linesPerSecond: 0, lines: 2500))
    let pod = try #require(await cluster.list(.pods, "load").first?.objectName)
    func read(_ query: String) async throws -> [Substring] {
      let path = "/api/v1/namespaces/load/pods/\(pod)/log?container=sidecar&\(query)"
      let body = try await cluster.server.send(Request(.get, path)).body.collect()
      return String(decoding: body, as: UTF8.self).split(separator: "\n")
    }
    let all = try await read("follow=true&timestamps=true")
    #expect(all.count == 2500)
    #expect(all == all.sorted())
    #expect(
      all[999].hasSuffix(
        "Z level=info pod=\(pod) counter=0000000999 status=503 path=/api/items/0999 "
          + "msg=\"request served\" duration=12ms"))
    #expect(try await read("tailLines=1&timestamps=true") == all.suffix(1))
    let since = all[0].prefix(19)
    #expect(try await read("sinceTime=\(since)Z&timestamps=true") == all)
  }
}
