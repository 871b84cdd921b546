/// How grave a line of a log is, by its own words.
public enum LogLevel: UInt8, Hashable, Sendable, CaseIterable {
  /// It doesn't say, or not so that it is understood.
  case unknown
  /// Finer than what helps to find a fault.
  case trace
  /// For those who look for a fault.
  case debug
  /// What goes on.
  case info
  /// Something that may lead to trouble.
  case warning
  /// Something failed.
  case error
  /// Something failed, and the program ends of it.
  case fatal

  /// The level of that name, as programs write them: `warn`, `WARNING`, `W`, `crit`; nil for others.
  public init?(word: some Collection<UInt8>) {
    guard (1...9).contains(word.count) else { return nil }
    var packed: UInt64 = 0
    for byte in word.prefix(8) { packed = packed << 8 | UInt64(byte | 0x20) }
    guard let level = Self.words[packed] else { return nil }
    self = level
  }

  /// The level of that number, as loggers for Node.js write them: 10 is trace, 60 is fatal.
  public init?(number: Int) {
    switch number {
    case 10: self = .trace
    case 20: self = .debug
    case 30: self = .info
    case 40: self = .warning
    case 50: self = .error
    case 60: self = .fatal
    default: return nil
    }
  }

  private static let words: [UInt64: LogLevel] = {
    let all: [LogLevel: [String]] = [
      .trace: ["trace", "trc", "verbose", "finest", "finer"],
      .debug: ["debug", "dbg", "fine", "d"],
      .info: ["info", "inf", "informat", "notice", "i", "log"],
      .warning: ["warn", "warning", "wrn", "w"], .error: ["error", "err", "eror", "e", "severe"],
      .fatal: ["fatal", "ftl", "f", "critical", "crit", "alert", "emerg", "panic", "dpanic"],
    ]
    var words: [UInt64: LogLevel] = [:]
    for (level, names) in all {
      for name in names { words[name.utf8.reduce(0) { $0 << 8 | UInt64($1) }] = level }
    }
    return words
  }()
}

extension LogLevel: Comparable {
  public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }
}
