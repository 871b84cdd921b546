/// One line of text in several styles.
public struct StyledText: Equatable, Sendable, ExpressibleByStringInterpolation {
  /// A piece of text in one style.
  public struct Span: Hashable, Sendable {
    /// The text.
    public var text: String
    /// How it looks.
    public var style: Style

    /// Makes a span.
    public init(_ text: String, _ style: Style = Style()) {
      self.text = text
      self.style = style
    }
  }

  /// The pieces, from left to right.
  public var spans: [Span]

  /// Makes a line of pieces.
  public init(spans: [Span] = []) { self.spans = spans }
  /// Makes a line of pieces.
  public init(_ spans: [(String, Style)]) { self.spans = spans.map { Span($0.0, $0.1) } }
  /// Makes a line in one style.
  public init(_ text: String, _ style: Style = Style()) {
    self.spans = text.isEmpty ? [] : [Span(text, style)]
  }
  /// Makes a line in the style of a role.
  public init(_ text: String, _ role: Role) { self.init(text, Style(role)) }
  /// Makes a plain line.
  public init(stringLiteral value: String) { self.init(value) }

  /// The columns it takes.
  public var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }
  /// Whether there is no text in it.
  public var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// The text alone.
  public var plain: String { spans.map(\.text).joined() }

  /// The line cut to that many columns, the last of them an ellipsis where something was cut.
  public func truncated(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    guard columns > 0 else { return StyledText() }
    var result = StyledText()
    var room = columns
    for span in spans {
      let width = DisplayWidth.of(span.text)
      if width < room {
        result.spans.append(span)
        room -= width
        continue
      }
      // An ellipsis is due here even if the span just fits: something follows, or it doesn't fit.
      let cut = DisplayWidth.truncated(span.text + " ", to: room)
      result.spans.append(Span(cut, span.style))
      break
    }
    return result
  }

  /// Appends text in a style.
  public mutating func append(_ text: String, _ style: Style = Style()) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].style == style {
      spans[last].text += text
    } else {
      spans.append(Span(text, style))
    }
  }

  /// Appends text in the style of a role.
  public mutating func append(_ text: String, _ role: Role) { append(text, Style(role)) }

  /// Appends another line's pieces.
  public mutating func append(_ other: StyledText) {
    for span in other.spans { append(span.text, span.style) }
  }

  /// Both lines after one another.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    var result = left
    result.append(right)
    return result
  }
}

extension Canvas {
  /// Writes styled text from `x` to the right, and returns the columns it took.
  @discardableResult
  public mutating func write(_ text: StyledText, x: Int, y: Int, maxWidth: Int = .max) -> Int {
    let limit = max(0, min(maxWidth, size.width - x))
    var used = 0
    for span in text.spans where used < limit {
      used += write(span.text, x: x + used, y: y, style: span.style, maxWidth: limit - used)
    }
    return used
  }
}
