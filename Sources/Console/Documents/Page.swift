import Kubernetes
import TUI

/// Builds the lines of a page: sections, labelled values, tables.
struct Page {
  private(set) var lines: [DocumentLine] = []
  /// The columns there are: sentences are wrapped to them, tables and documents are not.
  private let width: Int
  private var path: [String] = []

  init(width: Int = 100) { self.width = max(20, width) }

  /// Adds a sentence, in as many lines as it takes; those after the first are indented further.
  mutating func addSentence(
    _ text: StyledText, depth: Int = 0, indent: Int = 4, anchor: String? = nil,
    object: ObjectKey? = nil
  ) {
    let pieces = text.wrapped(to: width - indent, byWords: true)
    let margin = StyledText(String(repeating: " ", count: indent))
    for (index, piece) in pieces.enumerated() {
      add(
        index == 0 ? piece : margin + piece, depth: depth, anchor: index == 0 ? anchor : nil,
        object: object)
    }
  }

  /// Adds a line; one that starts folded hides what stands deeper below it until it is unfolded.
  mutating func add(
    _ text: StyledText, depth: Int = 0, anchor: String? = nil, object: ObjectKey? = nil,
    startsFolded: Bool = false
  ) {
    lines.append(
      DocumentLine(
        text, depth: depth, anchor: anchor ?? "\(path.joined(separator: "/"))#\(lines.count)",
        object: object, startsFolded: startsFolded))
  }

  /// Adds an empty line.
  mutating func addSpace(depth: Int = 0) { add(StyledText(), depth: depth) }

  /// Adds a heading, whose fold hides what is added within.
  mutating func section(
    _ title: String, note: String = "", depth: Int = 0, role: Role = .title,
    startsFolded: Bool = false, _ body: (inout Page) -> Void
  ) {
    var text = StyledText(Self.indent(depth))
    text.append(title, role)
    if !note.isEmpty { text.append("  \(note)", .muted) }
    path.append(title)
    add(text, depth: depth, anchor: path.joined(separator: "/"), startsFolded: startsFolded)
    body(&self)
    path.removeLast()
  }

  /// Adds a label and a value beside it.
  mutating func field(
    _ label: String, _ value: String, role: Role = .text, depth: Int = 0, width: Int = 20
  ) {
    let padding = String(repeating: " ", count: max(1, width - label.count - 1))
    var text = StyledText(Self.indent(depth))
    text.append(label.isEmpty ? " " : "\(label):", .yamlKey)
    text.append(padding)
    let margin = StyledText(String(repeating: " ", count: text.width))
    let pieces = value.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      StyledText(String($0), role).wrapped(to: max(20, self.width - text.width), byWords: true)
    }
    add(text + (pieces.first ?? StyledText()), depth: depth)
    for piece in pieces.dropFirst() { add(margin + piece, depth: depth) }
  }

  /// Adds rows in columns as wide as their widest cell.
  ///
  /// Rows with anchors can be told by them, and hide what `details` adds to them, one deeper, until
  /// they are unfolded.
  mutating func table(
    _ titles: [String], _ rows: [[StyledText]], depth: Int = 0, anchors: [String] = [],
    details: (Int, inout Page) -> Void = { _, _ in }
  ) {
    guard !rows.isEmpty else { return }
    var widths = titles.map { DisplayWidth.of($0) }
    for row in rows {
      for (index, cell) in row.enumerated() where index < widths.count {
        widths[index] = max(widths[index], cell.width)
      }
    }
    func line(_ cells: [StyledText]) -> StyledText {
      var text = StyledText(Self.indent(depth))
      for (index, cell) in cells.enumerated() {
        text.append(cell)
        if index < cells.count - 1 {
          text.append(String(repeating: " ", count: widths[index] - cell.width + 2), .text)
        }
      }
      return text
    }
    add(line(titles.map { StyledText($0, Role.columnHeader) }), depth: depth)
    for (index, row) in rows.enumerated() {
      let anchor = anchors.indices.contains(index) ? anchors[index] : nil
      add(line(row), depth: depth, anchor: anchor, startsFolded: anchor != nil)
      details(index, &self)
    }
  }

  static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
