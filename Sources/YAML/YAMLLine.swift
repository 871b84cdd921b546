public import Documents

/// One line of a value written as YAML, knowing which part of the value it shows.
public struct YAMLLine: Hashable, Sendable {
  /// The line's text with its indentation, without the line break.
  public var text: String
  /// How deep in the value the line is.
  ///
  /// A line's details are the lines below it up to the next that is no deeper: those are what folds
  /// away. Depth tells this where indentation doesn't, since lists are not indented.
  public var depth: Int
  /// The innermost part of the value that begins on the line, or goes on there.
  public var pointer: Pointer

  /// Makes a line.
  public init(text: String, depth: Int, pointer: Pointer) {
    self.text = text
    self.depth = depth
    self.pointer = pointer
  }
}
