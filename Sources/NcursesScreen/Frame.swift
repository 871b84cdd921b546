import TUI

/// What to show: a canvas, and what its roles look like.
struct Frame: Sendable {
  var canvas: Canvas
  var theme: Theme
}
