/// A short message in a corner of the screen.
public struct Toast: Hashable, Sendable {
  /// How serious it is.
  public enum Level: Hashable, Sendable { case info, success, warning, error }

  /// How serious it is.
  public var level: Level
  /// What it says.
  public var text: String

  /// Makes a message.
  public init(_ level: Level, _ text: String) {
    self.level = level
    self.text = text
  }

  /// The role of its colour.
  public var role: Role {
    switch level {
    case .info: .info
    case .success: .success
    case .warning: .warning
    case .error: .error
    }
  }

  /// The sign before its text, so that colour isn't all that tells it apart.
  public var sign: String {
    switch level {
    case .info: "i"
    case .success: "✓"
    case .warning: "!"
    case .error: "✗"
    }
  }
}

/// Messages one above another in the lower right corner, the newest at the bottom.
public struct Toasts: Widget {
  /// The messages, the newest last.
  public var toasts: [Toast]

  /// Makes the stack.
  public init(_ toasts: [Toast]) { self.toasts = toasts }

  /// Draws as many of the newest as there is room for, in front of what is there.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let width = min(area.width, max(24, min(60, area.width / 2)))
    var bottom = area.maxY
    for toast in toasts.reversed() {
      let text = StyledText(spans: [
        .init("\(toast.sign) ", Style(toast.role, on: .dialog, .bold)),
        .init(toast.text, Style(toast.role, on: .dialog)),
      ])
      let lines = text.wrapped(to: width - 4, byWords: true)
      let box = Rect(
        x: area.maxX - min(width, (lines.map(\.width).max() ?? 0) + 4),
        y: bottom - lines.count - 2,
        width: min(width, (lines.map(\.width).max() ?? 0) + 4), height: lines.count + 2)
      guard box.y >= area.y else { return }
      canvas.fill(box, style: Style(.dialog, on: .dialog))
      canvas.frame(box, style: Style(toast.role, on: .dialog))
      for (row, line) in lines.enumerated() {
        canvas.write(line, x: box.x + 2, y: box.y + 1 + row, maxWidth: box.width - 4)
      }
      bottom = box.y
    }
  }
}
