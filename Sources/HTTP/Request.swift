/// One HTTP request, as a pure value: what to ask, not whom.
///
/// The server's address, TLS material and proxy belong to the `Transport` that sends it.
public struct Request: Hashable, Sendable {
  /// The request method.
  public enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  /// What to do with the resource.
  public var method: Method
  /// The path and query, percent-encoded, beginning with `/`: `/api/v1/pods?limit=500`.
  public var target: String
  /// Header fields, less `Host`, `Content-Length` and `Accept-Encoding`: the transport adds those.
  public var headers: Headers
  /// The body, or nil for none.
  public var body: [UInt8]?
  /// How long the response may take to begin, and a pause within its body to last, before the
  /// transport gives up with `TransportError.Reason.timedOut`; nil means the transport's own.
  public var idleTimeout: Duration?

  /// Makes a request.
  public init(
    _ method: Method, _ target: String, headers: Headers = [:], body: [UInt8]? = nil,
    idleTimeout: Duration? = nil
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.idleTimeout = idleTimeout
  }
}
