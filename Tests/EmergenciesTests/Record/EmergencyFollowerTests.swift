import DemoCluster
import DeployEngine
import Documents
import Emergencies
import Kubernetes
import Testing

@Suite struct EmergencyFollowerTests {
  let server = DemoAPIServer()

  /// What a follower tells until a list of states is told.
  func follow(
    _ desk: EmergencyDesk, until states: [[String]], _ act: @Sendable (Int) async throws -> Void
  ) async throws {
    let (told, telling) = AsyncStream.makeStream(of: [Emergency].self)
    let follower = EmergencyFollower(desk, now: { Timestamp(seconds: 1_783_000_000) }) {
      entries, _ in telling.yield(entries)
    }
    let running = Task { await follower.run() }
    var wanted = states[...]
    for await entries in told {
      guard entries.map(\.state.word) == wanted.first else { continue }
      wanted = wanted.dropFirst()
      if wanted.isEmpty { break }
      try await act(states.count - wanted.count)
    }
    #expect(wanted.isEmpty)
    running.cancel()
    await running.value
  }

  @Test func whatBecomesOfAnEditIsSeenAndWrittenDown() async throws {
    let client = Client(transport: server)
    let desk = EmergencyDesk(
      client, ledger: EmergencyLedger(client), user: Operator(user: "ada", host: "box"),
      now: { Timestamp(seconds: 1_783_000_000) })
    _ = try await client.create(
      .namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]])
    let key = ObjectKey(.configMaps, namespace: "shop", name: "settings")
    let object = try await client.create(
      .configMaps, namespace: "shop",
      [
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "settings"],
        "data": ["color": "blue"],
      ]
    ).object
    let draft = EditDraft(
      key, opened: object, edited: object.with(["data", "color"], "red"))
    guard case .applied = await desk.apply(await desk.prepare(draft)) else {
      Issue.record("it wasn't applied")
      return
    }
    try await follow(desk, until: [["live"], ["superseded"]]) { _ in
      _ = try await client.patch(key, .merge, ["data": ["color": "green"]])
    }
    #expect(try await desk.ledger.entries().map(\.state.word) == ["superseded"])
  }
}
