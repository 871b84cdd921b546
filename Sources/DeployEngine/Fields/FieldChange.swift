public import Documents

/// One field that a deploy would change: as it is, as Git says, and as it would be.
///
/// `git` and `result` differ where the server writes the same thing otherwise, or a webhook has its
/// own idea; defaults that the server adds on its own show up only where they change something.
public struct FieldChange: Hashable, Sendable {
  /// The place, in the result; of a field that goes, in the live object.
  public var pointer: Pointer
  /// The place in words a person knows the elements by: `/spec/containers[web]/image`.
  public var label: String
  /// What is there now; nil for nothing.
  public var live: Value?
  /// What Git says; nil where it says nothing of this field.
  public var git: Value?
  /// What would be there; nil for nothing.
  public var result: Value?

  /// Describes a change.
  public init(
    pointer: Pointer, label: String, live: Value? = nil, git: Value? = nil, result: Value? = nil
  ) {
    self.pointer = pointer
    self.label = label
    self.live = live
    self.git = git
    self.result = result
  }
}
