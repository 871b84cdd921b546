/// Why a program couldn't be run to its end.
public enum ProcessError: Error, Hashable, Sendable {
  /// No such program in `PATH`, or the path doesn't lead to one that may be run.
  case executableNotFound(String)
  /// The folder to run in doesn't exist or can't be entered.
  case workingDirectoryUnusable(String)
  /// The program took longer than it was allowed to, and was ended.
  case timedOut(executable: String, limit: Duration)
  /// The program wrote more than it was allowed to, and was ended.
  case tooMuchOutput(executable: String, limit: Int)
  /// The task that ran it was cancelled; the program and its children were ended.
  case cancelled
  /// The system refused for another reason, in its own words.
  case system(executable: String, detail: String)
}
