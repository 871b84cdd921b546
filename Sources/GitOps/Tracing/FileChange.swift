/// A file of a repository as it is, and as it would be.
public struct FileChange: Hashable, Sendable {
  /// The file, from the repository's folder.
  public var path: String
  /// What is in it; nil where there is no such file.
  public var before: [UInt8]?
  /// What would be in it; nil where it goes.
  public var after: [UInt8]?

  /// Describes a change.
  public init(path: String, before: [UInt8]?, after: [UInt8]?) {
    self.path = path
    self.before = before
    self.after = after
  }

  /// How many lines around a change are shown.
  private static let context = 3

  /// The change as a unified diff, line by line, as `git diff` shows it.
  public var diff: [String] {
    let (old, new) = (Self.lines(before ?? []), Self.lines(after ?? []))
    var lines = [
      "--- " + (before == nil ? "/dev/null" : "a/\(path)"),
      "+++ " + (after == nil ? "/dev/null" : "b/\(path)"),
    ]
    for hunk in Self.hunks(Self.script(from: old, to: new)) { lines += hunk }
    return lines
  }

  // MARK: - Lines

  private static func lines(_ bytes: [UInt8]) -> [String] {
    guard !bytes.isEmpty else { return [] }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last == "" {
      lines.removeLast()
    } else if let last = lines.popLast() {
      // As git says it; a line of the file never has a line break in it.
      lines.append(last + "\n\\ No newline at end of file")
    }
    return lines
  }

  private struct Line {
    var sign: Character
    var text: String
    /// How many lines of the old and of the new file are in front of it.
    var old: Int
    var new: Int
  }

  private static func script(from old: [String], to new: [String]) -> [Line] {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var end = 0
    while end < old.count - start, end < new.count - start,
      old[old.count - 1 - end] == new[new.count - 1 - end]
    {
      end += 1
    }
    let (before, after) = (
      Array(old[start..<(old.count - end)]), Array(new[start..<(new.count - end)])
    )
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(start + offset)
      case .insert(let offset, _, _): added.insert(start + offset)
      }
    }
    var lines: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        lines.append(Line(sign: "-", text: old[i], old: i, new: j))
        i += 1
      } else if j < new.count, added.contains(j) {
        lines.append(Line(sign: "+", text: new[j], old: i, new: j))
        j += 1
      } else {
        lines.append(Line(sign: " ", text: new[j], old: i, new: j))
        (i, j) = (i + 1, j + 1)
      }
    }
    return lines
  }

  private static func hunks(_ lines: [Line]) -> [[String]] {
    var ranges: [Range<Int>] = []
    for (index, line) in lines.enumerated() where line.sign != " " {
      let near = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = ranges.last, last.upperBound >= near.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<near.upperBound
      } else {
        ranges.append(near)
      }
    }
    return ranges.map { range in
      let part = lines[range]
      let (old, new) = (part.count { $0.sign != "+" }, part.count { $0.sign != "-" })
      func place(_ start: Int, _ count: Int) -> String {
        let first = count == 0 ? start : start + 1
        return count == 1 ? "\(first)" : "\(first),\(count)"
      }
      let first = lines[range.lowerBound]
      let header = "@@ -\(place(first.old, old)) +\(place(first.new, new)) @@"
      return [header]
        + part.flatMap { line in
          "\(line.sign)\(line.text)".split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        }
    }
  }
}
