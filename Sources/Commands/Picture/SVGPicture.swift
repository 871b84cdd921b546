import TUI

/// A frame as an SVG picture, in the colours of a theme.
///
/// Every run of cells that look the same is one text of a fixed length, so that the picture keeps
/// its columns whatever monospaced font shows it.
struct SVGPicture {
  private let canvas: Canvas
  private let theme: Theme

  /// A cell, in the picture's units.
  private static let width = 9
  private static let height = 18
  private static let margin = 14
  /// From the top of a cell to where its letters stand.
  private static let baseline = 14

  init(_ canvas: Canvas, theme: Theme) {
    self.canvas = canvas
    self.theme = theme
  }

  /// The picture's text.
  var text: String {
    let width = canvas.size.width * Self.width + 2 * Self.margin
    let height = canvas.size.height * Self.height + 2 * Self.margin
    let ground = look(of: Style()).background
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)" role="img" aria-label="Duet's deck">
      """,
      """
      <style>text { font: 15px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
      white-space: pre; } .b { font-weight: bold; } .i { font-style: italic; } \
      .u { text-decoration: underline; } .d { opacity: 0.6; }</style>
      """,
      "<rect width=\"\(width)\" height=\"\(height)\" rx=\"8\" fill=\"\(ground)\"/>",
    ]
    for y in 0..<canvas.size.height {
      let runs = runs(inRow: y)
      // Grounds first: a letter may reach into the next cell.
      lines += grounds(under: runs).compactMap {
        $0.color == ground ? nil : rectangle($0.columns, $0.color, y)
      }
      lines += runs.compactMap { $0.isBlank ? nil : letters($0, y) }
    }
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  // MARK: Runs

  private struct Look: Equatable {
    var foreground: String
    var background: String
    var attributes: Attributes
  }

  private struct Run {
    var x: Int
    var width: Int
    var text: String
    var look: Look

    var isBlank: Bool {
      text.allSatisfy { $0 == " " } && !look.attributes.contains(.underline)
    }
  }

  private func runs(inRow y: Int) -> [Run] {
    var runs: [Run] = []
    for x in 0..<canvas.size.width {
      let cell = canvas[x, y]
      if cell.isContinuation {
        runs[runs.count - 1].width += 1
        continue
      }
      let look = look(of: cell.style)
      if let last = runs.last, last.look == look {
        runs[runs.count - 1].width += 1
        runs[runs.count - 1].text.append(cell.character)
      } else {
        runs.append(Run(x: x, width: 1, text: String(cell.character), look: look))
      }
    }
    return runs
  }

  /// The colours behind a row's runs, each as far as it goes.
  private func grounds(under runs: [Run]) -> [(columns: Range<Int>, color: String)] {
    var grounds: [(columns: Range<Int>, color: String)] = []
    for run in runs {
      let end = run.x + run.width
      if let last = grounds.last, last.color == run.look.background {
        grounds[grounds.count - 1].columns = last.columns.lowerBound..<end
      } else {
        grounds.append((run.x..<end, run.look.background))
      }
    }
    return grounds
  }

  private func look(of style: Style) -> Look {
    let appearance = theme.appearance(of: style)
    var look = Look(
      foreground: appearance.foreground.inTrueColor?.description ?? "#d0d0d0",
      background: appearance.background.inTrueColor?.description ?? "#101010",
      attributes: appearance.attributes)
    if look.attributes.contains(.reverse) { swap(&look.foreground, &look.background) }
    look.attributes.remove(.reverse)
    return look
  }

  // MARK: Elements

  private func rectangle(_ columns: Range<Int>, _ color: String, _ y: Int) -> String {
    """
    <rect x="\(left(columns.lowerBound))" y="\(top(y))" width="\(columns.count * Self.width)" \
    height="\(Self.height)" fill="\(color)"/>
    """
  }

  private func letters(_ run: Run, _ y: Int) -> String {
    let classes = [(Attributes.bold, "b"), (.italic, "i"), (.underline, "u"), (.dim, "d")]
      .filter { run.look.attributes.contains($0.0) }.map(\.1)
    let look = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    // The spaces at the ends say nothing, less so underlined ones.
    var text = Substring(run.text)
    var (x, width) = (left(run.x), run.width)
    if !run.look.attributes.contains(.underline) {
      let trailing = text.reversed().prefix { $0 == " " }.count
      text = text.dropLast(trailing)
      let leading = text.prefix { $0 == " " }.count
      text = text.dropFirst(leading)
      x += leading * Self.width
      width -= leading + trailing
    }
    return """
      <text x="\(x)" y="\(top(y) + Self.baseline)" textLength="\(width * Self.width)" \
      fill="\(run.look.foreground)"\(look)>\(Self.escaped(text))</text>
      """
  }

  private func left(_ x: Int) -> Int { Self.margin + x * Self.width }
  private func top(_ y: Int) -> Int { Self.margin + y * Self.height }

  private static func escaped(_ text: Substring) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      // Two spaces in a row would be shown as one by programs that ignore `white-space`.
      case " ": escaped += "\u{A0}"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
