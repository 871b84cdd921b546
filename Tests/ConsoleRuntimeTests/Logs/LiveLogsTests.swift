import Console
import HTTP
import Kubernetes
import Logs
import TestSupport
import Testing

@testable import ConsoleRuntime

/// The log of a container, through everything that can happen to it.
@Suite(.timeLimit(.minutes(2)))
struct LiveLogsTests {
  private let query = LogQuery(
    namespace: "shop", pod: "web", container: "main", follow: true, tailLines: 200)

  private func line(_ text: String, _ second: Int64) -> LogLine {
    LogLine(time: Timestamp(seconds: 1_767_600_000 + second), text: text)
  }

  private func lines(_ events: [ClusterEvent]) -> [LogLine] {
    events.flatMap { event -> [LogLine] in
      guard case .logs(_, .lines(let lines)) = event else { return [] }
      return lines.entries.indices.map { index in
        LogLine(
          time: Timestamp(sinceEpoch: lines.entries[index].time), text: lines.text(index))
      }
    }
  }

  @Test func aLogGoesOnAfterALostConnectionWithoutRepeatingItself() async throws {
    let transport = ScriptedTransport { request, number throws(TransportError) in
      switch number {
      case 0:
        return .text(
          "2026-01-05T08:00:01Z a\n2026-01-05T08:00:02Z b\n", ending: .failure(.connectionLost))
      default:
        return .text(
          "2026-01-05T08:00:02Z b\n2026-01-05T08:00:02Z c\n", "2026-01-05T08:00:03Z d\n",
          ending: .silence)
      }
    }
    let run = ActivityRun(.logs(query), on: transport)
    let events = try await run.end { lines($0).count == 4 }
    #expect(lines(events) == [line("a", 1), line("b", 2), line("c", 2), line("d", 3)])
    #expect(
      events.contains { event in
        guard case .logs(_, .interrupted(let interruption)) = event else { return false }
        return interruption.error == .transport(TransportError(.connectionLost))
      })
    let targets = transport.requests.value.map(\.target)
    #expect(targets[0].contains("tailLines=200"))
    #expect(targets[1].contains("sinceTime=2026-01-05T08%3A00%3A01Z"))
    #expect(!targets[1].contains("tailLines"))
    // What the console knows the stream by stays the same.
    #expect(
      events.allSatisfy { if case .logs(query, _) = $0 { true } else { false } })
  }

  private func packed(_ lines: LogLine...) -> PackedLines { PackedLines(lines) }

  @Test func theNextRunOfAContainerIsLookedForAndWhatTheOneBeforeSaidLast() async throws {
    let transport = ScriptedTransport { request, number throws(TransportError) in
      if request.target.contains("previous=true") {
        return .text("2026-01-05T08:00:01Z a\n2026-01-05T08:00:02Z bye\n")
      }
      return number == 0
        ? .text("2026-01-05T08:00:01Z a\n")
        : .text("2026-01-05T08:00:09Z b\n", ending: .silence)
    }
    let events = try await ActivityRun(.logs(query), on: transport).end { lines($0).count == 3 }
    #expect(
      events == [
        .logs(query, .opened), .logs(query, .lines(packed(line("a", 1)))),
        .logs(query, .ended("the container has ended; waiting for its next run")),
        .logs(query, .opened), .logs(query, .lines(packed(line("bye", 2)))),
        .logs(query, .restarted(line("b", 9).time ?? Timestamp(seconds: 0))),
        .logs(query, .lines(packed(line("b", 9)))),
      ])
    #expect(
      transport.requests.value.last?.target.contains("sinceTime=2026-01-05T08%3A00%3A00Z") == true)
  }

  @Test func aLogThatWasRotatedMeanwhileIsSaidToHaveAGap() async throws {
    let transport = ScriptedTransport { request, number throws(TransportError) in
      if request.target.contains("previous=true") {
        return .failure(400, "BadRequest", "previous terminated container not found")
      }
      return number == 0
        ? .text("2026-01-05T08:00:01Z a\n", ending: .failure(.connectionLost))
        : .text("2026-01-05T08:00:09Z b\n", ending: .silence)
    }
    let events = try await ActivityRun(.logs(query), on: transport).end { lines($0).count == 2 }
    let (after, before) = (line("a", 1).time, line("b", 9).time)
    #expect(
      try events.dropFirst(3) == [
        .logs(query, .opened),
        .logs(query, .gap(after: #require(after), before: #require(before))),
        .logs(query, .lines(packed(line("b", 9)))),
      ])
  }

  @Test func whatAServerSaysInThePlaceOfAPreviousLogIsNotTold() async throws {
    let transport = ScriptedTransport { request, number throws(TransportError) in
      if request.target.contains("previous=true") {
        return .text("unable to retrieve container logs for containerd://x")
      }
      return number == 0
        ? .text("2026-01-05T08:00:01Z a\n")
        : .text("2026-01-05T08:00:09Z b\n", ending: .silence)
    }
    let events = try await ActivityRun(.logs(query), on: transport).end { lines($0).count == 2 }
    #expect(lines(events) == [line("a", 1), line("b", 9)])
  }

  @Test func aLogThatIsNotFollowedEnds() async {
    var previous = query
    previous.follow = false
    previous.previous = true
    let transport = ScriptedTransport { _, _ throws(TransportError) in
      .text("2026-01-05T08:00:01Z a\n")
    }
    let events = await ActivityRun(.logs(previous), on: transport).toItsEnd()
    #expect(events.last == .logs(previous, .ended("the log ends here")))
    #expect(transport.requests.value.count == 1)
  }

  @Test func whyALogIsRefusedIsTold() async throws {
    let transport = ScriptedTransport { _, number throws(TransportError) in
      number == 0
        ? .failure(400, "BadRequest", "container main is waiting to start")
        : .text(ending: .silence)
    }
    let events = try await ActivityRun(.logs(query), on: transport).end {
      $0.contains(.logs(query, .opened))
    }
    guard case .logs(_, .interrupted(let interruption))? = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(interruption.error.summary == "container main is waiting to start")
  }

  @Test func aContainerThatEndsAgainAndAgainIsAskedLessOften() async throws {
    let transport = ScriptedTransport { _, number throws(TransportError) in
      number < 8 ? .text() : .text("2026-01-05T08:00:01Z a\n", ending: .silence)
    }
    let run = ActivityRun(.logs(query), on: transport)
    _ = try await run.end { lines($0).count == 1 }
    // The first is the hesitation before a stream is opened at all.
    #expect(
      run.sleeps.value.dropFirst().map { Int($0 / .seconds(1)) } == [1, 2, 4, 8, 15, 15, 15, 15])
  }

  @Test func aSelectionThatMovesOnOpensNoStream() async {
    let transport = ScriptedTransport { _, _ throws(TransportError) in .text() }
    let clock = VirtualClock()
    let cluster = LiveWorld.Cluster(client: Client(transport: transport), address: "")
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster }, repository: NoRepository(),
      sleep: { try await clock.sleep(for: $0) }, now: { clock.now })
    let query = query
    let task = Task { await world.run(.cluster(ClusterID(context: "test"), .logs(query))) { _ in } }
    task.cancel()
    await task.value
    #expect(transport.requests.value.isEmpty)
  }
}
