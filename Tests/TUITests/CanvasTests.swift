import TUI
import Testing

@Suite struct CanvasTests {}
