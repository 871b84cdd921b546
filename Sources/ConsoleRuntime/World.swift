public import Console
public import TUI

/// What commands and activities mean: the one seam between the console and everything outside.
public protocol World: Sendable {
  /// Does something once. What comes of it, if anything, is an event.
  func perform(_ command: Command) async -> Event?

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
  /// Puts a text on the clipboard, where the terminal can do that.
  func copy(_ text: String) async
  /// Uses another theme; returns what went wrong, or nil.
  func use(theme: String) async -> String?
}
