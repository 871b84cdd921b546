/// How long to wait, and what to give up on.
public struct WaitOptions: Hashable, Sendable {
  /// How long to wait for all objects together; nil for ever.
  public var timeout: Duration?
  /// Whether an object that can't recover without somebody's help ends the wait for it at once.
  ///
  /// Off, such an object is waited for until the time is over, which is right where the help is on
  /// its way: an image that is still being pushed.
  public var failsEarly: Bool
  /// After how many restarts of a container its crash loop counts as one that won't end.
  public var crashLoopRestarts: Int
  /// How many of the last lines of a failing container's log are fetched.
  public var logLines: Int
  /// How many of the latest warnings about an object are kept.
  public var events: Int
  /// How many pods of one object are told of at most.
  public var culprits: Int

  /// Makes options.
  public init(
    timeout: Duration? = .seconds(300), failsEarly: Bool = true, crashLoopRestarts: Int = 3,
    logLines: Int = 10, events: Int = 3, culprits: Int = 3
  ) {
    self.timeout = timeout
    self.failsEarly = failsEarly
    self.crashLoopRestarts = crashLoopRestarts
    self.logLines = logLines
    self.events = events
    self.culprits = culprits
  }
}
