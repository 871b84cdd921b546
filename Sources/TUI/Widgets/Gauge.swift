/// How much of something is done or used, as a bar of one row.
public struct Gauge: Widget {
  /// Done or used, from 0 to 1.
  public var fraction: Double
  /// The look of the part that is done.
  public var style: Style
  /// What stands at its right end.
  public var label: String

  /// Makes a bar.
  public init(_ fraction: Double, style: Style = Style(.info), label: String = "") {
    self.fraction = fraction.isFinite ? max(0, min(1, fraction)) : 0
    self.style = style
    self.label = label
  }

  /// Draws in the first row of the area, in steps of an eighth of a column.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let row = area.row(0)
    let labelWidth = label.isEmpty ? 0 : DisplayWidth.of(label) + 1
    let bar = row.inset(right: labelWidth < row.width - 3 ? labelWidth : 0)
    let eighths = Int((fraction * Double(bar.width * 8)).rounded())
    canvas.fill(bar, "·", style: Style(.muted))
    canvas.fill(Rect(x: bar.x, y: bar.y, width: eighths / 8, height: bar.height), "█", style: style)
    if eighths % 8 > 0, !bar.isEmpty {
      canvas.write(
        String(Self.partial[eighths % 8 - 1]), x: bar.x + eighths / 8, y: bar.y, style: style)
    }
    if bar.width < row.width {
      canvas.write(label, x: bar.maxX + 1, y: row.y, style: style, maxWidth: labelWidth)
    }
  }

  private static let partial: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
