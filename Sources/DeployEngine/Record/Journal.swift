/// The record of deploys on this machine: a file of JSON lines that only grows.
///
/// Files are the caller's business: a closure appends.
public struct Journal: Sendable {
  /// Appends bytes to the file, all or none of them; makes the file and its folder if need be.
  public typealias Append = @Sendable (_ line: [UInt8]) async throws -> Void

  let append: Append

  /// Makes a journal.
  public init(append: @escaping Append) {
    self.append = append
  }

  /// Where the file is: below `XDG_STATE_HOME`, or below the home folder's `.local/state`; nil where
  /// neither is known.
  public static func path(_ environment: [String: String]) -> String? {
    // The specification of these folders says to pass over relative ones.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return "\(state)/duet/journal.jsonl"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/.local/state/duet/journal.jsonl"
  }
}
