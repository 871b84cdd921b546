import CurlHTTP
import HTTP
import Synchronization
import Testing

/// What the server sees of a request.
@Suite(.timeLimit(.minutes(5))) struct RequestTests {
  /// Sends a request and returns what arrived, less the `Host` line's port.
  private func arrival(_ request: Request, prefix: String = "") async throws -> String {
    let seen = Mutex("")
    let server = LoopbackServer { connection in
      guard let head = connection.readHead() else { return }
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
      let body = length.flatMap { Int($0.dropFirst(16)) }.flatMap { connection.read($0) } ?? []
      seen.withLock { $0 = head + String(decoding: body, as: UTF8.self) }
      connection.write("HTTP/1.1 204 No Content\r\n\r\n")
    }
    let transport = try CurlTransport(
      CurlConfiguration(baseURL: server.url + prefix, userAgent: "duet/test"), on: TransferLoop())
    let response = try await transport.send(request)
    #expect(response.status == 204)
    return seen.withLock { $0 }
      .replacing("\r\n", with: "\n").replacing(":\(server.port)", with: "")
  }

  @Test func aGetHasNoBody() async throws {
    let seen = try await arrival(Request(.get, "/api/v1/pods?limit=5", headers: ["Accept": "a/b"]))
    #expect(
      seen == """
        GET /api/v1/pods?limit=5 HTTP/1.1
        Host: 127.0.0.1
        User-Agent: duet/test
        Accept: a/b


        """)
  }

  @Test func aPatchSendsItsBodyAtOnce() async throws {
    let seen = try await arrival(
      Request(.patch, "/x", headers: ["Content-Type": "application/json"], body: Array("{}".utf8)))
    #expect(
      seen == """
        PATCH /x HTTP/1.1
        Host: 127.0.0.1
        User-Agent: duet/test
        Accept: */*
        Content-Type: application/json
        Content-Length: 2

        {}
        """)
  }

  @Test(arguments: [(Request.Method.post, true), (.put, true), (.patch, true), (.delete, false)])
  func anEmptyBodyIsAnnouncedWhereOneIsExpected(method: Request.Method, announced: Bool)
    async throws
  {
    let seen = try await arrival(Request(method, "/x"))
    #expect(seen.hasPrefix("\(method.rawValue) /x HTTP/1.1\n"))
    #expect(seen.contains("Content-Length: 0\n") == announced)
  }

  @Test func aDeleteCanHaveABody() async throws {
    let seen = try await arrival(Request(.delete, "/x", body: Array("{\"a\":1}".utf8)))
    #expect(seen.hasPrefix("DELETE /x HTTP/1.1\n"))
    #expect(seen.hasSuffix("\n\n{\"a\":1}"))
    #expect(!seen.contains("Content-Type"))
  }

  @Test func aLargeBodyIsSentWithoutAskingFirst() async throws {
    let seen = try await arrival(
      Request(.put, "/x", body: [UInt8](repeating: 0x61, count: 3 << 20)))
    #expect(!seen.contains("Expect"))
    #expect(seen.hasSuffix(String(repeating: "a", count: 1000)))
  }

  @Test func aPathPrefixComesFirst() async throws {
    let seen = try await arrival(Request(.get, "/api/v1/a..b/../c"), prefix: "/k8s/clusters/c1/")
    #expect(seen.hasPrefix("GET /k8s/clusters/c1/api/v1/a..b/../c HTTP/1.1\n"))
  }

  @Test func fieldsAreSentAsTheyAre() async throws {
    let headers: Headers = ["X-Empty": "", "User-Agent": "mine", "X-Umlaut": "ü"]
    let seen = try await arrival(Request(.get, "/", headers: headers))
    #expect(seen.contains("\nX-Empty:\n"))
    #expect(seen.contains("\nUser-Agent: mine\n"))
    #expect(!seen.contains("duet/test"))
    #expect(seen.contains("\nX-Umlaut: ü\n"))
  }

  @Test(
    arguments: [
      Request(.get, "/", headers: ["Authorization": "Bearer a\r\nX-Other: b"]),
      Request(.get, "/", headers: ["A\nB": "x"]),
      Request(.get, "/", headers: ["": "x"]),
      Request(.get, "/", headers: ["A": "x\0y"]),
      Request(.get, "/a b"),
      Request(.get, "/a\r\nHost: other"),
      Request(.get, "//\u{7f}"),
      Request(.get, "/a#b"),
      Request(.get, "@other.example/"),
      Request(.get, ""),
    ])
  func whatCouldEndTheHeadEarlyIsNotSent(request: Request) async throws {
    let server = LoopbackServer(answer: "HTTP/1.1 204 No Content\r\n\r\n")
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
    let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
    #expect(error?.reason == .other)
    #expect(error?.detail.contains("Bearer") == false)
    #expect(server.connections == 0)
  }

  /// Without TLS no connection is shared, so none has to be waited for.
  @Test func requestsThatBeginTogetherDoNotWaitForOneThatNeverEnds() async throws {
    let server = LoopbackServer { connection in
      guard let head = connection.readHead() else { return }
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
      if head.contains("/watch") { connection.waitForEnd() } else { connection.write("0\r\n\r\n") }
    }
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
    try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var watch = try await transport.send(Request(.get, "/watch")).body.makeAsyncIterator()
          return try await watch.next()
        }
        group.addTask { try await transport.send(Request(.get, "/")).body.collect() }
      }
      for try await bytes in group { #expect(bytes == [UInt8(ascii: "a")]) }
    }
  }
}
