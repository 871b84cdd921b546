import CurlHTTP
import HTTP
import Testing

/// What a request fails with, in the terms of what a person would do about it.
@Suite(.timeLimit(.minutes(5))) struct FailureTests {
  /// Sends a request, reads its body and returns what that failed with.
  private func failure(
    _ configuration: CurlConfiguration, _ request: Request = Request(.get, "/")
  ) async throws -> TransportError? {
    let loop = TransferLoop()
    let transport = try CurlTransport(configuration, on: loop)
    let error = await #expect(throws: TransportError.self) {
      _ = try await transport.send(request).body.collect()
    }
    #expect(await loop.liveTransfers == 0)
    return error
  }

  private func failure(
    answer: String, _ request: Request = Request(.get, "/")
  ) async throws -> TransportError? {
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write(answer)
    }
    return try await failure(CurlConfiguration(baseURL: server.url), request)
  }

  @Test func nothingListens() async throws {
    let error = try await failure(
      CurlConfiguration(baseURL: "http://127.0.0.1:\(LoopbackServer.freePort())"))
    #expect(error?.reason == .cannotConnect)
    #expect(error?.detail.contains("127.0.0.1") == true)
  }

  @Test func theNameIsUnknown() async throws {
    // A label longer than any may be is refused without asking a name server.
    let host = String(repeating: "a", count: 64) + ".invalid"
    let error = try await failure(CurlConfiguration(baseURL: "http://\(host)"))
    #expect(error?.reason == .nameNotFound(host: host))
  }

  @Test(arguments: [
    "", "http://", "ftp://a.example", "https://a:b:c", "https://a:0x1", "http://a b", "http://a/?b",
    "https://[::1",
  ])
  func theAddressIsNone(address: String) {
    #expect(throws: TransportError.self) {
      try CurlTransport(CurlConfiguration(baseURL: address), on: TransferLoop())
    }
  }

  @Test func theServerGoesAwayDuringTheHandshake() async throws {
    // What it hasn't read makes its end a reset.
    let server = LoopbackServer { connection in _ = connection.read(1) }
    let address = server.url.replacing("http:", with: "https:")
    let error = try await failure(CurlConfiguration(baseURL: address))
    #expect(error?.reason == .cannotConnect, "\(error?.detail ?? "")")
  }

  @Test func theServerNeverAnswers() async throws {
    let server = LoopbackServer { connection in connection.waitForEnd() }
    let error = try await failure(
      CurlConfiguration(baseURL: server.url, idleTimeout: .milliseconds(50)))
    #expect(error?.reason == .timedOut)
  }

  @Test func theServerHangsAfterTheHead() async throws {
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
      connection.waitForEnd()
    }
    let error = try await failure(
      CurlConfiguration(baseURL: server.url),
      Request(.get, "/", idleTimeout: .milliseconds(50)))
    #expect(error?.reason == .timedOut)
  }

  @Test func theTLSGreetingIsNotAnswered() async throws {
    let server = LoopbackServer { connection in connection.waitForEnd() }
    let error = try await failure(
      CurlConfiguration(
        baseURL: "https://127.0.0.1:\(server.port)", connectTimeout: .milliseconds(100)))
    #expect(error?.reason == .timedOut)
  }

  @Test(
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc",
      "HTTP/1.1 200 OK\r\nContent-Le",
      "",
    ])
  func theConnectionIsCut(answer: String) async throws {
    #expect(try await failure(answer: answer)?.reason == .connectionLost)
  }

  @Test func whatCameBeforeTheCutIsReadFirst() async throws {
    let server = LoopbackServer { connection in
      _ = connection.readHead()
      connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
    }
    let transport = try CurlTransport(CurlConfiguration(baseURL: server.url), on: TransferLoop())
    let response = try await transport.send(Request(.get, "/"))
    var bytes: [UInt8] = []
    let error = await #expect(throws: TransportError.self) {
      for try await chunk in response.body { bytes += chunk }
    }
    #expect(bytes == Array("abc".utf8))
    #expect(error?.reason == .connectionLost)
  }

  @Test(
    arguments: [
      "<html><body>It works!</body></html>\n",
      "220 mail.example ESMTP ready\r\n",
      "\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n",
    ])
  func theAnswerIsNotHTTP(answer: String) async throws {
    let error = try await failure(answer: answer)
    #expect(error?.reason == .protocolViolation, "\(error?.detail ?? "")")
  }

  @Test(arguments: [1 << 20, 200])
  func theHeadIsTooLong(fieldLength: Int) async throws {
    let field = "X-A: " + String(repeating: "a", count: fieldLength) + "\r\n"
    let fields = String(repeating: field, count: (1 << 21) / field.utf8.count)
    let error = try await failure(answer: "HTTP/1.1 200 OK\r\n" + fields + "\r\n")
    #expect(error?.reason == .protocolViolation, "\(error?.detail ?? "")")
  }

  @Test func theProxyIsNotThere() async throws {
    let error = try await failure(
      CurlConfiguration(
        baseURL: "https://cluster.example",
        proxyURL: "http://127.0.0.1:\(LoopbackServer.freePort())"))
    #expect(error?.reason == .proxyFailed)
  }

  @Test func theProxyRefuses() async throws {
    let proxy = LoopbackServer(
      answer: "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    let error = try await failure(
      CurlConfiguration(
        baseURL: "https://cluster.example", proxyURL: "http://user:secret@127.0.0.1:\(proxy.port)"))
    #expect(error?.reason == .proxyFailed)
    #expect(error?.detail.contains("secret") == false)
  }

  @Test func theSOCKSProxyIsNone() async throws {
    let proxy = LoopbackServer(answer: "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    let error = try await failure(
      CurlConfiguration(
        baseURL: "https://cluster.example", proxyURL: "socks5://127.0.0.1:\(proxy.port)",
        connectTimeout: .milliseconds(500)))
    #expect(error?.reason == .proxyFailed || error?.reason == .timedOut)
  }

  @Test func aProxyOfAnUnknownKindIsRefused() {
    #expect(throws: TransportError.self) {
      try CurlTransport(
        CurlConfiguration(baseURL: "https://a.example", proxyURL: "ftp://b.example"),
        on: TransferLoop())
    }
  }
}
