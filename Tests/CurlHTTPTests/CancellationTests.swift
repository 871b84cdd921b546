import CurlHTTP
import HTTP
import Testing

/// That what nobody wants any more ends, on both sides.
@Suite(.timeLimit(.minutes(5))) struct CancellationTests {
  private static let endlessHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// A server that sends some bytes and then waits for the end, and the ends it has seen.
  private static func waiting(after answer: String) -> (LoopbackServer, AsyncStream<Void>) {
    let (ends, end) = AsyncStream<Void>.makeStream()
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write(answer)
      end.yield()
      connection.waitForEnd()
      end.yield()
    }
    return (server, ends)
  }

  @Test func cancellingTheWaitForTheHeadEndsTheTransfer() async throws {
    let (server, ends) = Self.waiting(after: "")
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    var end = ends.makeAsyncIterator()
    let task = Task { try await transport.send(Request(.get, "/")) }
    await end.next()
    #expect(await loop.liveTransfers == 1)
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.reason == .cancelled)
    #expect(await loop.liveTransfers == 0)
    await end.next()
  }

  @Test func cancellingTheReaderEndsTheTransfer() async throws {
    let (server, ends) = Self.waiting(after: Self.endlessHead + "1\r\na\r\n")
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    var end = ends.makeAsyncIterator()
    let (firsts, first) = AsyncStream<Void>.makeStream()
    let task = Task {
      let response = try await transport.send(Request(.get, "/"))
      for try await _ in response.body { first.yield() }
    }
    for await _ in firsts { break }
    await end.next()
    task.cancel()
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.reason == .cancelled)
    #expect(await loop.liveTransfers == 0)
    await end.next()
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    let server = LoopbackServer(answer: "HTTP/1.1 204 No Content\r\n\r\n")
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await transport.send(Request(.get, "/"))
    }
    let error = await #expect(throws: TransportError.self) { try await task.value }
    #expect(error?.reason == .cancelled)
    #expect(server.connections == 0)
  }

  @Test func droppingTheBodyEndsTheTransfer() async throws {
    let (server, ends) = Self.waiting(after: Self.endlessHead + "1\r\na\r\n")
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    var end = ends.makeAsyncIterator()
    do {
      let response = try await transport.send(Request(.get, "/"))
      #expect(response.status == 200)
      #expect(await loop.liveTransfers == 1)
    }
    #expect(await loop.liveTransfers == 0)
    await end.next()
    await end.next()
  }

  @Test func breakingOutOfTheLoopEndsTheTransfer() async throws {
    let (server, ends) = Self.waiting(after: Self.endlessHead + "1\r\na\r\n")
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    var end = ends.makeAsyncIterator()
    for try await chunk in try await transport.send(Request(.get, "/")).body {
      #expect(chunk == Array("a".utf8))
      break
    }
    #expect(await loop.liveTransfers == 0)
    await end.next()
    await end.next()
  }

  @Test func aBodyOutlivesItsTransportAndLoop() async throws {
    let server = LoopbackServer(
      answer: "HTTP/1.1 200 OK\r\nContent-Length: 600000\r\n\r\n"
        + String(repeating: "a", count: 600_000))
    var body: Body?
    do {
      let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
      body = try await transport.send(Request(.get, "/")).body
    }
    #expect(try await body?.collect().count == 600_000)
  }

  @Test func twoHundredStreamsRunAtOnceAndEndTogether() async throws {
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write(Self.endlessHead)
      for number in 0..<5 { connection.write("2\r\n\(number)\n\r\n") }
      connection.waitForEnd()
    }
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    let lines = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<200 {
        group.addTask {
          let response = try await transport.send(Request(.get, "/"))
          var lines: [String] = []
          for try await line in response.body.lines() {
            lines.append(String(decoding: line, as: UTF8.self))
            if lines.count == 5 { break }
          }
          return lines
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(lines == Array(repeating: ["0", "1", "2", "3", "4"], count: 200))
    #expect(await loop.liveTransfers == 0)
    #expect(server.connections == 200)
  }

  @Test func startingAndCancellingAtOnceLeavesNothing() async throws {
    let server = LoopbackServer { connection in connection.waitForEnd() }
    let loop = TransferLoop()
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
    for _ in 0..<300 {
      let task = Task { try await transport.send(Request(.get, "/")) }
      task.cancel()
      let error = await #expect(throws: TransportError.self) { try await task.value }
      #expect(error?.reason == .cancelled)
    }
    #expect(await loop.liveTransfers == 0)
  }
}
