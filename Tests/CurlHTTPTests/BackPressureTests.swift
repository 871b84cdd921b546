import CurlHTTP
import HTTP
import Synchronization
import Testing

/// That nothing is read which nobody asks for.
@Suite(.timeLimit(.minutes(5))) struct BackPressureTests {
  private static let size = 50 << 20

  /// A server whose one answer is long; `sent` counts what the kernel has taken of it.
  private static func longAnswer(sent: Sent) -> LoopbackServer {
    LoopbackServer { connection in
      _ = connection.readHead()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
      let piece = [UInt8](repeating: 0x61, count: 64 << 10)
      while sent.bytes < size, connection.write(piece) { sent.bytes += piece.count }
    }
  }

  private final class Sent: Sendable {
    private let count = Atomic(0)

    var bytes: Int {
      get { count.load(ordering: .relaxed) }
      set { count.store(newValue, ordering: .relaxed) }
    }
  }

  @Test func aSlowReaderHoldsTheServerBack() async throws {
    let sent = Sent()
    let server = Self.longAnswer(sent: sent)
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    let response = try await transport.send(Request(.get, "/"))
    var read = 0
    var most = 0
    for try await chunk in response.body {
      read += chunk.count
      // Time for the network to run ahead.
      for _ in 0..<20 { await Task.yield() }
      most = max(most, await loop.bufferedBytes)
    }
    #expect(read == Self.size)
    #expect(most > 0)
    #expect(most < 1 << 20)
  }

  @Test func anUnreadBodyStaysOnTheServer() async throws {
    let sent = Sent()
    let server = Self.longAnswer(sent: sent)
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    let response = try await transport.send(Request(.get, "/"))
    // Other requests go on meanwhile, so there were many turns in which to read on.
    let other = LoopbackServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
    let second = try CurlTransport(CurlConfiguration(baseURL: other.url), on: loop)
    for _ in 0..<100 { _ = try await second.send(Request(.get, "/")).body.collect() }
    #expect(await loop.bufferedBytes < 1 << 20)
    #expect(sent.bytes < Self.size)
    #expect(try await response.body.collect().count == Self.size)
  }

  @Test func aPauseOfOursIsNotTheServersSilence() async throws {
    let server = Self.longAnswer(sent: Sent())
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    let response = try await transport.send(
      Request(.get, "/", idleTimeout: .milliseconds(500)))
    let silent = LoopbackServer { connection in connection.waitForEnd() }
    let other = try CurlTransport(CurlConfiguration(baseURL: silent.url), on: loop)
    // As long as this takes, the first body is full and isn't read.
    await #expect(throws: TransportError.self) {
      try await other.send(Request(.get, "/", idleTimeout: .milliseconds(700)))
    }
    #expect(try await response.body.collect().count == Self.size)
  }

  @Test func aTooLongBodyIsGivenUp() async throws {
    let server = Self.longAnswer(sent: Sent())
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    do {
      let response = try await transport.send(Request(.get, "/"))
      let error = await #expect(throws: TransportError.self) {
        try await response.body.collect(upTo: 1 << 20)
      }
      #expect(error?.reason == .tooLarge(limit: 1 << 20))
    }
    #expect(await loop.liveTransfers == 0)
  }
}
