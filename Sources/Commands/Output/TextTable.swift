import TUI

/// A table as kubectl prints them: columns as wide as they have to be, without lines.
struct TextTable {
  /// One cell: what it says, and how it looks.
  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var paint: Output.Paint?

    init(_ text: String, _ paint: Output.Paint? = nil) {
      self.text = SafeText.line(text)
      self.paint = paint
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  private var rows: [[Cell]] = []
  private var widths: [Int] = []
  private var hasHeader: Bool

  init(_ header: [String], hasHeader: Bool = true) {
    self.hasHeader = hasHeader
    if hasHeader { add(header.map { Cell($0) }) }
  }

  mutating func add(_ row: [Cell]) {
    rows.append(row)
    for (index, cell) in row.enumerated() {
      let width = max(1, DisplayWidth.of(cell.text))
      if index < widths.count {
        widths[index] = max(widths[index], width)
      } else {
        widths.append(width)
      }
    }
  }

  /// Forgets what there is but for how wide it was, so that more lines fit below.
  mutating func clear() {
    rows = []
    hasHeader = false
  }

  /// The lines; an empty cell is a dash, so that columns can be counted on a pipe.
  func lines(_ output: Output) -> [String] {
    rows.enumerated().map { index, row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let text = cell.text.isEmpty ? "-" : cell.text
        let paint = hasHeader && index == 0 ? .strong : cell.paint
        line += paint.map { output.paint(text, $0) } ?? text
        guard column + 1 < row.count else { break }
        line += String(repeating: " ", count: widths[column] - DisplayWidth.of(text) + 3)
      }
      return line
    }
  }
}
