/// A moment, to the nanosecond, in seconds since 1970 (UTC).
public struct Timestamp: Hashable, Sendable {
  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64
  /// Nanoseconds after that, 0 to 999,999,999.
  public var nanoseconds: Int32

  /// Makes a moment.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

extension Timestamp: Comparable {
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    a.seconds == b.seconds ? a.nanoseconds < b.nanoseconds : a.seconds < b.seconds
  }
}
