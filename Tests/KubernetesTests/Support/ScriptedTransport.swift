import HTTP

/// A transport that gives the answers it was told to, in order, and remembers what was asked.
actor ScriptedTransport: Transport {
  enum Answer: Sendable {
    case response(Int, Headers, [String], Ending)
    case failure(TransportError)

    static func json(_ text: String, status: Int = 200) -> Answer {
      .response(status, ["Content-Type": "application/json"], [text], .end)
    }

    static func stream(_ chunks: String..., ending: Ending) -> Answer {
      .response(200, ["Content-Type": "application/json"], chunks, ending)
    }
  }

  /// What comes after the last chunk.
  enum Ending: Sendable {
    case end
    case failure(TransportError.Reason)
    /// Nothing, until the task is cancelled.
    case silence
  }

  private var answers: [Answer]
  private(set) var requests: [Request] = []

  init(_ answers: Answer...) { self.answers = answers }
  init(_ answers: [Answer]) { self.answers = answers }

  /// The targets of all requests so far.
  var targets: [String] { requests.map(\.target) }

  func send(_ request: Request) async throws(TransportError) -> Response {
    requests.append(request)
    guard !answers.isEmpty else { throw TransportError(.cannotConnect, detail: "no more answers") }
    switch answers.removeFirst() {
    case .failure(let error): throw error
    case .response(let status, let headers, let chunks, let ending):
      let body = Body(ScriptedBody(chunks.map { Array($0.utf8) }, ending))
      return Response(status: status, headers: headers, body: body)
    }
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
      try? await Task.sleep(for: .seconds(3600))
      throw TransportError(.cancelled)
    }
  }
}
