/// How long to wait, and what to give up on.
public struct WaitOptions: Hashable, Sendable {
  /// How long to wait for all objects together; nil for ever.
  public var timeout: Duration?
  /// Whether an object that can't recover without somebody's help ends the wait at once.
  ///
  /// Such are: a deployment past its deadline, a failed job, workflow or rollout, a custom object
  /// that says it is stalled, a pod whose image's name is wrong or which the registry hasn't got or
  /// doesn't give, a crash loop (see `crashLoopRestarts`), pods that a quota or a policy forbids, a
  /// claim that is lost or can't be bound for want of a storage class, and an object that somebody
  /// deletes meanwhile. Off, all of them are waited for until the time is over, which is right where
  /// the help is on its way: an image that is still being pushed.
  public var failsEarly: Bool
  /// After how many restarts of a container during the wait its crash loop counts as one that won't
  /// end.
  ///
  /// Programs that end because what they need isn't there yet are started again after 10 seconds,
  /// then 20, 40, 80 and so on.
  public var crashLoopRestarts: Int
  /// Whether an ingress, or a service of type `LoadBalancer`, is waited for that has no address yet.
  ///
  /// Many clusters never give it one.
  public var waitsForAddresses: Bool
  /// How many of the last lines of a failing container's log are fetched.
  public var logLines: Int
  /// How many of the latest warnings about an object are kept.
  public var events: Int
  /// How many pods of one object are told of at most.
  public var culprits: Int

  /// Makes options.
  public init(
    timeout: Duration? = .seconds(300), failsEarly: Bool = true, crashLoopRestarts: Int = 5,
    waitsForAddresses: Bool = false, logLines: Int = 10, events: Int = 3, culprits: Int = 3
  ) {
    self.timeout = timeout
    self.failsEarly = failsEarly
    self.crashLoopRestarts = crashLoopRestarts
    self.waitsForAddresses = waitsForAddresses
    self.logLines = logLines
    self.events = events
    self.culprits = culprits
  }
}
