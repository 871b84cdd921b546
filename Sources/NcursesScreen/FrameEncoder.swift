import TUI

/// Turns a frame into the bytes that make a terminal show it, given what it shows already.
///
/// The terminal is drawn to directly, with the strings of its terminfo entry, and not through
/// ncurses' own screen: that knows no 24-bit colour unless `TERM` names an entry most machines don't
/// have, and it measures characters by the C library's table, which differs from the terminal's
/// in places where only setting the cursor anew helps.
struct FrameEncoder {
  private let capabilities: TerminalCapabilities
  private var shown: Canvas?
  private var theme: Theme
  /// The theme in the colours that the terminal has.
  private var reduced: Theme
  private var looks: [Style: Theme.Appearance] = [:]
  private var output: [UInt8] = []
  /// Where the cursor is; nil where that isn't certain.
  private var cursor: (x: Int, y: Int)?
  /// How text would look now; nil where that isn't certain.
  private var current: Theme.Appearance?

  init(_ capabilities: TerminalCapabilities) {
    self.capabilities = capabilities
    self.theme = .mono
    self.reduced = Theme.mono.reduced(to: capabilities.depth)
  }

  /// Forgets what the terminal shows: the next frame is drawn whole.
  mutating func invalidate() { shown = nil }

  /// The bytes that make the terminal show that frame; none where it already does.
  mutating func encode(_ frame: Frame) -> [UInt8] {
    if frame.theme != theme {
      theme = frame.theme
      reduced = theme.reduced(to: capabilities.depth)
      looks = [:]
      shown = nil
    }
    let difference = CanvasDifference(from: shown, to: frame.canvas)
    shown = frame.canvas
    guard !difference.isEmpty else { return [] }
    output.removeAll(keepingCapacity: true)
    cursor = nil
    current = nil
    if capabilities.canSynchronize { output += Self.beginUpdate }
    for run in difference.runs { encode(run, in: frame.canvas.size) }
    output += capabilities.reset
    if capabilities.canSynchronize { output += Self.endUpdate }
    return output
  }

  private mutating func encode(_ run: CanvasDifference.Run, in size: Size) {
    var x = run.x
    let blankTail = blankTail(of: run, in: size)
    for (index, cell) in run.cells.enumerated() {
      if cell.isContinuation {
        x += 1
        continue
      }
      if index == blankTail {
        place(x: x, y: run.y)
        setLook(of: cell.style)
        output += capabilities.clearToEnd
        return
      }
      let isCorner = x == size.width - 1 && run.y == size.height - 1
      if isCorner, !capabilities.hasSafeCorner { return }
      place(x: x, y: run.y)
      setLook(of: cell.style)
      let width = isWide(at: index, in: run) ? 2 : 1
      write(cell.character, width: width)
      x += 1
      let isCertain = DisplayWidth.isCertain(cell.character) && run.x + index + width < size.width
      cursor = isCertain ? (run.x + index + width, run.y) : nil
    }
  }

  private func isWide(at index: Int, in run: CanvasDifference.Run) -> Bool {
    let next = run.cells.startIndex + index + 1
    return next < run.cells.endIndex && run.cells[next].isContinuation
  }

  /// From where on a run is nothing but blanks up to the right edge, if clearing them is shorter.
  private func blankTail(of run: CanvasDifference.Run, in size: Size) -> Int? {
    guard run.x + run.cells.count == size.width, !capabilities.clearToEnd.isEmpty,
      let last = run.cells.last, last.character == " "
    else { return nil }
    let look = look(of: last.style)
    guard look.attributes.isDisjoint(with: [.underline, .reverse]) else { return nil }
    guard capabilities.erasesInColor || look.background == .default else { return nil }
    let length = run.cells.reversed().prefix { $0.character == " " && $0.style == last.style }.count
    return length > capabilities.clearToEnd.count + 1 ? run.cells.count - length : nil
  }

  private mutating func place(x: Int, y: Int) {
    if let cursor, cursor == (x, y) { return }
    output += capabilities.move(x: x, y: y)
    cursor = (x, y)
  }

  private mutating func write(_ character: Character, width: Int) {
    var character = character
    if !capabilities.isUTF8 {
      character = Symbols.ascii(for: character)
    } else if capabilities.lacksRoundedCorners {
      character = Self.squareCorners[character] ?? character
    }
    output += character.utf8
    if width == 2, !capabilities.isUTF8 { output.append(UInt8(ascii: " ")) }
  }

  private func look(of style: Style) -> Theme.Appearance {
    if let known = looks[style] { return known }
    var look = reduced.appearance(of: style)
    look.foreground = capabilities.depth.nearest(to: look.foreground)
    look.background = capabilities.depth.nearest(to: look.background)
    return look
  }

  private mutating func setLook(of style: Style) {
    let wanted = look(of: style)
    looks[style] = wanted
    if wanted == current { return }
    let from = startingPoint(for: wanted)
    let added = wanted.attributes.subtracting(from.attributes)
    for (attribute, bytes) in [
      (Attributes.bold, capabilities.bold), (.dim, capabilities.dim),
      (.italic, capabilities.italic), (.underline, capabilities.underline),
      (.reverse, capabilities.reverse),
    ] where added.contains(attribute) { output += bytes }
    if wanted.foreground != from.foreground {
      append(
        wanted.foreground, palette: capabilities.foregrounds, direct: "38",
        default: capabilities.defaultForeground)
    }
    if wanted.background != from.background {
      append(
        wanted.background, palette: capabilities.backgrounds, direct: "48",
        default: capabilities.defaultBackground)
    }
    current = wanted
  }

  /// The look to build upon: the current one, or none after a reset where something must go.
  private mutating func startingPoint(for wanted: Theme.Appearance) -> Theme.Appearance {
    if let current {
      let loses =
        !current.attributes.isSubset(of: wanted.attributes)
        || capabilities.defaultForeground == nil && current.foreground != wanted.foreground
          && wanted.foreground == .default
        || capabilities.defaultBackground == nil && current.background != wanted.background
          && wanted.background == .default
      if !loses { return current }
    }
    output += capabilities.reset
    return Theme.Appearance(foreground: .default, background: .default, attributes: [])
  }

  private mutating func append(
    _ color: Color, palette: [[UInt8]], direct: String, default original: [UInt8]?
  ) {
    switch color {
    case .default: output += original ?? []
    case .palette(let number) where Int(number) < palette.count: output += palette[Int(number)]
    case .palette: break
    case .rgb(let red, let green, let blue):
      output += "\u{1B}[\(direct);2;\(red);\(green);\(blue)m".utf8
    }
  }

  private static let beginUpdate = Array("\u{1B}[?2026h".utf8)
  private static let endUpdate = Array("\u{1B}[?2026l".utf8)
  private static let squareCorners: [Character: Character] = [
    "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘",
  ]
}
