/// How another program ended.
public enum ProgramEnding: Hashable, Sendable {
  /// By itself, with this code.
  case exited(Int)
  /// By a signal.
  case signal(Int)
  /// Because somebody stopped it.
  case stopped
  /// It couldn't be started, and why.
  case notStarted(String)

  /// Whether all went well, as far as programs say.
  public var isSuccess: Bool { self == .exited(0) }

  /// In a few words.
  public var words: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signal(let number): "ended by signal \(number)"
    case .stopped: "stopped"
    case .notStarted(let reason): "not started: \(reason)"
    }
  }
}
