public import Documents
public import GitOps

/// A field that two have changed, each to something else.
public struct EditConflict: Hashable, Sendable {
  /// The field.
  public var path: FieldPath
  /// What was there when it was opened; nil for nothing.
  public var opened: Value?
  /// What whoever edits wants there; nil for nothing.
  public var yours: Value?
  /// What is there now; nil for nothing, or for nothing to put it into.
  public var theirs: Value?

  /// Describes a conflict.
  public init(path: FieldPath, opened: Value?, yours: Value?, theirs: Value?) {
    self.path = path
    self.opened = opened
    self.yours = yours
    self.theirs = theirs
  }
}
