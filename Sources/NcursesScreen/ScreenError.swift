/// Why a terminal cannot be used.
public enum ScreenError: Error, Equatable, Sendable {
  /// Input or output isn't a terminal.
  case notATerminal
  /// `TERM` isn't set.
  case noTerminalType
  /// The terminfo database has no entry of that name.
  case unknownTerminalType(String)
  /// A terminal of that type cannot place the cursor.
  case incapableTerminal(String)
  /// The process has a screen already; ncurses keeps one.
  case alreadyOpen
  /// A system call failed with that `errno`.
  case system(call: String, code: Int32)
}
