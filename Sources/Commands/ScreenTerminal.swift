import Console
import ConsoleRuntime
import Glibc
import NcursesScreen
import Processes
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

  func run(_ program: Program, notice: String) async -> ProgramResult {
    await screen.release()
    let line = Array("\u{1B}[2m\(SafeText.line(notice))\u{1B}[0m\n".utf8)
    _ = write(1, line, line.count)
    let result: ProgramResult
    do throws(ProcessError) {
      let (exit, errors) = try await ProcessRunner().runInForeground(
        ProcessCommand(program.executable, program.arguments, environment: program.environment),
        keepsErrors: true)
      result = ProgramResult(ProgramEnding(exit), errors: errors)
    } catch {
      result = ProgramResult(ProgramEnding(error))
    }
    await screen.reclaim()
    return result
  }

  func use(theme name: String) async -> String? {
    do {
      theme = try themes.theme(named: name).theme
      return nil
    } catch {
      return "\(error)"
    }
  }
}
