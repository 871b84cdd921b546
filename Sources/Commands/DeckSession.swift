import Console
import ConsoleRuntime
import GitOps
import Glibc
import Kubernetes
import NcursesScreen
import TUI

/// The deck on the terminal, from its opening to its end.
struct DeckSession {
  var state: ConsoleState
  var world: any World
  var themes: ThemeLibrary
  var theme: Theme

  /// Runs the deck; throws a `Problem` where there is no terminal for it, or a signal ended it.
  func run() async throws {
    let screen: Screen
    do {
      screen = try await Screen.open(Screen.Configuration(environment: Self.environment))
    } catch {
      throw Self.problem(error)
    }
    var state = state
    state.size = await screen.size
    let terminal = ScreenTerminal(screen, themes: themes, theme: theme)
    let runtime = Runtime(state: state, world: world, terminal: terminal)
    let ending = await withTaskGroup(of: ScreenInput.Ending?.self) { group in
      group.addTask {
        await runtime.run()
        return nil
      }
      group.addTask {
        for await input in screen.inputs {
          switch input {
          case .key(let key): runtime.send(.key(key))
          case .resized(let size): runtime.send(.resized(size))
          case .ended(let ending): return ending
          }
        }
        return .closed
      }
      // Whichever ends first ends the other: somebody quit, or the terminal is gone.
      let first = await group.next() ?? nil
      group.cancelAll()
      await screen.close()
      for await _ in group {}
      return first
    }
    switch ending {
    case nil, .closed: return
    case .lost: throw Problem("the terminal is gone", exitCode: 128 + SIGHUP)
    case .signal(let number): throw Problem("ended by signal \(number)", exitCode: 128 + number)
    }
  }

  private static var environment: [String: String] {
    var found: [String: String] = [:]
    for name in [
      "TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TERM_PROGRAM", "TMUX",
    ] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  private static func problem(_ error: ScreenError) -> Problem {
    switch error {
    case .notATerminal:
      Problem(
        "the deck needs a terminal, and input or output isn't one",
        advice: "run it in a terminal, without a pipe")
    case .noTerminalType:
      Problem("TERM isn't set", advice: "set it to your terminal's type, such as xterm-256color")
    case .unknownTerminalType(let type):
      Problem(
        "the terminal type \(type) isn't known on this machine",
        advice: "install its terminfo entry (Debian: ncurses-term), or set TERM to another type")
    case .incapableTerminal(let type):
      Problem(
        "a terminal of type \(type) can't show the deck",
        advice: "set TERM to what your terminal really is, such as xterm-256color")
    case .alreadyOpen: Problem("the terminal is already in use by this program")
    case .system(let call, let code):
      Problem("the terminal can't be used: \(call): \(String(cString: strerror(code)))")
    }
  }
}
