/// A line of a log made fit to be shown: its own colours kept, everything else of it harmless.
///
/// * `CSI … m` sets colours and attributes for the rest of the line, also as `38;5;n`, `38;2;r;g;b`
///   and with colons; blink, conceal and fonts are left out, concealed text is shown;
/// * other control sequences (cursor movement, titles, hyperlinks, device control) are dropped
///   whole; an unfinished one is shown as text;
/// * a carriage return starts the line over, as progress bars mean it: only what was written last
///   is kept, and a trailing one is dropped;
/// * a tab is spread to the next multiple of eight; other control characters become pictures where
///   they get onto the canvas.
public enum LogText {
  /// Reads one line; `base` is the look of text without a colour of its own.
  public static func parse(_ line: String, base: Style = Style()) -> StyledText {
    guard line.utf8.contains(where: { $0 < 0x20 || $0 == 0xC2 }) else {
      return StyledText(line, base)
    }
    var reader = LogLineReader(base: base)
    reader.read(lastOverwrite(of: line))
    return reader.text
  }

  /// The line without any colour, for searching and saving.
  public static func plain(_ line: String) -> String { parse(line).plain }

  private static func lastOverwrite(of line: String) -> Substring {
    var line = line[...]
    while line.last == "\r" || line.last == "\r\n" || line.last == "\n" { line = line.dropLast() }
    guard let last = line.lastIndex(of: "\r") else { return line }
    return line[line.index(after: last)...]
  }
}

/// Walks over one line and collects what can be seen of it.
private struct LogLineReader {
  private(set) var text = StyledText()
  private let base: Style
  private var style: Style
  private var pending = String.UnicodeScalarView()
  private var column = 0

  init(base: Style) {
    self.base = base
    self.style = base
  }

  mutating func read(_ line: Substring) {
    let scalars = line.unicodeScalars
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if scalar == "\u{1B}" || scalar == "\u{9B}" || scalar == "\u{9D}" || scalar == "\u{90}" {
        if let end = readSequence(scalars, from: index) {
          index = end
          continue
        }
      } else if scalar == "\t" {
        spreadTab()
        index = scalars.index(after: index)
        continue
      }
      pending.append(scalar)
      index = scalars.index(after: index)
    }
    flush()
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    let piece = String(pending)
    column += DisplayWidth.of(piece)
    text.append(piece, style)
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func spreadTab() {
    flush()
    let count = DisplayWidth.tabWidth - column % DisplayWidth.tabWidth
    text.append(String(repeating: " ", count: count), style)
    column += count
  }

  /// Reads a control sequence and returns where it ends; nil if it is none or has no end.
  private mutating func readSequence(
    _ scalars: Substring.UnicodeScalarView, from start: Substring.UnicodeScalarView.Index
  ) -> Substring.UnicodeScalarView.Index? {
    var index = scalars.index(after: start)
    var kind = scalars[start]
    if kind == "\u{1B}" {
      guard index < scalars.endIndex else { return nil }
      kind = scalars[index]
      index = scalars.index(after: index)
    }
    switch kind {
    case "[", "\u{9B}": return readControl(scalars, from: index)
    case "]", "P", "X", "^", "_", "\u{9D}", "\u{90}": return endOfString(scalars, from: index)
    case " "..."/":
      while index < scalars.endIndex, (" "..."/").contains(scalars[index]) {
        index = scalars.index(after: index)
      }
      return index < scalars.endIndex ? scalars.index(after: index) : nil
    case "0"..."~": return index
    default: return nil
    }
  }

  private mutating func readControl(
    _ scalars: Substring.UnicodeScalarView, from start: Substring.UnicodeScalarView.Index
  ) -> Substring.UnicodeScalarView.Index? {
    var index = start
    while index < scalars.endIndex, ("0"..."?").contains(scalars[index]) {
      index = scalars.index(after: index)
    }
    let parameters = scalars[start..<index]
    var hasIntermediate = false
    while index < scalars.endIndex, (" "..."/").contains(scalars[index]) {
      hasIntermediate = true
      index = scalars.index(after: index)
    }
    guard index < scalars.endIndex, ("@"..."~").contains(scalars[index]) else { return nil }
    if scalars[index] == "m", !hasIntermediate {
      flush()
      var rendition = GraphicRendition(style: style, base: base)
      rendition.apply(String(parameters))
      style = rendition.style
    }
    return scalars.index(after: index)
  }

  /// After an operating system command or another string: behind its BEL or ST.
  private func endOfString(
    _ scalars: Substring.UnicodeScalarView, from start: Substring.UnicodeScalarView.Index
  ) -> Substring.UnicodeScalarView.Index? {
    var index = start
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      switch scalars[index] {
      case "\u{07}", "\u{9C}": return next
      case "\u{1B}":
        return next < scalars.endIndex && scalars[next] == "\\" ? scalars.index(after: next) : nil
      default: index = next
      }
    }
    return nil
  }
}
