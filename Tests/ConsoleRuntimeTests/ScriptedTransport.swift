import HTTP
import TestSupport

/// A server that answers each request as a test says.
final class ScriptedTransport: Transport {
  /// What comes after the last piece of an answer.
  enum Ending: Sendable {
    case end
    case failure(TransportError.Reason)
    /// Nothing, until the task is cancelled.
    case silence
  }

  typealias Answer = @Sendable (Request, _ number: Int) throws(TransportError) -> Response

  /// What was asked, in order.
  let requests = Watched<[Request]>([])
  private let answer: Answer

  /// Makes a server; the answer is told how many requests there were before.
  init(_ answer: @escaping Answer) { self.answer = answer }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let number = requests.change { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try answer(request, number)
  }
}

extension Response {
  /// A text that comes in pieces.
  static func text(
    _ chunks: String..., status: Int = 200, ending: ScriptedTransport.Ending = .end
  ) -> Response {
    .text(chunks, status: status, ending: ending)
  }

  /// A text that comes in pieces.
  static func text(
    _ chunks: [String], status: Int = 200, type: String = "text/plain",
    ending: ScriptedTransport.Ending = .end
  ) -> Response {
    Response(
      status: status, headers: ["Content-Type": type],
      body: Body(ScriptedBody(chunks.map { Array($0.utf8) }, ending)))
  }

  /// A JSON document.
  static func json(_ text: String, status: Int = 200) -> Response {
    .text([text], status: status, type: "application/json")
  }

  /// Why the server says no.
  static func failure(_ code: Int, _ reason: String, _ message: String) -> Response {
    .json(
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","message":"\(message)",\
      "reason":"\(reason)","code":\(code)}
      """, status: code)
  }
}

private actor ScriptedBody: Body.Source {
  private var chunks: [[UInt8]]
  private let ending: ScriptedTransport.Ending

  init(_ chunks: [[UInt8]], _ ending: ScriptedTransport.Ending) {
    self.chunks = chunks.filter { !$0.isEmpty }
    self.ending = ending
  }

  func next() async throws(TransportError) -> [UInt8]? {
    if !chunks.isEmpty { return chunks.removeFirst() }
    switch ending {
    case .end: return nil
    case .failure(let reason): throw TransportError(reason)
    case .silence:
      await untilCancelled()
      throw TransportError(.cancelled)
    }
  }
}
