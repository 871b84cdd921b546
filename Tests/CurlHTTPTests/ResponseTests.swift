import CurlHTTP
import HTTP
import Testing

/// What becomes of a server's answer.
@Suite(.timeLimit(.minutes(5))) struct ResponseTests {
  private func send(_ answer: String) async throws -> (Response, String) {
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write(answer)
    }
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
    let response = try await transport.send(Request(.get, "/"))
    let body = try await response.body.collect()
    return (response, String(decoding: body, as: UTF8.self))
  }

  @Test func statusFieldsAndBodyArrive() async throws {
    let (response, body) = try await send(
      "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\nX-A:  b c \r\nX-A: d\r\n\r\nhello")
    #expect(response.status == 404)
    #expect(response.headers["x-a"] == "b c")
    #expect(response.headers.fields.map(\.value) == ["5", "b c", "d"])
    #expect(body == "hello")
  }

  @Test func chunksAreJoined() async throws {
    let (_, body) = try await send(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n"
    )
    #expect(body == "abcde")
  }

  @Test func interimHeadsAreSkipped() async throws {
    let (response, body) = try await send(
      "HTTP/1.1 103 Early Hints\r\nX-Hint: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")
    #expect(response.status == 200)
    #expect(response.headers["X-Hint"] == nil)
    #expect(body == "a")
  }

  @Test func aRedirectIsAnAnswerLikeAnyOther() async throws {
    let (response, _) = try await send(
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
    #expect(response.status == 302)
    #expect(response.headers["Location"] == "http://127.0.0.1:1/")
  }

  @Test func theEndOfABodyIsRepeated() async throws {
    let server = LoopbackServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
    var chunks = try await transport.send(Request(.get, "/")).body.makeAsyncIterator()
    var bytes: [UInt8] = []
    while let chunk = try await chunks.next() { bytes += chunk }
    #expect(bytes == Array("ab".utf8))
    #expect(try await chunks.next() == nil)
    #expect(try await chunks.next() == nil)
  }

  @Test func connectionsAreKept() async throws {
    let server = LoopbackServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
    let loop = TransferLoop()
    for _ in 0..<20 {
      let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: loop)
      _ = try await transport.send(Request(.get, "/")).body.collect()
    }
    #expect(server.connections == 1)
  }

  @Test func aRequestOnAConnectionThatHasBeenClosedIsSentAgain() async throws {
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab")
    }
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
    for _ in 0..<10 {
      #expect(try await transport.send(Request(.get, "/")).body.collect().count == 2)
    }
  }

  @Test func compressedBodiesAreExpanded() async throws {
    let server = LoopbackServer { connection in
      guard connection.readHead()?.contains("Accept-Encoding: gzip\r\n") == true else { return }
      let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
      connection.write(Array(head.utf8) + Self.compressed)
    }
    // Loopback isn't asked to compress, so the server is reached as if it were a proxy.
    let transport = try CurlTransport(
      CurlConfiguration(baseURL: "http://cluster.example", proxyURL: server.url), on: TransferLoop()
    )
    let body = try await transport.send(Request(.get, "/")).body.collect()
    #expect(String(decoding: body, as: UTF8.self) == "hello hello hello hello\n")
  }

  /// "hello hello hello hello" and a newline, by gzip.
  private static let compressed: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57,
    0xc8, 0x40, 0x27, 0xb9, 0x00, 0x00, 0x88, 0x59, 0x0b, 0x18, 0x00, 0x00, 0x00,
  ]
}
