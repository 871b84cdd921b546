public import Console
public import TUI

/// What commands and activities mean: the one seam between the console and everything outside.
public protocol World: Sendable {
  /// Does something once. What comes of it, if anything, is an event.
  func perform(_ command: Command) async -> Event?

  /// Gives the terminal to something in a pod; returns once that is over.
  func enter(
    _ session: PodSession, of id: ClusterID, on terminal: any Terminal
  ) async -> PodSessionEnding

  /// Gives the terminal to the person's editor, with a text; returns once that is over.
  func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding

  /// Goes on until it is done or its task is cancelled, telling what happens.
  ///
  /// `send` may wait for the console to keep up.
  func run(_ activity: Activity, send: @escaping @Sendable (Event) async -> Void) async
}

/// What the console needs of a terminal.
public protocol Terminal: Sendable {
  /// Shows a frame. Returns once it has been written.
  func draw(_ canvas: Canvas) async
  /// Forgets what is on the screen, so that the next frame is written whole.
  func redraw() async
  /// Gives the terminal back and stops the program, until it is continued.
  func suspend() async
  /// Gives the terminal to a program until that has ended.
  ///
  /// Meanwhile frames aren't shown and no keys are read. `notice` is a line for whoever sits there;
  /// the last of what the program writes to standard error is returned, and seen all the same.
  func run(_ program: Program, notice: String) async -> ProgramResult
  /// Puts a text on the clipboard, where the terminal can do that.
  func copy(_ text: String) async
  /// Uses another theme; returns what went wrong, or nil.
  func use(theme: String) async -> String?
}
