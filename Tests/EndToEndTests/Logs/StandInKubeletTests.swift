import KubeletSupport
import Kubernetes
import TestSupport
import Testing

/// The kubelet that other tests rely on, seen through kubectl on a real API server.
@Suite(.kubelet, .timeLimit(.minutes(10)))
struct StandInKubeletTests {
  private typealias Container = StandInKubelet.Container

  private func run(
    _ namespace: String, _ body: (Kubectl, StandInKubelet) async throws -> Void
  ) async throws {
    let server = try await ControlPlane.shared
    let kubectl = server.kubectl()
    try await kubectl("create", "namespace", namespace)
    let kubelet = try await StandInKubelet.start(for: server)
    try await kubelet.run("web", in: namespace)
    try await body(kubectl, kubelet)
    await kubelet.stop()
  }

  @Test func logsAreReadAsFromARealNode() async throws {
    try await run("reading") { kubectl, kubelet in
      let main = Container("web", in: "reading")
      for second: Int64 in 0..<4 {
        kubelet.write(
          "line \(second)\n", to: main,
          at: Timestamp(seconds: 1_767_603_600 + second, nanoseconds: 250_000_000))
      }
      func logs(_ arguments: String...) async throws -> String {
        try await kubectl.run(["logs", "-n", "reading", "web"] + arguments)
      }
      #expect(try await logs() == "line 0\nline 1\nline 2\nline 3\n")
      #expect(try await logs("--tail=1") == "line 3\n")
      #expect(
        try await logs("--tail=1", "--timestamps") == "2026-01-05T09:00:03.250000000Z line 3\n")
      // The API server tells the kubelet whole seconds.
      #expect(try await logs("--since-time=2026-01-05T09:00:03.900Z") == "line 3\n")
      #expect(try await logs("--limit-bytes=9") == "line 0\nli")
      await #expect(throws: Kubectl.Failure.self) { try await logs("--previous") }
      try await kubelet.restart(main)
      kubelet.write("again\n", to: main)
      #expect(try await logs("--previous", "--tail=1") == "line 3\n")
      #expect(try await logs() == "again\n")
    }
  }

  @Test func followersGetWhatComesUntilTheEnd() async throws {
    try await run("following") { kubectl, kubelet in
      let main = Container("web", in: "following")
      kubelet.write("before\n", to: main)
      async let text = kubectl("logs", "-n", "following", "-f", "web")
      try await kubelet.waitForRequests(1, for: main)
      kubelet.write("half a", to: main)
      kubelet.write(" line\n", to: main)
      kubelet.rotate(main)
      kubelet.write("after\n", to: main)
      try await kubelet.restart(main)
      #expect(try await text == "before\nhalf a line\nafter\n")
    }
  }

  @Test func aNodeInTroubleIsAnError() async throws {
    try await run("trouble") { kubectl, kubelet in
      kubelet.refuse(1)
      let failure = await #expect(throws: Kubectl.Failure.self) {
        try await kubectl("logs", "-n", "trouble", "web")
      }
      #expect(failure?.message.contains("the node is in trouble") == true)
      let text = try await kubectl("logs", "-n", "trouble", "web")
      #expect(text == "")
    }
  }
}
