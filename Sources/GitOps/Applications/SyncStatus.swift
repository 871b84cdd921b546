/// Whether an application or one of its resources is as Git says, in Argo CD's words.
public enum SyncStatus: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// As Git says.
  case synced
  /// Not as Git says.
  case outOfSync
  /// Not known: never compared, the comparison failed, or a word that isn't one of Argo CD's.
  case unknown

  /// The status of that word.
  public init(_ word: String) {
    self = Self.allCases.first { $0.description == word } ?? .unknown
  }

  /// Argo CD's word.
  public var description: String {
    switch self {
    case .synced: "Synced"
    case .outOfSync: "OutOfSync"
    case .unknown: "Unknown"
    }
  }
}

/// How far an operation of Argo CD has come.
public enum OperationPhase: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  case running
  /// Told to stop, and not there yet.
  case terminating
  case succeeded
  /// It ran, and something didn't succeed.
  case failed
  /// It couldn't be run.
  case error
  /// A word that isn't one of Argo CD's.
  case unknown

  /// The phase of that word.
  public init(_ word: String) {
    self = Self.allCases.first { $0.description == word } ?? .unknown
  }

  /// Argo CD's word.
  public var description: String {
    switch self {
    case .running: "Running"
    case .terminating: "Terminating"
    case .succeeded: "Succeeded"
    case .failed: "Failed"
    case .error: "Error"
    case .unknown: "Unknown"
    }
  }

  /// Whether it will go no further.
  public var isOver: Bool { self == .succeeded || self == .failed || self == .error }
}
