internal import DeployEngine
internal import Documents

/// The record of emergencies on this machine: a file of JSON lines that only grows.
///
/// It has every emergency of this user; those that the cluster has no record of, because nobody may
/// write one there, are nowhere else. Files are the caller's business. Values of Secrets aren't in it.
public struct EmergencyJournal: Sendable {
  /// Appends bytes to the file, all or none of them; makes the file and its folder if need be.
  public typealias Append = @Sendable (_ line: [UInt8]) async throws -> Void
  /// Reads the file; empty where there is none.
  public typealias Read = @Sendable () async -> [UInt8]

  private let append: Append
  private let read: Read

  /// Makes a journal.
  public init(append: @escaping Append, read: @escaping Read) {
    self.append = append
    self.read = read
  }

  /// Where the file is; nil where no place for it is known.
  public static func path(_ environment: [String: String]) -> String? {
    StateFolder.path(environment).map { "\($0)/emergencies.jsonl" }
  }

  /// Notes an emergency as it is now.
  ///
  /// `isOnlyHere` says that the cluster has no record of it; then `keepsake` is kept here as well,
  /// unless it is about a Secret.
  func note(
    _ emergency: Emergency, context: String, isOnlyHere: Bool, _ keepsake: EmergencyKeepsake?
  ) async throws {
    var line: Value = [
      "context": .string(context), "onlyHere": .bool(isOnlyHere), "emergency": emergency.value,
    ]
    if isOnlyHere, !emergency.isAboutSecret { line["object"] = keepsake?.object }
    try await append(Array(line.json.utf8) + [UInt8(ascii: "\n")])
  }

  /// The emergencies of a context that only this machine knows, the latest first.
  func entries(context: String) async -> [(emergency: Emergency, keepsake: EmergencyKeepsake)] {
    var latest: [Emergency.ID: (Emergency, EmergencyKeepsake)] = [:]
    for line in await read().split(separator: UInt8(ascii: "\n")) {
      // A line that was cut off by a crash is as good as none.
      guard let value = try? Value(json: Array(line)), value["context"]?.string == context,
        let emergency = value["emergency"].flatMap({ Emergency($0) })
      else { continue }
      guard value["onlyHere"]?.bool == true else {
        latest[emergency.id] = nil
        continue
      }
      let object = value["object"] ?? latest[emergency.id]?.1.object
      latest[emergency.id] = (
        emergency, EmergencyKeepsake(edits: emergency.edits, object: object)
      )
    }
    return latest.values.map { ($0.0, $0.1) }.sorted { $0.0.id > $1.0.id }
  }
}

/// The folder of this user that outlives programs.
public enum StateFolder {
  /// Below `XDG_STATE_HOME`, or below the home folder's `.local/state`; nil where neither is known.
  public static func path(_ environment: [String: String]) -> String? {
    // The specification of these folders says to pass over relative ones.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return "\(state)/duet" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/.local/state/duet"
  }
}
