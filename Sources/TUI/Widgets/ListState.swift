/// Which row of a list is selected and which one is at the top: what survives a frame.
///
/// After anything that changes the number of rows, the height or the selection, call
/// ``settle(count:height:)``: a widget only draws, it cannot scroll.
public struct ListState: Hashable, Sendable {
  /// The selected row.
  public var selected: Int
  /// The row at the top.
  public var offset: Int

  /// Makes a state.
  public init(selected: Int = 0, offset: Int = 0) {
    self.selected = selected
    self.offset = offset
  }

  /// Moves the selection.
  public mutating func move(by rows: Int, count: Int) {
    selected = max(0, min(selected + rows, count - 1))
  }

  /// Moves the view, and takes the selection along only where it would leave the view.
  public mutating func scroll(by rows: Int, count: Int, height: Int) {
    offset = max(0, min(offset + rows, count - height))
    selected = max(offset, min(selected, offset + height - 1, count - 1))
  }

  /// Keeps the selection within the list and within the view, moving the view as little as it can.
  public mutating func settle(count: Int, height: Int) {
    selected = max(0, min(selected, count - 1))
    if selected >= offset + height { offset = selected - height + 1 }
    if selected < offset { offset = selected }
    offset = max(0, min(offset, count - height))
  }

  /// The rows in view.
  public func visible(count: Int, height: Int) -> Range<Int> {
    let start = max(0, min(offset, count - 1))
    return count > 0 && height > 0 ? start..<min(count, start + height) : 0..<0
  }
}

/// The place of a view within a longer list, as a bar of one column.
public struct Scrollbar: Widget {
  private let visible: Range<Int>
  private let count: Int
  private let style: Style

  /// Makes a bar for the rows in view of all rows.
  public init(visible: Range<Int>, count: Int, style: Style = Style(.border)) {
    self.visible = visible
    self.count = count
    self.style = style
  }

  /// Draws the part in view as a thick line; nothing where everything is in view.
  public func render(in area: Rect, on canvas: inout Canvas) {
    guard visible.count < count, area.height > 0 else { return }
    let length = max(1, area.height * visible.count / count)
    let room = area.height - length
    let hidden = count - visible.count
    var start = hidden > 0 ? room * visible.lowerBound / hidden : 0
    // Only the very ends of the list may look like the ends.
    if visible.lowerBound > 0, start == 0, room > 1 { start = 1 }
    if visible.upperBound < count, start == room, room > 1 { start = room - 1 }
    canvas.fill(
      Rect(x: area.x, y: area.y + start, width: 1, height: length), "┃", style: style)
  }
}
