import Documents
import Testing

@testable import DemoCluster

@Suite struct TimeTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
    (1_767_603_600_000, "2026-01-05T09:00:00Z"), (-1000, "1969-12-31T23:59:59Z"),
    (4_107_542_399_000, "2100-02-28T23:59:59Z"),
  ])
  func timesAreWrittenAndRead(_ milliseconds: Int64, _ text: String) {
    #expect(DemoTime(milliseconds: milliseconds).rfc3339 == text)
    #expect(DemoTime(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    ("2026-01-05T10:00:00+01:00", 1_767_603_600_000),
    ("2026-01-05T09:00:00.250Z", 1_767_603_600_250),
    ("2026-01-05T09:00:00.250999999Z", 1_767_603_600_250),
  ])
  func offsetsAndFractionsAreRead(_ text: String, _ milliseconds: Int64) {
    #expect(DemoTime(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test func timesEndSomewhere() {
    #expect(DemoTime.example + .seconds(Int64.max) == DemoTime(milliseconds: .max))
    #expect(DemoTime.example - .seconds(Int64.max) < DemoTime(milliseconds: -1 << 60))
    #expect(DemoTime(milliseconds: .max) - DemoTime(milliseconds: .min) > .seconds(1 << 50))
  }

  @Test(arguments: ["", "2026-01-05", "2026-01-05T09:00:00", "2026-13-05T09:00:00Z", "x"])
  func otherTextsAreNotTimes(_ text: String) {
    #expect(DemoTime(rfc3339: text) == nil)
  }

  @Test func workIsDoneInOrder() async throws {
    let server = DemoAPIServer()
    try await server.configure { server in
      for (delay, name) in [(3, "c"), (1, "a"), (3, "d"), (2, "b")] {
        server.schedule(after: .seconds(delay), name) { server in
          server.insert(
            .configMaps,
            [
              "metadata": ["name": .string(name), "namespace": "default"],
              "data": ["at": .string(server.now.rfc3339)],
            ])
        }
      }
    }
    await server.advance(by: .seconds(2))
    #expect(await server.nextDue() == .seconds(1))
    await server.advance(by: .seconds(2))
    let made = await server.list(.configMaps, namespace: "default").filter {
      $0.at("data", "at") != nil
    }
    #expect(made.map(\.objectName) == ["a", "b", "c", "d"])
    #expect(
      made.map { $0.at("data", "at") } == [
        "2026-01-05T09:00:01Z", "2026-01-05T09:00:02Z", "2026-01-05T09:00:03Z",
        "2026-01-05T09:00:03Z",
      ])
    #expect(await server.nextDue() == nil)
  }

  @Test func cancelledWorkIsNotDone() async throws {
    let server = DemoAPIServer()
    let id = try await server.configure { server in
      server.schedule(after: .seconds(1), "x") { server in
        server.insert(.namespaces, ["metadata": ["name": "x"]])
      }
    }
    await server.cancel(id)
    await server.advance(by: .seconds(2))
    #expect(await server.get(.namespaces, "", "x") == nil)
  }
}
