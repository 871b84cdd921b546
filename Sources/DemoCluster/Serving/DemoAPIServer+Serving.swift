import FlyingFox
import FlyingSocks
import Foundation
import HTTP

/// Why a demo cluster can't be served.
public enum ServeError: Error, Hashable, Sendable {
  /// Something else listens on that port.
  case portInUse(UInt16)
  /// The system refused, in its own words.
  case refused(String)
}

extension DemoAPIServer {
  /// Serves the cluster on a loopback port until the task is cancelled: to this machine alone, in
  /// plain HTTP.
  ///
  /// With port 0 the system picks a free one. `ready` gets the port once connections are taken.
  /// Time doesn't pass by itself: `run()` beside it makes it.
  public nonisolated func serve(
    port: UInt16 = 0, ready: @escaping @Sendable (UInt16) async -> Void
  ) async throws {
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled,
      handler: ClosureHTTPHandler { [self] in try await answer($0) })
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
          try await server.waitUntilListening()
          if case .ip4(_, port: let port) = await server.listeningAddress { await ready(port) }
        }
        // The server ends when it is cancelled or fails; being ready ends nothing.
        try await group.next()
        try await group.next()
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch let error as SocketError {
      if Task.isCancelled { throw CancellationError() }
      if case .failed(_, let number, let message) = error {
        throw number == EADDRINUSE ? ServeError.portInUse(port) : ServeError.refused(message)
      }
      throw ServeError.refused(error.localizedDescription)
    }
  }

  private nonisolated func answer(_ incoming: HTTPRequest) async throws -> HTTPResponse {
    guard let method = Request.Method(rawValue: incoming.method.rawValue) else {
      return Self.outgoing(
        failed(.methodNotAllowed(), .json), body: HTTPBodySequence(data: Data()))
    }
    var headers = Headers()
    for (name, value) in incoming.headers { headers.add(name.rawValue, value) }
    let body = try await incoming.bodyData
    let request = Request(
      method, incoming.target.rawValue, headers: headers, body: body.isEmpty ? nil : [UInt8](body))
    let response = try await send(request)
    if response.status == 204 {
      return Self.outgoing(response, body: HTTPBodySequence(data: Data()))
    }
    // Sent in chunks, so that nothing has to be collected first and watches flow.
    return Self.outgoing(response, body: HTTPBodySequence(from: ChunkSequence(response.body)))
  }

  private static func outgoing(_ response: Response, body: HTTPBodySequence) -> HTTPResponse {
    var headers = HTTPHeaders()
    for field in response.headers.fields {
      headers.addValue(field.value, for: HTTPHeader(field.name))
    }
    return HTTPResponse(
      statusCode: HTTPStatusCode(response.status, phrase: phrase(response.status)),
      headers: headers, body: body)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 204: "No Content"
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 409: "Conflict"
    case 410: "Gone"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Entity"
    case 429: "Too Many Requests"
    default: status < 500 ? "Status" : "Internal Server Error"
    }
  }

  /// A kubeconfig with one context, `duet-demo`, for a served cluster.
  public static func kubeconfig(port: UInt16, namespace: String = "default") -> String {
    """
    apiVersion: v1
    kind: Config
    clusters:
    - name: duet-demo
      cluster:
        server: http://127.0.0.1:\(port)
    contexts:
    - name: duet-demo
      context:
        cluster: duet-demo
        namespace: \(namespace)
        user: duet-demo
    current-context: duet-demo
    users:
    - name: duet-demo
      user: {}

    """
  }
}

/// A body as FlyingFox reads it.
private struct ChunkSequence: AsyncBufferedSequence {
  typealias Element = UInt8

  private let body: Body

  init(_ body: Body) { self.body = body }

  func makeAsyncIterator() -> Iterator { Iterator(chunks: body.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var chunks: Body.Iterator

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      try await chunks.next()
    }

    mutating func next() async throws -> UInt8? {
      // Bodies are only ever read in chunks.
      preconditionFailure("read with nextBuffer(suggested:)")
    }
  }
}
