/// A single-line editor: a label, the text with its cursor, and what could complete it.
public struct Prompt: Widget {
  /// What stands before the text, such as `:` or `/`.
  public var label: StyledText
  /// The text and the cursor.
  public var state: PromptState
  /// What would follow the text if it were completed; shown faintly.
  public var suggestion: String
  /// Whether the cursor is drawn.
  public var isFocused: Bool
  /// How the text looks.
  public var style: Style

  /// Makes a prompt.
  public init(
    _ label: StyledText, state: PromptState, suggestion: String = "", isFocused: Bool = true,
    style: Style = Style(.prompt, on: .prompt)
  ) {
    self.label = label
    self.state = state
    self.suggestion = suggestion
    self.isFocused = isFocused
    self.style = style
  }

  /// Draws in the first row of the area, the part around the cursor where the text is longer.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let row = area.row(0)
    guard !row.isEmpty else { return }
    canvas.fill(row, style: style)
    let labelled = canvas.write(label, x: row.x, y: row.y, maxWidth: row.width)
    let field = row.inset(left: labelled)
    guard !field.isEmpty else { return }
    let characters = Array(state.text)
    let start = firstVisible(of: characters, width: field.width)
    var x = field.x
    for (index, character) in characters.enumerated().dropFirst(start) {
      let isCursor = isFocused && index == state.cursor
      let used = canvas.write(
        String(character), x: x, y: row.y, style: isCursor ? cursorStyle : style,
        maxWidth: field.maxX - x)
      if used == 0 { return }
      x += used
    }
    guard x < field.maxX else { return }
    renderEnd(x: x, y: row.y, end: field.maxX, on: &canvas)
  }

  private func renderEnd(x: Int, y: Int, end: Int, on canvas: inout Canvas) {
    var faint = style
    faint.foreground = .role(.promptSuggestion)
    let hint = state.isAtEnd ? suggestion : ""
    canvas.write(hint, x: x, y: y, style: faint, maxWidth: end - x)
    if isFocused, state.isAtEnd {
      canvas.restyle(Rect(x: x, y: y, width: 1, height: 1)) { $0.attributes.insert(.reverse) }
    }
  }

  /// The first character shown so that the cursor is in view.
  private func firstVisible(of characters: [Character], width: Int) -> Int {
    var room = width - 1
    var index = min(state.cursor, characters.count)
    if index < characters.count { room -= DisplayWidth.of(characters[index]) - 1 }
    while index > 0 {
      let next = DisplayWidth.of(characters[index - 1])
      if next > room { break }
      room -= next
      index -= 1
    }
    return index
  }

  private var cursorStyle: Style { style.with(.reverse) }
}
