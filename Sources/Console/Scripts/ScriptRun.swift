public import GitOps
public import Kubernetes

/// One run of the repository's own script for a stack, with what it has written so far.
public struct ScriptRun: Equatable, Sendable {
  /// What tells runs apart.
  public struct ID: Hashable, Sendable {
    /// Counts the runs since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// How far it has come.
  public enum Phase: Hashable, Sendable {
    /// It runs.
    case running
    /// It was asked to end.
    case stopping
    /// It is over, since then.
    case ended(ProgramEnding, Timestamp)
  }

  /// So many lines are kept; the oldest go first.
  public static let capacity = 20_000

  /// The stack.
  public var stack: Stack.ID
  /// The stack's name.
  public var stackName: String
  /// What runs.
  public var run: StackScript.Run
  /// Since when.
  public var start: Timestamp
  /// How far it has come.
  public var phase: Phase = .running
  /// What it has written; the newest last.
  public var lines: [String] = []
  /// How many of the oldest lines were dropped.
  public var droppedCount = 0

  /// Whether it should be going on.
  public var isRunning: Bool { phase == .running }

  /// Whether it is going on, or about to end.
  public var isUnderWay: Bool { isRunning || phase == .stopping }

  /// Adds what it has written; returns whether that made it drop the oldest lines.
  mutating func append(_ more: [String]) -> Bool {
    lines += more
    guard lines.count > Self.capacity else { return false }
    // An eighth at a time: to move all lines for every new one would cost more than the line.
    let count = lines.count - Self.capacity * 7 / 8
    lines.removeFirst(count)
    droppedCount += count
    return true
  }
}

/// What a script does, as it does it.
public enum ScriptEvent: Hashable, Sendable {
  /// It has written these lines, as they are.
  case wrote([String])
  /// It is over.
  case ended(ProgramEnding)
}
