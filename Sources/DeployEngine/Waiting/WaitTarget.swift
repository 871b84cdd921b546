public import Documents
public import Kubernetes

/// One object that was applied and is to become healthy.
public struct WaitTarget: Hashable, Sendable {
  /// Which one.
  public var key: ObjectKey
  /// Its identity, so that one of the same name that is on its way out isn't taken for it; empty if
  /// not known.
  public var uid: String
  /// What `metadata.generation` was after it was applied; 0 if it has none.
  ///
  /// Older states of the object say nothing about this one.
  public var generation: Int

  /// Makes a target.
  public init(key: ObjectKey, uid: String = "", generation: Int = 0) {
    self.key = key
    self.uid = uid
    self.generation = generation
  }

  /// The target that an object is after it was applied.
  public init(key: ObjectKey, applied object: Value) {
    let metadata = object["metadata"]
    self.init(
      key: key, uid: metadata?["uid"]?.string ?? "",
      generation: Int(clamping: metadata?["generation"]?.integer ?? 0))
  }
}
