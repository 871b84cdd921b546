import Console
import ConsoleRuntime
import NcursesScreen
import TUI

/// The console's terminal: the screen, in a theme.
actor ScreenTerminal: Terminal {
  private let screen: Screen
  private let themes: ThemeLibrary
  private var theme: Theme

  init(_ screen: Screen, themes: ThemeLibrary, theme: Theme) {
    self.screen = screen
    self.themes = themes
    self.theme = theme
  }

  func draw(_ canvas: Canvas) async { await screen.draw(canvas, theme: theme) }
  func redraw() async { await screen.redraw() }
  func suspend() async { await screen.suspend() }
  func copy(_ text: String) async { await screen.copy(text) }

  func use(theme name: String) async -> String? {
    do {
      theme = try themes.theme(named: name).theme
      return nil
    } catch {
      return "\(error)"
    }
  }
}
