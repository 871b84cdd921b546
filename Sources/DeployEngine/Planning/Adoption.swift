/// How an object that is there already becomes the stack's.
public struct Adoption: Hashable, Sendable {
  /// The managers whose fields become Duet's; empty where there is none.
  ///
  /// What they did is what Duet does from now on: kubectl, by either way of applying.
  public var managers: [String]
  /// Whether the object isn't in the stack's inventory yet.
  public var joinsInventory: Bool

  /// Describes an adoption.
  public init(managers: [String] = [], joinsInventory: Bool = false) {
    self.managers = managers
    self.joinsInventory = joinsInventory
  }
}
