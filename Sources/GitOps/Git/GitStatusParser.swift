/// Reads what `git status --porcelain=v2 --branch -z` prints.
enum GitStatusParser {
  /// The state that the output describes; unknown kinds of entries are passed over, as Git asks of
  /// its readers.
  static func parse(_ output: [UInt8]) -> GitState {
    var state = GitState()
    var entries = output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }[...]
    while let entry = entries.popFirst() {
      switch entry.first {
      case "#": header(entry.dropFirst(2), &state)
      case "1": state.changes += change(entry, fields: 8)
      case "2":
        // The path a file was renamed from is an entry of its own.
        let from = entries.popFirst()
        state.changes += change(entry, fields: 9, from: from)
      case "u": state.changes += change(entry, fields: 10)
      case "?":
        state.changes.append(GitChange(path: String(entry.dropFirst(2)), kind: .untracked))
      default: break
      }
    }
    state.changes.sort { $0.path < $1.path }
    return state
  }

  private static func header(_ line: Substring, _ state: inout GitState) {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return }
    let value = String(parts[1])
    switch parts[0] {
    case "branch.oid": state.commit = value == "(initial)" ? nil : value
    case "branch.head": state.branch = value == "(detached)" ? nil : value
    case "branch.upstream": state.upstream = value
    case "branch.ab":
      let counts = value.split(separator: " ")
      guard counts.count == 2 else { return }
      state.ahead = Int(counts[0].dropFirst())
      state.behind = Int(counts[1].dropFirst())
    default: break
    }
  }

  /// A change from an entry whose path comes after that many fields.
  private static func change(_ entry: String, fields: Int, from: String? = nil) -> [GitChange] {
    let parts = entry.split(separator: " ", maxSplits: fields, omittingEmptySubsequences: false)
    guard parts.count == fields + 1, parts[1].utf8.count == 2 else { return [] }
    let letters = Array(parts[1])
    let kind: GitChange.Kind =
      if parts[0] == "u" {
        .conflicted
      } else if letters.contains("R") || letters.contains("C") {
        .renamed
      } else if letters.contains("D") {
        .deleted
      } else if letters[0] == "A" {
        .added
      } else {
        .modified
      }
    return [
      GitChange(
        path: String(parts[fields]), kind: kind, from: kind == .renamed ? from : nil,
        isStaged: letters[1] == ".")
    ]
  }
}
