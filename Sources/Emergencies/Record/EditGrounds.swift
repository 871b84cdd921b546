/// What is noted beside an edit that is agreed to.
public struct EditGrounds: Hashable, Sendable {
  /// Why; empty where nothing is said.
  public var reason: String
  /// Who looks after the object, in words.
  public var owners: [String]
  /// What was foretold, in words.
  public var forecast: [String]
  /// The pause that goes with it.
  public var pause: Emergency.Pause?

  /// Makes a note.
  public init(
    reason: String = "", owners: [String] = [], forecast: [String] = [],
    pause: Emergency.Pause? = nil
  ) {
    self.reason = reason
    self.owners = owners
    self.forecast = forecast
    self.pause = pause
  }
}
