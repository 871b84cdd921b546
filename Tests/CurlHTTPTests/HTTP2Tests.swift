import CurlHTTP
import HTTP
import Testing

/// Many requests on one connection.
@Suite(
  .enabled(
    if: Certificates.areAvailable && Executable.isThere("node"),
    "needs the openssl and node commands"),
  .certificates, .timeLimit(.minutes(5)))
struct HTTP2Tests {
  private let certificates: Certificates

  init() throws {
    certificates = try #require(Certificates.current)
  }

  /// Answers `/big` with 64 MiB, `/watch` with one line and silence, `/host` with the name it was
  /// called by, and everything else with the number of connections so far.
  private static let script = """
    const http2 = require('http2'), fs = require('fs');
    const folder = process.argv[1];
    let connections = 0;
    const server = http2.createSecureServer({
      key: fs.readFileSync(folder + '/server.key'), cert: fs.readFileSync(folder + '/server.crt') });
    server.on('session', () => connections++);
    server.on('stream', (stream, headers) => {
      stream.on('error', () => {});
      stream.respond({ ':status': 200 });
      switch (headers[':path']) {
      case '/big':
        let left = 1024;
        const piece = Buffer.alloc(65536, 'x');
        const go = () => {
          while (left-- > 0) if (!stream.write(piece)) return stream.once('drain', go);
          stream.end();
        };
        return go();
      case '/watch': return stream.write('line\\n');
      case '/host': return stream.end(headers[':authority']);
      default: return stream.end(String(connections));
      }
    });
    server.listen(0, '127.0.0.1', () => console.log('port:' + server.address().port));
    """

  private func withServer<Result>(
    _ body: (CurlTransport, TransferLoop, Int) async throws -> Result
  ) async throws -> Result {
    let arguments = ["-e", Self.script, certificates.folder]
    return try await Executable.serving("node", arguments) { port in
      let loop = TransferLoop()
      var configuration = CurlConfiguration(baseURL: "https://127.0.0.1:\(port)")
      configuration.caPEM = try certificates.pem("ca.crt")
      return try await body(try CurlTransport(configuration, on: loop), loop, port)
    }
  }

  private func text(_ transport: CurlTransport, _ target: String) async throws -> String {
    let body = try await transport.send(Request(.get, target)).body.collect()
    return String(decoding: body, as: UTF8.self)
  }

  @Test func twentyWatchesShareAConnection() async throws {
    try await withServer { transport, loop, _ in
      let watches = try await withThrowingTaskGroup(of: Response.self) { group in
        for _ in 0..<20 { group.addTask { try await transport.send(Request(.get, "/watch")) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      for watch in watches {
        var lines = watch.body.lines().makeAsyncIterator()
        #expect(try await lines.next() == Array("line".utf8)[...])
      }
      #expect(await loop.liveTransfers == 20)
      #expect(try await text(transport, "/") == "1")
    }
  }

  @Test func anUnreadStreamHoldsUpNoOther() async throws {
    try await withServer { transport, loop, _ in
      let big = try await transport.send(Request(.get, "/big"))
      for _ in 0..<50 { #expect(try await text(transport, "/") == "1") }
      #expect(await loop.bufferedBytes < 1 << 20)
      #expect(try await big.body.collect().count == 64 << 20)
    }
  }

  @Test func aDroppedStreamLeavesTheConnectionToTheOthers() async throws {
    try await withServer { transport, loop, _ in
      for _ in 0..<10 {
        let response = try await transport.send(Request(.get, "/watch"))
        #expect(response.status == 200)
      }
      #expect(await loop.liveTransfers == 0)
      #expect(try await text(transport, "/") == "1")
    }
  }

  @Test func silenceEndsOneStreamOnly() async throws {
    try await withServer { transport, _, _ in
      var watch = try await transport.send(Request(.get, "/watch")).body.makeAsyncIterator()
      let error = await #expect(throws: TransportError.self) {
        let request = Request(.get, "/watch", idleTimeout: .milliseconds(50))
        _ = try await transport.send(request).body.collect()
      }
      #expect(error?.reason == .timedOut)
      #expect(try await watch.next() == Array("line\n".utf8))
      #expect(try await text(transport, "/host").hasPrefix("127.0.0.1:"))
    }
  }

  @Test func theHostFieldStaysWhenTheServerNameDiffers() async throws {
    try await withServer { _, loop, port in
      var configuration = CurlConfiguration(baseURL: "https://localhost:\(port)")
      configuration.caPEM = try certificates.pem("ca.crt")
      configuration.serverName = "127.0.0.1"
      let transport = try CurlTransport(configuration, on: loop)
      #expect(try await text(transport, "/host") == "localhost:\(port)")
    }
  }
}
