/// Sends requests to one server and brings back responses: libcurl's, the demo cluster's, a test's.
///
/// Implementations are used from many tasks at once. Cancelling the task that sends, or that reads
/// the body, ends the transfer promptly (milliseconds) with `TransportError.Reason.cancelled`.
public protocol Transport: Sendable {
  /// Sends a request; returns once the response's head is there. Any status is a response, not an
  /// error: only a request that got no answer throws.
  func send(_ request: Request) async throws(TransportError) -> Response
}

/// Why a request got no answer, or an answer stopped in the middle.
public struct TransportError: Error, Hashable, Sendable {
  /// The kind of failure, in the terms of what a person would do about it.
  public enum Reason: Hashable, Sendable {
    /// The task was cancelled.
    case cancelled
    /// The host's name has no address.
    case nameNotFound(host: String)
    /// Nothing listens there, or it couldn't be reached.
    case cannotConnect
    /// No byte within the time allowed, while connecting or later.
    case timedOut
    /// The certificate is out of date.
    case certificateExpired
    /// The certificate is for another name than the one asked for.
    case certificateForOtherName
    /// The certificate isn't signed by an authority that is trusted.
    case certificateNotTrusted
    /// Our own certificate, key or authority couldn't be used; the text says which and why.
    case badCredentialMaterial(String)
    /// The server ended TLS in another way, such as refusing our certificate.
    case tlsFailed
    /// The proxy couldn't be resolved or reached, or refused.
    case proxyFailed
    /// The connection ended before the response did.
    case connectionLost
    /// What came back isn't HTTP.
    case protocolViolation
    /// The body is longer than the reader allowed, in bytes.
    case tooLarge(limit: Int)
    /// Anything else; the detail says what.
    case other
  }

  /// The kind of failure.
  public var reason: Reason
  /// The transport's own words, for a person; empty where it has none, and never a credential.
  public var detail: String

  /// Makes an error.
  public init(_ reason: Reason, detail: String = "") {
    self.reason = reason
    self.detail = detail
  }
}
