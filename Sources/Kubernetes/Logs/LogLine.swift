/// One line of a container's log, in the bytes in which it came.
public struct LogLine: Hashable, Sendable {
  /// What comes after it.
  public enum Ending: Hashable, Sendable {
    /// The end of the line.
    case line
    /// The rest of the line, which is longer than the reader allows: the next `LogLine` has it.
    case cut
    /// Nothing: the log ends here, or the transfer of it, maybe in the middle of the line.
    case log
  }

  /// When it was written, as the container runtime says; nil if it didn't.
  public var time: Timestamp?
  /// What was written, without the newline.
  ///
  /// As it was written: it needn't be UTF-8, may have control characters, and a carriage return at
  /// its end.
  public var bytes: ArraySlice<UInt8>
  /// What comes after it.
  public var ending: Ending

  /// Makes a line.
  public init(time: Timestamp? = nil, bytes: ArraySlice<UInt8>, ending: Ending = .line) {
    self.time = time
    self.bytes = bytes
    self.ending = ending
  }

  /// Makes a line of a text.
  public init(time: Timestamp? = nil, text: String) {
    self.init(time: time, bytes: Array(text.utf8)[...])
  }

  /// What was written; invalid UTF-8 is replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
