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
    guard (1...11).contains(word.count) else { return nil }
    var packed: UInt64 = 0
    for byte in word.prefix(8) { packed = packed << 8 | UInt64(byte | 0x20) }
    guard let level = Self.words[packed] else { return nil }
    self = level
  }

  /// The level of that number, as loggers for Node.js write them, where 10 is trace and 60 is fatal,
  /// or as Monolog does, where 100 is debug and 600 an emergency.
  ///
  /// Others are left alone: 0 to 7 mean the opposite of each other in syslog and in Go's logr.
  public init?(number: Int) {
    switch number {
    case 10: self = .trace
    case 20, 100: self = .debug
    case 30, 200, 250: self = .info
    case 40, 300: self = .warning
    case 50, 400: self = .error
    case 60, 500, 550, 600: self = .fatal
    default: return nil
    }
  }

  private static let words: [UInt64: LogLevel] = {
    let all: [LogLevel: [String]] = [
      .trace: ["trace", "trc", "trce", "verbose", "vrb", "finest", "finer", "t"],
      .debug: ["debug", "dbg", "dbug", "fine", "d"],
      .info: ["info", "inf", "informat", "notice", "note", "success", "log", "i", "n"],
      .warning: ["warn", "warning", "wrn", "w"],
      .error: ["error", "err", "eror", "fail", "severe", "e"],
      .fatal: [
        "fatal", "ftl", "critical", "crit", "alert", "emerg", "emergenc", "panic", "pnc", "dpanic",
        "f", "c",
      ],
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
