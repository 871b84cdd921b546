/// What is noted beside an edit that is agreed to.
public struct EditGrounds: Hashable, Sendable {
  /// Why; empty where nothing is said.
  public var reason: String
  /// The pause that goes with it.
  public var pause: Emergency.Pause?

  /// Makes a note.
  public init(reason: String = "", pause: Emergency.Pause? = nil) {
    self.reason = reason
    self.pause = pause
  }
}
