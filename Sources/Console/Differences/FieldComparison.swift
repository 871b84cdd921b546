import Documents
import TUI
import YAML

/// Fields that differ, as lines: side by side in three columns where there is room, else one below
/// the other.
struct FieldComparison {
  /// One field: what is there, what Git says, what would be there.
  struct Field: Equatable {
    var label: String
    var live: Value?
    var git: Value?
    var result: Value?
  }

  /// With fewer columns than these, values stand below each other.
  private static let leastWide = 96
  private static let gap = 2

  /// Which values there are.
  enum Columns {
    /// What is there, what Git says, and what would be there.
    case three
    /// What is there, and what a deploy would make of it.
    case two
  }

  let width: Int
  var columns = Columns.three

  /// Whether values stand beside each other.
  var isWide: Bool { width >= Self.leastWide }

  /// The headings, where values stand beside each other.
  var heading: StyledText? {
    guard isWide else { return nil }
    let titles = columns == .three ? ["FIELD", "LIVE", "GIT", "RESULT"] : ["FIELD", "LIVE", "GIT"]
    return row(titles.map { StyledText($0, Role.columnHeader) })
  }

  /// The lines of one field.
  func lines(_ field: Field) -> [StyledText] {
    let live = Self.lines(field.live)
    let git = Self.lines(field.git)
    let result = Self.lines(field.result)
    let isLong = max(live.count, git.count, result.count) > 1
    if isWide {
      return isLong
        ? long(field, live, git, result)
        : beside([field.label], live, git, result, isGitResult: field.git == field.result)
    }
    var lines = [StyledText(field.label, Role.yamlKey)]
    lines += unified(live, result, isLong: isLong)
    if field.git != field.result {
      lines += git.map { StyledText("  g \($0)", Role.warning) }
      if git.isEmpty { lines.append(StyledText("  g (Git doesn't say)", Role.muted)) }
    }
    return lines
  }

  // MARK: - One below the other

  private func unified(_ live: [String], _ result: [String], isLong: Bool) -> [StyledText] {
    guard isLong else {
      return live.map { StyledText("  - \($0)", Role.removed) }
        + result.map { StyledText("  + \($0)", Role.added) }
    }
    var lines: [StyledText] = []
    var (old, new): ([StyledText], [StyledText]) = ([], [])
    func flush() {
      lines += old + new
      (old, new) = ([], [])
    }
    for row in LineAlignment(live, result).rows {
      switch row {
      case .changed(let before, let after):
        if let before { old.append(StyledText("  - \(before)", Role.removed)) }
        if let after { new.append(StyledText("  + \(after)", Role.added)) }
      case .same(let text):
        flush()
        lines.append(StyledText("    \(text)", Role.muted))
      case .skipped(let count):
        flush()
        lines.append(Self.skipped(count, indent: 4))
      }
    }
    flush()
    return lines
  }

  // MARK: - Side by side

  /// Values that take several lines: the field on a line of its own, and only what is near a change.
  private func long(
    _ field: Field, _ live: [String], _ git: [String], _ result: [String]
  ) -> [StyledText] {
    var lines = [StyledText(field.label, Role.yamlKey)]
    let isGitResult = git == result
    var gitRest = isGitResult ? [] : git[...]
    for row in LineAlignment(live, result).rows {
      switch row {
      case .skipped(let count): lines.append(Self.skipped(count, indent: widths[0] + Self.gap + 2))
      case .same(let same):
        let text = "  \(same)"
        let git = isGitResult ? text : gitRest.popFirst().map { "  \($0)" }
        lines += beside(
          [""], [text], git.map { [$0] } ?? [], [text], isGitResult: true, isSame: true)
      case .changed(let old, let new):
        // Marked too: colour alone doesn't say which lines differ.
        let (before, after) = (old.map { "- \($0)" }, new.map { "+ \($0)" })
        let git = isGitResult ? after : gitRest.popFirst().map { "  \($0)" }
        lines += beside(
          [""], before.map { [$0] } ?? [], git.map { [$0] } ?? [], after.map { [$0] } ?? [],
          isGitResult: isGitResult, isPart: true)
      }
    }
    for text in gitRest {
      lines += beside([""], [], ["  \(text)"], [], isGitResult: false, isPart: true)
    }
    return lines
  }

  private func beside(
    _ label: [String], _ live: [String], _ git: [String], _ result: [String], isGitResult: Bool,
    isSame: Bool = false, isPart: Bool = false
  ) -> [StyledText] {
    func cell(_ lines: [String], _ column: Int, _ role: Role) -> [StyledText] {
      if lines.isEmpty { return isPart ? [] : [StyledText("—", Role.muted)] }
      return lines.flatMap { StyledText($0, role).wrapped(to: widths[column]) }
    }
    var cells = [
      label.flatMap { StyledText($0, Role.yamlKey).wrapped(to: widths[0]) },
      cell(live, 1, isSame ? .muted : .removed),
    ]
    if columns == .three {
      cells.append(cell(git, 2, isSame ? .muted : isGitResult ? .text : .warning))
    }
    cells.append(cell(result, columns == .three ? 3 : 2, isSame ? .muted : .added))
    let count = cells.map(\.count).max() ?? 0
    return (0..<count).map { index in
      row(cells.map { index < $0.count ? $0[index] : StyledText() })
    }
  }

  /// The widths of the field and of the values.
  private var widths: [Int] {
    let count = columns == .three ? 3 : 2
    let field = min(48, width * 30 / 100)
    let value = (width - field - count * Self.gap) / count
    return [field] + [Int](repeating: value, count: count)
  }

  private func row(_ cells: [StyledText]) -> StyledText {
    var text = StyledText()
    for (index, cell) in cells.enumerated() {
      let cell = cell.truncated(to: widths[index])
      text.append(cell)
      if index < cells.count - 1 {
        text.append(String(repeating: " ", count: widths[index] - cell.width + Self.gap), .text)
      }
    }
    return text
  }

  private static func skipped(_ count: Int, indent: Int) -> StyledText {
    let words = count == 1 ? "1 line the same" : "\(count) lines the same"
    return StyledText("\(String(repeating: " ", count: indent))⋯ \(words)", Role.muted)
  }

  /// A value as people read it: texts as they are, everything else as YAML.
  private static func lines(_ value: Value?) -> [String] {
    guard let value else { return [] }
    if value.object == nil, value.array == nil {
      // What looks like another kind of value is told from it.
      if case .string(let text) = value {
        if text.isEmpty { return ["\"\""] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
      return [value.plainText]
    }
    return value.yaml.split(separator: "\n").map(String.init)
  }
}
