/// Who made an object, by kind and name in the same namespace.
public struct Owner: Hashable, Sendable {
  /// Its kind, as in documents: `ReplicaSet`.
  public var kind: String
  /// Its name.
  public var name: String

  /// Makes an owner.
  public init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }
}
