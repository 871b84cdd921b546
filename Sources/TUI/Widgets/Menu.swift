/// One choice of a ``Menu``.
public struct MenuItem: Equatable, Sendable {
  /// What it is called.
  public var title: StyledText
  /// What stands at the right, such as its key or a count.
  public var detail: StyledText
  /// Whether it can be chosen.
  public var isEnabled: Bool
  /// Whether a box before it is ticked; nil for no box.
  public var isChecked: Bool?

  /// Makes an item.
  public init(
    _ title: StyledText, detail: StyledText = StyledText(), isEnabled: Bool = true,
    isChecked: Bool? = nil
  ) {
    self.title = title
    self.detail = detail
    self.isEnabled = isEnabled
    self.isChecked = isChecked
  }
}

/// A list to pick from, one item a row.
public struct Menu: Widget {
  /// The choices.
  public var items: [MenuItem]
  /// Selection and position.
  public var state: ListState
  /// Whether keys go here.
  public var isFocused: Bool
  /// The style of its background.
  public var style: Style

  /// Makes a menu.
  public init(
    _ items: [MenuItem], state: ListState, isFocused: Bool = true,
    style: Style = Style(.dialog, on: .dialog)
  ) {
    self.items = items
    self.state = state
    self.isFocused = isFocused
    self.style = style
  }

  /// The columns that show every item whole.
  public var width: Int {
    items.reduce(0) { widest, item in
      let detail = item.detail.isEmpty ? 0 : item.detail.width + 2
      return max(widest, item.title.width + detail + (item.isChecked == nil ? 0 : 4) + 2)
    }
  }

  /// The item at a place of the screen.
  public func item(atY y: Int, in area: Rect) -> Int? {
    guard y >= area.y, y < area.maxY else { return nil }
    let index =
      state.visible(count: items.count, height: area.height).lowerBound + y - area.y
    return index < items.count ? index : nil
  }

  /// Draws the items in view, and a bar at the right where there are more.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let visible = state.visible(count: items.count, height: area.height)
    canvas.fill(area, style: style)
    for (line, index) in visible.enumerated() {
      render(items[index], in: area.row(line), on: &canvas)
      guard index == state.selected else { continue }
      let role: Role = isFocused ? .selection : .inactiveSelection
      canvas.restyle(area.row(line)) { $0.background = .role(role) }
    }
    Scrollbar(visible: visible, count: items.count, style: style)
      .render(in: Rect(x: area.maxX - 1, y: area.y, width: 1, height: area.height), on: &canvas)
  }

  private func render(_ item: MenuItem, in row: Rect, on canvas: inout Canvas) {
    var inner = row.inset(left: 1, right: 1)
    if let isChecked = item.isChecked {
      canvas.write(
        isChecked ? "[✓]" : "[ ]", x: inner.x, y: inner.y, style: style, maxWidth: inner.width)
      inner = inner.inset(left: 4)
    }
    let showsDetail = !item.detail.isEmpty && item.detail.width + 2 < inner.width
    let room = inner.width - (showsDetail ? item.detail.width + 2 : 0)
    canvas.write(item.title.truncated(to: room), x: inner.x, y: inner.y, maxWidth: room)
    if showsDetail {
      canvas.write(item.detail, x: inner.maxX - item.detail.width, y: inner.y)
    }
    canvas.restyle(inner) { style in
      if style.background == .role(.text) { style.background = self.style.background }
      if style.foreground == .role(.text) { style.foreground = self.style.foreground }
      if !item.isEnabled { style.foreground = .role(.muted) }
    }
  }
}
