/// What a live list says, in order.
///
/// A live list never ends by itself: what goes wrong is told as a change, and it tries again.
public enum Change<R: Row>: Equatable, Sendable {
  /// A list has begun: what follows until `listed` replaces everything there was.
  case began
  /// A part of it. `remaining` is how many objects are still to come, where the server says.
  case page([R], remaining: Int?)
  /// The list is complete; rows that weren't in it are gone.
  case listed
  /// These were added or changed, as they came in one piece; the last of equal names counts.
  case applied([R])
  /// These are gone.
  case deleted([ObjectName])
  /// The server is there, and nothing has changed.
  case alive
  /// The connection is lost or the server refuses. What is there stays, and is stale until the
  /// next change that isn't this one.
  case interrupted(Interruption)
  /// One object couldn't be read, with its name if at least that could; the rest is not affected.
  case unreadable(ObjectName?, String)
}

/// Why a live list has stopped for a while.
public struct Interruption: Hashable, Sendable {
  /// What went wrong.
  public var error: KubernetesError
  /// How long until it tries again.
  public var retriesAfter: Duration

  /// Makes an interruption.
  public init(_ error: KubernetesError, retriesAfter: Duration) {
    self.error = error
    self.retriesAfter = retriesAfter
  }
}
