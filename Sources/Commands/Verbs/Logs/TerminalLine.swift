import Logs
import Patterns
import TUI

/// Makes a line of a log fit for a terminal: its own colours are kept where colours are wanted, what
/// else it has of control sequences is dropped, and control characters are made visible.
struct TerminalLine {
  private let options: LogLineWriter.Options
  private let highlights: [Matcher]

  init(_ options: LogLineWriter.Options) {
    self.options = options
    highlights = options.highlights.map { Pattern(caseSensitive: $0).matcher() }
  }

  /// Writes a line, without its end.
  func append(
    _ text: UnsafeBufferPointer<UInt8>, level: LogLevel, to output: inout [UInt8]
  ) {
    if options.format == .pretty {
      let record = LogRecord(text)
      if record.isStructured { return append(Self.styled(record), to: &output) }
    }
    let line = String(decoding: text, as: UTF8.self)
    append(LogText.parse(line, base: Style(level.role)), to: &output)
  }

  /// What a structured line says, and then the rest of it.
  private static func styled(_ record: LogRecord) -> StyledText {
    var text = StyledText()
    if record.level != .unknown {
      let word = "\(record.level)".uppercased()
      text.append("\(word) ", Style(record.level.role))
    }
    if let logger = record.logger { text.append("\(logger.value.text): ", Style(.muted)) }
    text.append(record.message, Style(record.level.role))
    for field in record.fields {
      if !text.isEmpty { text.append(" ") }
      text.append("\(field.name)=", Style(.muted))
      let value = field.value.text
      let isPlain = !value.isEmpty && !value.contains { $0 == " " || $0 == "\"" || $0 == "=" }
      text.append(isPlain || field.value.isCompound ? value : LogValue.quoted(value))
    }
    return text
  }

  private func append(_ text: StyledText, to output: inout [UInt8]) {
    guard options.hasColors else {
      for span in text.spans { output += SafeText.line(span.text).utf8 }
      return
    }
    var text = text
    for highlight in highlights {
      text = text.marking(highlight.ranges(in: text.plain))
    }
    for span in text.spans {
      let sequence = span.style.sequence
      if !sequence.isEmpty { output += "\u{1B}[\(sequence)m".utf8 }
      output += SafeText.line(span.text).utf8
      if !sequence.isEmpty { output += "\u{1B}[0m".utf8 }
    }
  }
}

extension StyledText {
  /// The text with some of its parts standing out.
  fileprivate func marking(_ ranges: [Range<String.Index>]) -> StyledText {
    guard !ranges.isEmpty else { return self }
    let plain = plain
    var marked = StyledText()
    var start = plain.startIndex
    for span in spans {
      let end = plain.utf8.index(start, offsetBy: span.text.utf8.count)
      var place = start
      for range in ranges where range.upperBound > place && range.lowerBound < end {
        let (lower, upper) = (max(place, range.lowerBound), min(end, range.upperBound))
        marked.append(String(plain[place..<lower]), span.style)
        marked.append(String(plain[lower..<upper]), span.style.with([.bold, .reverse]))
        place = upper
      }
      marked.append(String(plain[place..<end]), span.style)
      start = end
    }
    return marked
  }
}

extension Style {
  /// What makes a terminal draw in this style, between `CSI` and `m`; empty for plain text.
  fileprivate var sequence: String {
    var parts: [String] = []
    let all: [(Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    for (attribute, code) in all where attributes.contains(attribute) { parts.append(code) }
    if let code = Self.code(foreground, isBackground: false) { parts.append(code) }
    if let code = Self.code(background, isBackground: true) { parts.append(code) }
    return parts.joined(separator: ";")
  }

  private static func code(_ ink: Ink, isBackground: Bool) -> String? {
    let base = isBackground ? 40 : 30
    return switch ink {
    case .role(.warning) where !isBackground: "33"
    case .role(.error) where !isBackground: "31"
    case .role(.muted) where !isBackground: "2"
    case .role: nil
    case .palette(let number) where number < 8: "\(base + Int(number))"
    case .palette(let number) where number < 16: "\(base + 52 + Int(number))"
    case .palette(let number): "\(base + 8);5;\(number)"
    case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
    }
  }
}

extension LogLevel {
  /// What lines of that level are drawn as.
  fileprivate var role: Role {
    switch self {
    case .unknown, .info: .text
    case .trace, .debug: .muted
    case .warning: .warning
    case .error, .fatal: .error
    }
  }
}
