import Documents
import Kubernetes
import Logs

/// Turns lines of logs into the bytes that are printed.
///
/// On a pipe a line is what the container wrote, byte by byte; nothing is looked at but its length. On
/// a terminal, control sequences are made harmless first.
struct LogLineWriter {
  /// In which form lines are printed.
  enum Format: String, CaseIterable, Sendable {
    /// Whose it is where several are shown, then the line.
    case `default`
    /// The line alone.
    case raw
    /// An object with the line and all that is known of it.
    case json
    /// As the first, of JSON and logfmt what it says before the rest of it.
    case pretty
  }

  /// What is printed besides the line.
  struct Options: Hashable, Sendable {
    /// The form.
    var format = Format.raw
    /// Whether a line begins with its time, as the API server writes it.
    var hasTimes = false
    /// Whether a line begins with whose it is in kubectl's form: `[pod/web-1/app] `.
    var hasPrefixes = false
    /// Whether it is said whose a line is, where the form has a place for it.
    var namesSources = false
    /// Whether pods of several namespaces are shown.
    var namesNamespaces = false
    /// Whether a person reads it on a terminal.
    var isTerminal = false
    /// Whether there are colours.
    var hasColors = false
    /// What stands out, each a regular expression.
    var highlights: [String] = []
  }

  private let options: Options
  private let terminal: TerminalLine?
  private var sources: [Int: Source] = [:]
  /// The log whose line hasn't ended yet, where the last one was cut.
  private var unfinished: Int?
  private var clock = Clock()

  private struct Source {
    var prefix: [UInt8]
    /// What an object begins with, up to the message.
    var fields: [UInt8]
    var color: UInt8
  }

  init(_ options: Options) {
    self.options = options
    // Objects have no control characters in them.
    let isRead = options.isTerminal || options.hasColors || options.format == .pretty
    terminal = isRead && options.format != .json ? TerminalLine(options) : nil
  }

  /// Takes note of who writes the lines of a number.
  mutating func add(_ source: LogSource, as log: Int) {
    let color = Self.color(of: source.pod)
    var prefix: [UInt8] = []
    if options.hasPrefixes {
      prefix += "[pod/\(source.pod.name)/\(source.container)] ".utf8
    } else if options.namesSources, options.format == .default || options.format == .pretty {
      let pod = options.namesNamespaces ? "\(source.pod)" : source.pod.name
      prefix += paint(SafeText.line(pod), color) + " ".utf8
      prefix += paint(SafeText.line(source.container), color, isBold: true) + " ".utf8
    }
    var fields: [UInt8] = []
    let names = [
      ("namespace", source.pod.namespace), ("pod", source.pod.name),
      ("container", source.container), ("node", source.node),
    ]
    for (key, value) in names {
      fields += ",\"\(key)\":".utf8
      JSONWriter().append(.string(value), to: &fields)
    }
    sources[log] = Source(prefix: prefix, fields: fields + ",\"message\":".utf8, color: color)
  }

  /// Forgets who wrote the lines of a number.
  mutating func remove(_ log: Int) { sources[log] = nil }

  /// Writes lines.
  mutating func append(_ run: LogMerge.Run, to output: inout [UInt8]) {
    guard let source = sources[run.log] else { return }
    run.lines.withTexts { bytes, place in
      for index in run.range {
        let entry = run.lines.entries[index]
        let text = UnsafeBufferPointer(rebasing: bytes[place(index)])
        if options.format == .json {
          appendObject(entry, text, source, to: &output)
        } else {
          append(entry, text, of: run.log, source, to: &output)
        }
      }
    }
  }

  /// Ends a line that was cut, when nothing more comes.
  mutating func finish(_ output: inout [UInt8]) {
    // On a pipe the last line ends as the container ended it.
    if unfinished != nil, terminal != nil { output.append(UInt8(ascii: "\n")) }
    unfinished = nil
  }

  private mutating func append(
    _ entry: PackedLines.Entry, _ text: UnsafeBufferPointer<UInt8>, of log: Int, _ source: Source,
    to output: inout [UInt8]
  ) {
    if unfinished != log {
      if unfinished != nil { output.append(UInt8(ascii: "\n")) }
      output += source.prefix
      if options.hasTimes {
        clock.append(entry.time, to: &output)
        output.append(UInt8(ascii: " "))
      }
    }
    if let terminal {
      terminal.append(text, level: entry.level, to: &output)
    } else {
      output.append(contentsOf: text)
    }
    // What was cut goes on with the next line of the same log.
    unfinished = entry.isCut ? log : nil
    if !entry.isCut { output.append(UInt8(ascii: "\n")) }
  }

  // MARK: Objects

  private mutating func appendObject(
    _ entry: PackedLines.Entry, _ text: UnsafeBufferPointer<UInt8>, _ source: Source,
    to output: inout [UInt8]
  ) {
    output += "{\"time\":\"".utf8
    clock.append(entry.time, to: &output)
    output.append(UInt8(ascii: "\""))
    output += source.fields
    if text.allSatisfy(Self.needsNoEscape) {
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: text)
      output.append(UInt8(ascii: "\""))
    } else {
      let message = JSONWriter().string(.string(String(decoding: text, as: UTF8.self)))
      output += (options.isTerminal ? SafeText.json(message) : message).utf8
    }
    output += "}\n".utf8
  }

  private static func needsNoEscape(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  // MARK: Colours

  private func paint(_ text: String, _ color: UInt8, isBold: Bool = false) -> [UInt8] {
    guard options.hasColors else { return Array(text.utf8) }
    return Array("\u{1B}[\(isBold ? "1;" : "")\(color)m\(text)\u{1B}[0m".utf8)
  }

  /// One of the terminal's colours that can be read on black and on white; a pod keeps its own for as
  /// long as it has its name.
  private static func color(of pod: ObjectName) -> UInt8 {
    let colors: [UInt8] = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94]
    var hash: UInt32 = 2_166_136_261
    for byte in pod.name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return colors[Int(hash % UInt32(colors.count))]
  }

  /// Writes times as the API server does: in UTC, to the nanosecond, of one width.
  private struct Clock {
    private var second = Int64.min
    private var text: [UInt8] = []

    mutating func append(_ time: Int64, to output: inout [UInt8]) {
      let moment = Timestamp(sinceEpoch: time)
      // Many lines are of one second.
      if moment.seconds != second {
        second = moment.seconds
        text = Array(Timestamp(seconds: second).rfc3339.utf8.dropLast())
      }
      output += text
      output.append(UInt8(ascii: "."))
      var scale: Int32 = 100_000_000
      while scale > 0 {
        output.append(UInt8(ascii: "0") + UInt8(moment.nanoseconds / scale % 10))
        scale /= 10
      }
      output.append(UInt8(ascii: "Z"))
    }
  }
}
