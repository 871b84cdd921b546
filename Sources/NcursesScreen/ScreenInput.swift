public import TUI

/// What comes from a terminal.
public enum ScreenInput: Equatable, Sendable {
  /// A key, the mouse, or pasted text.
  case key(Key)
  /// The terminal has another size now; draw anew.
  case resized(Size)
  /// No more will come.
  case ended(Ending)

  /// Why the input ended.
  public enum Ending: Equatable, Sendable {
    /// The screen was closed.
    case closed
    /// The terminal is gone.
    case lost
    /// A signal asks the program to end.
    ///
    /// It has a few seconds; if it hasn't ended by then, the signal does it.
    case signal(Int32)
  }
}
