import Console
import ConsoleRuntime
import CurlHTTP
import Kubernetes
import Logs
import TUI
import TestSupport
import Testing

/// Servers that aren't what a kubeconfig takes them for, through libcurl: said clearly, and survived.
@Suite(.timeLimit(.minutes(10)))
struct GarbageTests {
  private func run(
    _ server: LoopbackServer, idleTimeout: Duration = .seconds(30),
    _ body: (ConsoleDriver) async throws -> Void
  ) async throws {
    let transport = try CurlTransport(
      CurlConfiguration(baseURL: server.url, idleTimeout: idleTimeout), on: TransferLoop())
    try await ConsoleDriver.run(Client(transport: transport)) { try await body($0) }
  }

  private static let pod = """
    {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"web",\
    "resourceVersion":"5"},"spec":{"containers":[{"name":"main","image":"a"}]},"status":\
    {"phase":"Running","containerStatuses":[{"name":"main","ready":true,"restartCount":0,\
    "image":"a","imageID":"","state":{"running":{}}}]}}
    """

  /// What a server with one pod answers to everything but watches and logs.
  private static func answer(_ target: String) -> String? {
    if target.contains("sendInitialEvents") || target.contains("watch=") { return nil }
    if target == "/version" { return #"{"major":"1","minor":"34","gitVersion":"v1.34.1"}"# }
    if target == "/api" || target == "/apis" {
      return """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[]}
        """
    }
    let items = target.hasPrefix("/api/v1/pods") ? pod : ""
    return """
      {"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[\(items)]}
      """
  }

  private static let noStreaming = """
    {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Invalid","code":422,\
    "message":"no streaming lists here"}
    """

  @Test func aWebPageIsToldFromAServer() async throws {
    let server = LoopbackServer(answering: { connection, _ in
      connection.answer("<html><body>Please log in</body></html>", type: "text/html")
      return true
    })
    try await run(server) { driver in
      try await driver.see("this doesn't look like a Kubernetes API server")
    }
  }

  @Test func somethingThatIsNoHTTPIsSaid() async throws {
    let server = LoopbackServer { connection in
      connection.write(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8))
      connection.waitForEnd()
    }
    try await run(server) { driver in try await driver.see("▲ stale") }
  }

  @Test func aServerThatStopsAnsweringIsGivenUpOn() async throws {
    let server = LoopbackServer(answering: { connection, target in
      guard target.contains("sendInitialEvents") else {
        connection.waitForEnd()
        return false
      }
      connection.answer(Self.noStreaming, status: "422 Unprocessable Entity")
      return true
    })
    try await run(server, idleTimeout: .milliseconds(300)) { driver in
      try await driver.see("▲ stale: the server didn't answer in time")
    }
  }

  @Test func nobodyWaitsForASilentServerToLeave() async throws {
    let server = LoopbackServer { $0.waitForEnd() }
    // Returns only when every request has ended, long before any of them would time out.
    try await run(server) { driver in try await driver.see("connecting") }
  }

  @Test func aStreamThatBreaksOffWithinALineLosesNothing() async throws {
    let server = LoopbackServer(answering: { connection, target in
      if target.contains("sendInitialEvents") {
        connection.answer(Self.noStreaming, status: "422 Unprocessable Entity")
        return true
      }
      if let answer = Self.answer(target) {
        connection.answer(answer)
        return true
      }
      connection.begin()
      connection.write(Array(#"{"type":"MODIFIED","object":{"apiVersion":"v1","ki"#.utf8))
      return false
    })
    try await run(server) { driver in
      try await driver.see("web", "Running", "▲ stale")
    }
  }

  @Test func aLineOfTwentyMegabytesIsCut() async throws {
    let megabyte = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let server = LoopbackServer(answering: { connection, target in
      if target.contains("sendInitialEvents") {
        connection.answer(Self.noStreaming, status: "422 Unprocessable Entity")
      } else if target.contains("/log?") {
        connection.begin(type: "text/plain")
        connection.write(Array("2026-01-05T08:00:01Z ".utf8))
        for _ in 0..<20 where !connection.write(megabyte) { return false }
        connection.write(Array("\n2026-01-05T08:00:02Z and so on\n".utf8))
        connection.waitForEnd()
        return false
      } else if let answer = Self.answer(target) {
        connection.answer(answer)
      } else {
        connection.begin()
        connection.waitForEnd()
        return false
      }
      return true
    })
    try await run(server) { driver in
      try await driver.see("web")
      try driver.press("3l")
      // Every piece is another line, and nothing of the twenty megabytes is kept back.
      let state = try await driver.wait(for: "the line after it") {
        $0.logs.contents.count + $0.logs.contents.droppedCount == 21
      }
      let piece = try #require(state.logs.contents.line(state.logs.contents.count - 3))
      #expect(piece.lines.entries[piece.index].isCut)
      try await driver.see("and so on")
    }
  }
}
