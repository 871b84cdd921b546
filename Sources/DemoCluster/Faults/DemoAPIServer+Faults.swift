public import Documents
public import HTTP

/// A write that is about to be made, for those who may refuse it.
public struct WriteAttempt: Hashable, Sendable {
  /// `create`, `update`, `patch` or `delete`; an apply is a `patch`.
  public var verb: String
  /// The API group; empty for the core group.
  public var group: String
  /// The plural name.
  public var resource: String
  /// The subresource; empty for the object itself.
  public var subresource: String
  /// Empty for what isn't namespaced.
  public var namespace: String
  /// Empty for an object whose name isn't made yet.
  public var name: String
  /// What was sent; null for a deletion.
  public var object: Value
  /// Whether nothing is to be stored.
  public var isDryRun: Bool
}

/// Why a write is refused, as an admission controller or a broken server would say.
public struct Refusal: Hashable, Sendable {
  /// The HTTP status.
  public var code: Int
  /// The API's reason, such as `Forbidden`.
  public var reason: String
  /// For a person.
  public var message: String

  /// Makes a refusal.
  public init(code: Int = 403, reason: String = "Forbidden", message: String) {
    self.code = code
    self.reason = reason
    self.message = message
  }
}

// What scenarios and tests make go wrong.
extension DemoAPIServer {
  /// Asks about every write of clients before it is made; the first that refuses has its way.
  public func refuse(_ refusal: @escaping @Sendable (WriteAttempt) -> Refusal?) {
    refusals.append(refusal)
  }

  /// Forgets everything that `refuse` added.
  public func refuseNothing() { refusals = [] }

  /// Makes every answer take that much longer, in real time.
  public func setLatency(_ latency: Duration) { faults.latency = latency }

  /// Makes connections fail, or work again; watches and logs that are open are cut.
  public func setReachable(_ isReachable: Bool) {
    faults.isReachable = isReachable
    if !isReachable { dropStreams() }
  }

  /// Has the next requests answered with a failure: all, or those of one method, or those that have
  /// this part in their target.
  public func failNext(
    _ times: Int = 1, _ method: Request.Method? = nil, on part: String? = nil,
    with refusal: Refusal, retryAfterSeconds: Int? = nil
  ) {
    var failure = APIFailure(refusal.code, refusal.reason, refusal.message)
    if let retryAfterSeconds {
      failure.details = APIFailure.Details(retryAfterSeconds: retryAfterSeconds)
    }
    faults.add(failure, times: times, method: method, part: part)
  }

  /// Cuts every open watch and log, as when a connection is lost.
  public func dropStreams() { endStreams(TransportError(.connectionLost)) }

  /// Ends every open watch and log properly, as a server does that is about to restart.
  public func closeStreams() { endStreams(nil) }

  /// Forgets the history: older continue tokens and resource versions are answered with 410.
  public func compactHistory() { store.compact(through: store.resourceVersion) }

  func admit(
    _ asked: ResourceRequest, verb: String, name: String? = nil, _ object: Value
  ) throws(APIFailure) {
    guard !refusals.isEmpty else { return }
    let attempt = WriteAttempt(
      verb: verb, group: asked.type.id.group, resource: asked.type.id.plural,
      subresource: asked.subresource?.rawValue ?? "", namespace: asked.namespace,
      name: name ?? asked.name, object: object, isDryRun: asked.isDryRun)
    for refusal in refusals {
      guard let refused = refusal(attempt) else { continue }
      throw APIFailure(
        refused.code, refused.reason, refused.message,
        details: APIFailure.Details(
          name: attempt.name, group: attempt.group, kind: attempt.resource))
    }
  }
}
