/// How well one object is, and why.
public struct ObjectHealth: Hashable, Sendable {
  /// How well.
  public var health: Health
  /// Why, in one or a few sentences; often empty for what is healthy.
  public var message: String

  /// Makes a verdict.
  public init(_ health: Health, _ message: String = "") {
    self.health = health
    self.message = message
  }
}
