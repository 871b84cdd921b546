public import Logs

/// One line of a log, taken out of it to be looked at by itself.
public struct WholeLogLine: Hashable, Sendable {
  /// When it was written, in nanoseconds since 1970.
  public var time: Int64
  /// Who wrote it, for a person.
  public var source: String
  /// How grave it is.
  public var level: LogLevel
  /// What was written.
  public var bytes: [UInt8]
  /// Whether it is only a part of what was written.
  public var isCut: Bool

  /// Takes a line out.
  public init(time: Int64, source: String, level: LogLevel, bytes: [UInt8], isCut: Bool = false) {
    self.time = time
    self.source = source
    self.level = level
    self.bytes = bytes
    self.isCut = isCut
  }

  /// What was written, as text; invalid UTF-8 is replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
