import DemoCluster
import HTTP
import Synchronization

/// A connection that loses answers: what was asked for is done, and nobody hears of it.
final class LossyTransport: Transport {
  enum Loss {
    /// The request never arrives.
    case request
    /// The answer never arrives.
    case answer
  }

  private let server: DemoAPIServer
  private let losses: Mutex<[Loss]>
  private let arrived = Mutex(0)

  /// Makes a connection that loses these of the first changes, one after another.
  init(_ server: DemoAPIServer, losing losses: [Loss]) {
    self.server = server
    self.losses = Mutex(losses)
  }

  /// How many changes have arrived.
  var arrivals: Int { arrived.withLock { $0 } }

  func send(_ request: Request) async throws(TransportError) -> Response {
    guard request.method == .patch else { return try await server.send(request) }
    let loss = losses.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if loss == .request { throw TransportError(.connectionLost) }
    let response = try await server.send(request)
    arrived.withLock { $0 += 1 }
    if loss == .answer { throw TransportError(.connectionLost) }
    return response
  }
}

/// A cluster whose definition of applications is so old that it doesn't know how automation is
/// switched off, and drops the field.
struct ForgetfulTransport: Transport {
  let server: DemoAPIServer

  func send(_ request: Request) async throws(TransportError) -> Response {
    var request = request
    if request.method == .patch {
      let text = String(decoding: request.body ?? [], as: UTF8.self)
      request.body = Array(text.replacing(#""enabled":false"#, with: "").utf8)
    }
    return try await server.send(request)
  }
}
