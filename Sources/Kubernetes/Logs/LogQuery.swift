/// Which log to read: that of one container.
public struct LogQuery: Hashable, Sendable {
  /// Where to begin.
  public enum Start: Hashable, Sendable {
    /// With the oldest line there is.
    case beginning
    /// With lines at most so many seconds old.
    case seconds(Int64)
    /// With lines not older than this.
    case time(Timestamp)
  }

  /// The namespace of the pod.
  public var namespace: String
  /// The pod's name.
  public var pod: String
  /// The container; nil where the pod has only one.
  public var container: String?
  /// Whether to read the log of the container's previous run.
  public var previous: Bool
  /// Whether to wait for more at the end.
  public var follow: Bool
  /// Where to begin.
  public var start: Start
  /// How many of the last lines to begin with at most; nil for all.
  public var tailLines: Int?

  /// Makes a query.
  public init(
    namespace: String, pod: String, container: String? = nil, previous: Bool = false,
    follow: Bool = false, start: Start = .beginning, tailLines: Int? = nil
  ) {
    self.namespace = namespace
    self.pod = pod
    self.container = container
    self.previous = previous
    self.follow = follow
    self.start = start
    self.tailLines = tailLines
  }
}
