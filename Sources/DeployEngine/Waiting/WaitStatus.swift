public import Kubernetes

/// How it stands with one object that is being waited for.
public struct WaitStatus: Hashable, Sendable {
  /// Which one.
  public var key: ObjectKey
  /// How well it is; missing until it was seen.
  public var health: Health
  /// Why, in its own words.
  public var message: String
  /// What it is to become of it; nil while it is being waited for.
  public var outcome: WaitOutcome?
  /// The latest warnings about the object itself, newest first.
  public var events: [WaitNote]
  /// The pods that hold it up, the worst first, a few at most.
  public var culprits: [Culprit]

  /// Makes a status.
  public init(
    key: ObjectKey, health: Health = .missing, message: String = "", outcome: WaitOutcome? = nil,
    events: [WaitNote] = [], culprits: [Culprit] = []
  ) {
    self.key = key
    self.health = health
    self.message = message
    self.outcome = outcome
    self.events = events
    self.culprits = culprits
  }

  /// A pod that keeps its owner from being healthy.
  public struct Culprit: Hashable, Sendable {
    /// Which pod.
    public var pod: ObjectName
    /// What is wrong with it, in a word or two: `CrashLoopBackOff`.
    public var reason: String
    /// The same in a sentence; may be empty.
    public var message: String
    /// The latest warnings about it, newest first.
    public var lastEvents: [WaitNote]
    /// The container whose log is shown; empty for none.
    public var container: String
    /// The last lines of that container's log, of its previous run where it crashed.
    public var lastLogLines: [String]

    /// Makes a culprit.
    public init(
      pod: ObjectName, reason: String, message: String = "", lastEvents: [WaitNote] = [],
      container: String = "", lastLogLines: [String] = []
    ) {
      self.pod = pod
      self.reason = reason
      self.message = message
      self.lastEvents = lastEvents
      self.container = container
      self.lastLogLines = lastLogLines
    }
  }
}

/// A warning that a controller gave.
public struct WaitNote: Hashable, Sendable {
  /// Why, in one word: `FailedScheduling`.
  public var reason: String
  /// What happened.
  public var message: String
  /// How often.
  public var count: Int
  /// When it last happened, in seconds since 1970; nil if it isn't known.
  public var lastSeen: Int64?

  /// Makes a note.
  public init(reason: String, message: String, count: Int = 1, lastSeen: Int64? = nil) {
    self.reason = reason
    self.message = message
    self.count = count
    self.lastSeen = lastSeen
  }
}
