public import Documents

/// One object as it is written in a file.
public struct Manifest: Hashable, Sendable {
  /// The whole object.
  public var value: Value
  /// What it is and where it is written.
  public var object: StackObject

  /// Makes a manifest.
  public init(value: Value, object: StackObject) {
    self.value = value
    self.object = object
  }
}
