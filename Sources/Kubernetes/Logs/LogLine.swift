/// One line of a container's log.
public struct LogLine: Hashable, Sendable {
  /// When it was written, as the container runtime says; nil if it didn't.
  public var time: Timestamp?
  /// What was written, without the line end.
  ///
  /// Invalid UTF-8 is replaced; control characters are still in it, and are for the screen to make
  /// visible.
  public var text: String
  /// Whether this is only the beginning of a line that was longer than the reader allows.
  public var isCut: Bool

  /// Makes a line.
  public init(time: Timestamp? = nil, text: String, isCut: Bool = false) {
    self.time = time
    self.text = text
    self.isCut = isCut
  }
}
