/// How to list.
public struct ListOptions: Hashable, Sendable {
  /// How many objects a page has at most; nil for all in one.
  public var limit: Int?
  /// Where the previous page ended, as it said itself.
  public var continuation: String?
  /// How old the answer may be; nil for what is true now.
  public var resourceVersion: String?
  /// What `resourceVersion` means: `Exact` or `NotOlderThan`.
  public var resourceVersionMatch: String?

  /// Makes options; those left out are the server's to choose.
  public init(
    limit: Int? = nil, continuation: String? = nil, resourceVersion: String? = nil,
    resourceVersionMatch: String? = nil
  ) {
    self.limit = limit
    self.continuation = continuation
    self.resourceVersion = resourceVersion
    self.resourceVersionMatch = resourceVersionMatch
  }
}

/// How to watch.
public struct WatchOptions: Hashable, Sendable {
  /// Where to begin.
  public enum Start: Hashable, Sendable {
    /// With what comes after that resource version.
    case after(String)
    /// With everything there is, as events, and a bookmark at their end.
    case initialEvents
  }

  /// Where to begin.
  public var start: Start
  /// After how many seconds the server is to end the watch.
  public var timeoutSeconds: Int?
  /// How long the connection may be silent before it counts as dead.
  public var idleTimeout: Duration?

  /// Makes options.
  public init(_ start: Start, timeoutSeconds: Int? = nil, idleTimeout: Duration? = nil) {
    self.start = start
    self.timeoutSeconds = timeoutSeconds
    self.idleTimeout = idleTimeout
  }
}
