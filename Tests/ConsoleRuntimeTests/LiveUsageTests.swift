import Console
import HTTP
import Kubernetes
import TestSupport
import Testing

@testable import ConsoleRuntime

/// What pods and nodes use, which can only be asked for again and again.
@Suite(.timeLimit(.minutes(2)))
struct LiveUsageTests {
  private let pods = ResourceQuery(.podMetrics, namespace: "shop")

  private func reports(_ events: [ClusterEvent]) -> [UsageTable.Report] {
    events.compactMap { if case .usage(_, let report) = $0 { report } else { nil } }
  }

  private static func list(_ cpu: Int) -> Response {
    .json(
      """
      {"kind":"PodMetricsList","metadata":{},"items":[{"metadata":{"name":"web","namespace":\
      "shop"},"containers":[{"name":"main","usage":{"cpu":"\(cpu)m","memory":"1Mi"}}]}]}
      """)
  }

  @Test func usageIsAskedForAgainAndAgainAndThroughFailures() async throws {
    let transport = ScriptedTransport { _, number throws(TransportError) in
      switch number {
      case 1: .failure(503, "ServiceUnavailable", "the server is currently unable")
      case 2: throw TransportError(.connectionLost)
      default: Self.list(number)
      }
    }
    let run = ActivityRun(.usage(pods), on: transport)
    let said = reports(try await run.end { reports($0).count >= 4 })
    let name = ObjectName(namespace: "shop", name: "web")
    #expect(said.prefix(4).map { $0.rows[name]?.usage.cpu } == [0, nil, nil, 3])
    #expect(said.prefix(4).map { $0.problem != nil } == [false, true, true, false])
    let requests = transport.requests.value
    #expect(requests[0].target == "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods")
    // What can't be had is asked for in its turn, and not before.
    #expect(run.sleeps.value.dropFirst().prefix(3).allSatisfy { $0 == .seconds(15) })
  }

  @Test func whatNodesHaveIsAskedForWhenThereIsANewOne() async throws {
    let transport = ScriptedTransport { request, _ throws(TransportError) in
      request.target.contains("metrics.k8s.io")
        ? .json(
          """
          {"kind":"NodeMetricsList","metadata":{},"items":[{"metadata":{"name":"a"},\
          "usage":{"cpu":"1","memory":"1Gi"}}]}
          """)
        : .json(
          """
          {"kind":"NodeList","metadata":{},"items":[{"metadata":{"name":"a"},\
          "status":{"allocatable":{"cpu":"4","memory":"8Gi"}}}]}
          """)
    }
    let run = ActivityRun(.usage(ResourceQuery(.nodeMetrics)), on: transport)
    let events = try await run.end { reports($0).count >= 3 }
    let allocatable = events.compactMap {
      if case .allocatable(let rows) = $0 { rows } else { nil }
    }
    #expect(allocatable.map { $0.map(\.usage) } == [[ResourceAmounts(cpu: 4000, memory: 8 << 30)]])
  }

  @Test func whoMayNotSeeNodesSeesWhatTheyUse() async throws {
    let transport = ScriptedTransport { request, _ throws(TransportError) in
      request.target.contains("metrics.k8s.io")
        ? .json("{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\"},\"usage\":{}}]}")
        : .failure(403, "Forbidden", "no")
    }
    let run = ActivityRun(.usage(ResourceQuery(.nodeMetrics)), on: transport)
    let events = try await run.end { !reports($0).isEmpty }
    #expect(reports(events).first?.problem == nil)
  }

  @Test func lastWordsAreFetchedOnceWithoutTimes() async throws {
    let words = LastWords(
      pod: ObjectName(namespace: "shop", name: "web"), container: "app", isPrevious: true,
      restarts: 3)
    let transport = ScriptedTransport { _, _ throws(TransportError) in
      .text("2026-01-05T08:00:01Z starting\r\n2026-01-05T08:00:02.123456789Z fatal: no\nbare\n")
    }
    let events = await ActivityRun(.lastWords(words), on: transport).toItsEnd()
    #expect(events == [.lastWords(words, .success(["starting", "fatal: no", "bare"]))])
    let targets = transport.requests.value.map(\.target)
    #expect(targets.count == 1)
    #expect(targets[0].contains("previous=true"))
    #expect(targets[0].contains("tailLines=10"))
    #expect(!targets[0].contains("follow=true"))
  }

  @Test func lastWordsThatCantBeHadSayWhy() async throws {
    let words = LastWords(
      pod: ObjectName(namespace: "shop", name: "web"), container: "app", isPrevious: true,
      restarts: 3)
    let transport = ScriptedTransport { _, _ throws(TransportError) in
      .failure(400, "BadRequest", "previous terminated container not found")
    }
    let events = await ActivityRun(.lastWords(words), on: transport).toItsEnd()
    guard case .lastWords(words, .failure) = events.last else {
      Issue.record("\(events)")
      return
    }
  }
}
