@preconcurrency import Dispatch
import Documents
import Glibc
import YAML

/// Where a verb's words go: what was asked for to one side, what is said about it to the other.
struct Output: Sendable {
  /// How a word looks; never the only way in which something is said.
  enum Paint: String, Sendable {
    case good = "32"
    case changed = "33"
    case bad = "31"
    case gone = "35"
    case faint = "2"
    case strong = "1"
  }

  /// Whether what was asked for goes to a person's terminal.
  var isTerminal: Bool
  /// Whether there are colours.
  var hasColors: Bool
  /// How many columns the terminal has.
  var columns: Int
  /// Takes text that was asked for.
  var write: @Sendable (String) -> Void
  /// Takes text about how it goes; nil where nobody looks on.
  var remark: @Sendable (String) -> Void

  /// The process' own.
  static func current(environment: [String: String]) -> Output {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    var size = winsize()
    let hasSize = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let isColorful = environment["NO_COLOR"]?.isEmpty ?? true && environment["TERM"] != "dumb"
    return Output(
      isTerminal: isTerminal, hasColors: isTerminal && isColorful,
      columns: hasSize ? Int(size.ws_col) : 80,
      write: { StandardOutput.write($0) }, remark: { StandardError.write($0) })
  }

  /// Prints a line that was asked for.
  func line(_ text: String = "") { write(text + "\n") }

  /// Prints lines that were asked for.
  func lines(_ lines: [String]) { write(lines.map { $0 + "\n" }.joined()) }

  /// Prints a line about how it goes.
  func note(_ text: String) { remark(text + "\n") }

  /// The text in a colour, where there are any.
  func paint(_ text: String, _ paint: Paint) -> String {
    hasColors && !text.isEmpty ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Prints a value as JSON or YAML.
  func value(_ value: Value, as format: OutputFormat) {
    switch format {
    case .yaml: write(value.yaml)
    case .json, .wide:
      line(SafeText.json(JSONWriter(.pretty(indentation: 2)).string(value)))
    }
  }
}

/// What was asked for, on its way to a file, a pipe or a terminal.
enum StandardOutput {
  static func write(_ text: String) { _ = write(all: Array(text.utf8)) }

  /// Writes bytes; false if whoever read them has gone.
  ///
  /// Elsewhere, since a pipe that nobody reads at the moment blocks.
  static func write(_ bytes: [UInt8]) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: write(all: bytes)) }
    }
  }

  private static func write(all bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let written = Glibc.write(STDOUT_FILENO, part.baseAddress, part.count)
        if written < 0, errno == EINTR { continue }
        if written < 0, errno == EAGAIN {
          var place = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
          _ = poll(&place, 1, -1)
          continue
        }
        // Whoever read it has gone; there is nobody to tell.
        guard written > 0 else { return false }
        rest = rest.dropFirst(written)
      }
      return true
    }
  }
}
