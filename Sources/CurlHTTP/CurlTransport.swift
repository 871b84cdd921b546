public import HTTP

/// Sends requests to one server with libcurl.
///
/// Over TLS it speaks HTTP/2 where the server does, and requests share a connection. Redirects are
/// not followed: a credential goes to the server it is meant for, and to no other.
public struct CurlTransport: Transport {
  private let server: Server
  private let loop: TransferLoop

  /// Makes a transport; nothing is sent yet.
  ///
  /// Throws if the address or the proxy's isn't one.
  public init(
    _ configuration: CurlConfiguration, on loop: TransferLoop
  ) throws(TransportError) {
    self.server = try Server(configuration)
    self.loop = loop
  }

  public func send(_ request: Request) async throws(TransportError) -> Response {
    let plan = try TransferPlan(request, to: server)
    let body = CurlBody(loop.makeID(), on: loop)
    let start = try await body.start(plan)
    return Response(
      status: start.head.status, headers: start.head.headers,
      body: start.wholeBody.map { Body($0) } ?? Body(body))
  }
}
