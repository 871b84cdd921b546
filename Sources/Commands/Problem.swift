import Glibc

/// Why a command can't go on: what is wrong, where, and what to do, for a person.
struct Problem: Error, Hashable, CustomStringConvertible {
  /// What is wrong.
  var summary: String
  /// What a person can do about it.
  var advice: String?
  /// 1 for an error; more than 128 for a signal.
  var exitCode: Int32 = 1

  init(_ summary: String, advice: String? = nil, exitCode: Int32 = 1) {
    self.summary = summary
    self.advice = advice
    self.exitCode = exitCode
  }

  var description: String { advice.map { "\(summary)\n  \($0)" } ?? summary }
}

/// Where words for a person go, so that output can be piped.
enum StandardError {
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
