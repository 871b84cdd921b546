/// How the corners of a frame look.
public enum FrameShape: Hashable, Sendable {
  case square, rounded
}

extension Canvas {
  /// Draws a single-line box along the edge of a rectangle, its title in the top line.
  ///
  /// The inside is left as it is. The title is cut with an ellipsis where it doesn't fit.
  public mutating func frame(
    _ rect: Rect, style: Style = Style(.border), shape: FrameShape = .rounded,
    title: StyledText = StyledText(), trailing: StyledText = StyledText()
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let corners = shape == .rounded ? "╭╮╰╯" : "┌┐└┘"
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    let inside = rect.inset(left: 1, right: 1)
    fill(inside.row(0), "─", style: style)
    fill(inside.row(rect.height - 1), "─", style: style)
    fill(Rect(x: rect.x, y: rect.y + 1, width: 1, height: rect.height - 2), "│", style: style)
    fill(Rect(x: right, y: rect.y + 1, width: 1, height: rect.height - 2), "│", style: style)
    let places = [(rect.x, rect.y), (right, rect.y), (rect.x, bottom), (right, bottom)]
    for (corner, place) in zip(corners, places) {
      fill(Rect(x: place.0, y: place.1, width: 1, height: 1), corner, style: style)
    }
    let top = rect.inset(left: 2, right: 2).row(0)
    let titled = write(title.truncated(to: top.width), x: top.x, y: top.y, maxWidth: top.width)
    let room = top.width - titled - 1
    if !trailing.isEmpty, trailing.width <= room {
      write(trailing, x: top.maxX - trailing.width, y: top.y, maxWidth: trailing.width)
    }
  }
}
