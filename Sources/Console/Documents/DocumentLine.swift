public import Kubernetes
public import TUI

/// A line of a document that can be folded: what it says, and how deep it stands.
public struct DocumentLine: Hashable, Sendable {
  /// What tells it apart from the others, so that a fold stays while the document changes.
  public var anchor: String
  /// How deep it stands; lines that follow and stand deeper belong to it.
  public var depth: Int
  /// The text.
  public var text: StyledText
  /// The object that it is about, for keys that are about one.
  public var object: ObjectKey?

  /// Whether it hides what stands deeper below it until somebody unfolds it.
  public var startsFolded: Bool

  /// Makes a line.
  public init(
    _ text: StyledText, depth: Int = 0, anchor: String = "", object: ObjectKey? = nil,
    startsFolded: Bool = false
  ) {
    self.text = text
    self.depth = depth
    self.anchor = anchor
    self.object = object
    self.startsFolded = startsFolded
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(anchor)
    hasher.combine(depth)
    hasher.combine(text.plain)
  }
}
