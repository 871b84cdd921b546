import HTTP

/// What goes wrong on purpose.
struct Faults {
  /// How long every answer takes, in real time.
  var latency: Duration = .zero
  var isReachable = true

  private var pending: [(remaining: Int, method: Request.Method?, failure: APIFailure)] = []

  mutating func add(_ failure: APIFailure, times: Int, method: Request.Method?) {
    pending.append((times, method, failure))
  }

  /// The failure that this request is to meet, if any.
  mutating func nextFailure(for request: Request) -> APIFailure? {
    guard
      let index = pending.firstIndex(where: { $0.method == nil || $0.method == request.method })
    else { return nil }
    pending[index].remaining -= 1
    let failure = pending[index].failure
    if pending[index].remaining <= 0 { pending.remove(at: index) }
    return failure
  }
}
