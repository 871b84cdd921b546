internal import Documents
internal import GitOps
internal import Kubernetes

/// The record of deploys on this machine: a file of JSON lines that only grows.
///
/// A line when a deploy begins, and one when it is over; a deploy whose program was killed has only
/// the first. Files are the caller's business: a closure appends.
public struct Journal: Sendable {
  /// Appends bytes to the file, all or none of them; makes the file and its folder if need be.
  public typealias Append = @Sendable (_ line: [UInt8]) async throws -> Void

  private let append: Append

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

  /// Notes that a deploy begins.
  func begin(
    _ plan: Plan, id: LedgerEntry.ID, user: Operator, start: Timestamp
  ) async throws {
    var line: Value = [
      "event": "began", "id": .string(id.text), "stack": .string(plan.name),
      "path": .string(plan.stack.path), "user": .string(user.user), "host": .string(user.host),
      "start": .string(start.rfc3339), "objects": .integer(Int64(plan.items.count)),
    ]
    line["environment"] = plan.environment.map { .string($0) }
    line["rollbackOf"] = plan.rollbackOf.map { .string($0.text) }
    try await write(line)
  }

  /// Notes how a deploy ended.
  func end(_ entry: LedgerEntry) async throws {
    var line = entry.value
    line["event"] = "ended"
    try await write(line)
  }

  private func write(_ line: Value) async throws {
    try await append(JSONWriter().bytes(line) + [UInt8(ascii: "\n")])
  }
}
