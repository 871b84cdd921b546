extension Canvas {
  /// The frame as text for a test to compare: rows between bars, then the runs of cells whose style
  /// isn't the default, by role rather than colour.
  ///
  /// A run reads `row  first..end  foreground on background attributes`, `end` being the first
  /// column after it; the background is left out where it is plain text's.
  public var golden: String {
    var lines: [String] = []
    for y in 0..<size.height {
      var line = "|"
      for x in 0..<size.width where !self[x, y].isContinuation { line.append(self[x, y].character) }
      lines.append(line + "|")
    }
    lines.append("--")
    for y in 0..<size.height {
      var x = 0
      while x < size.width {
        let start = x
        let style = self[x, y].style
        while x < size.width, self[x, y].style == style { x += 1 }
        if style != Style() { lines.append("\(y)  \(start)..\(x)  \(style.golden)") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Style {
  /// The style in words: `degraded on selection bold`.
  public var golden: String {
    var words = [foreground.golden]
    if background != .role(.text) { words += ["on", background.golden] }
    words += attributes.names
    return words.joined(separator: " ")
  }
}

extension Ink {
  fileprivate var golden: String {
    switch self {
    case .role(let role): "\(role)"
    case .palette(let number): "\(number)"
    case .rgb(let red, let green, let blue): Color.rgb(red, green, blue).description
    }
  }
}

extension Attributes {
  /// The words for its members.
  public var names: [String] {
    Attributes.named.filter { contains($0.1) }.map(\.0)
  }

  /// The attribute of that name.
  public init?(name: String) {
    guard let found = Attributes.named.first(where: { $0.0 == name }) else { return nil }
    self = found.1
  }

  private static let named: [(String, Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
    ("italic", .italic),
  ]
}
