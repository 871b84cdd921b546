import HTTP

/// What goes wrong on purpose.
struct Faults {
  /// How long every answer takes, in real time.
  var latency: Duration = .zero
  var isReachable = true

  private struct Pending {
    var remaining: Int
    var method: Request.Method?
    var part: String?
    var failure: APIFailure

    func meets(_ request: Request) -> Bool {
      (method == nil || method == request.method) && part.map(request.target.contains) ?? true
    }
  }

  private var pending: [Pending] = []

  mutating func add(
    _ failure: APIFailure, times: Int, method: Request.Method?, part: String?
  ) {
    pending.append(Pending(remaining: times, method: method, part: part, failure: failure))
  }

  /// The failure that this request is to meet, if any.
  mutating func nextFailure(for request: Request) -> APIFailure? {
    guard let index = pending.firstIndex(where: { $0.meets(request) }) else { return nil }
    pending[index].remaining -= 1
    let failure = pending[index].failure
    if pending[index].remaining <= 0 { pending.remove(at: index) }
    return failure
  }
}
