import Logs
import TUI

/// A line of a log as it is drawn, less what stands before it: one row, or several where each field
/// has its own.
struct LogLineText {
  /// What stands where.
  let format: LogFormat
  /// How many columns there are.
  let width: Int
  /// How many bytes of a text and of fields are worth looking at, since the rest isn't in view.
  var limit = LogLineText.longestLine
  /// How lines of Argo CD's programs say which application they are about; nil for other programs.
  var application: ControllerLineStyle?

  /// Longer lines are cut before they are looked at closer: a screen shows only so much of them.
  static let longestLine = 16 << 10
  /// Where the column of who says it has so many columns, it has its place.
  private static let placeWidth = 20

  /// The rows of a line.
  func rows(_ bytes: ArraySlice<UInt8>, level: LogLevel) -> [StyledText] {
    // The message of a structured line may stand far behind in it.
    let isStructured = format != .raw && bytes.first == UInt8(ascii: "{")
    let shown = bytes.prefix(isStructured ? Self.longestLine : min(limit, Self.longestLine))
    var rows = rows(of: shown, level)
    if bytes.count > Self.longestLine, shown.count == Self.longestLine {
      rows[rows.count - 1].append(
        " … \(bytes.count.counted) bytes in all, enter shows them", .muted)
    }
    return rows
  }

  private func rows(of bytes: ArraySlice<UInt8>, _ level: LogLevel) -> [StyledText] {
    guard format != .raw else { return [Self.written(bytes)] }
    let record = LogRecord(bytes)
    // What isn't recognised, or has a look of its own, stays as its program wrote it.
    let isPlain =
      record.form == .text
      && (bytes.contains(0x1B) || record.level == .unknown && record.time == nil)
    switch format {
    case .raw: return []
    case .message: return [isPlain ? Self.written(bytes) : line(of: record)]
    case .columns: return [columns(of: record, isPlain ? Self.written(bytes) : nil, level)]
    case .pretty:
      guard record.isStructured else { return [Self.written(bytes)] }
      let place = record.logger.map { [$0] } ?? []
      return [head(of: record)] + Self.tree(place + fields(of: record), depth: 1)
    }
  }

  private static func written(_ bytes: ArraySlice<UInt8>) -> StyledText {
    LogText.parse(String(decoding: bytes, as: UTF8.self))
  }

  // MARK: In one row

  /// The level, who it is about, the message.
  private func head(of record: LogRecord, hasLevel: Bool = true) -> StyledText {
    var text = StyledText()
    if hasLevel, let word = record.level.word {
      text.append(word, record.level.style)
      text.append(" ")
    }
    if let lead = application?.lead(of: record) { text.append("\(Self.flat(lead)) ", .strong) }
    text.append(LogText.parse(Self.flat(record.message), base: record.level.messageStyle))
    return text
  }

  private func line(of record: LogRecord) -> StyledText {
    var text = head(of: record)
    append(record.logger.map { [$0] } ?? [], to: &text)
    append(fields(of: record), to: &text)
    return text
  }

  private func columns(of record: LogRecord, _ plain: StyledText?, _ level: LogLevel) -> StyledText
  {
    var text = StyledText(record.level.word ?? "     ", record.level.style)
    text.append(" ")
    if width >= 3 * Self.placeWidth {
      let place = Self.flat(record.logger?.value.text ?? "")
      text.append(DisplayWidth.fitted(Self.end(of: place), to: Self.placeWidth) + " ", .muted)
    }
    if let plain { return text + plain }
    text.append(head(of: record, hasLevel: false))
    append(fields(of: record), to: &text)
    return text
  }

  /// Of places that are too long the end tells more than the beginning.
  private static func end(of place: String) -> String {
    guard DisplayWidth.of(place) > placeWidth else { return place }
    return "…" + place.suffix(placeWidth - 1)
  }

  private func append(_ fields: [LogField], to text: inout StyledText) {
    var size = text.plain.utf8.count
    for field in fields where size < limit {
      size += field.name.utf8.count + field.value.text.utf8.count
      text.append("\(text.isEmpty ? "" : "  ")\(Self.flat(field.name))=", .muted)
      text.append(
        LogText.parse(
          Self.flat(field.value.text), base: Style(Self.tellsOfErrors(field) ? .error : .muted)))
    }
  }

  private func fields(of record: LogRecord) -> [LogField] {
    guard let application else { return record.fields }
    return application.fields(of: record)
  }

  private static func tellsOfErrors(_ field: LogField) -> Bool {
    ["error", "err", "exception", "error.message"].contains(field.name)
  }

  /// Line ends within values would break the row.
  private static func flat(_ text: String) -> String {
    text.contains(where: \.isNewline) ? String(text.map { $0.isNewline ? "⏎" : $0 }) : text
  }

  // MARK: In several rows

  /// Fields below each other, those within others further to the right, texts of several lines in
  /// as many rows.
  static func tree(_ fields: [LogField], depth: Int) -> [StyledText] {
    fields.flatMap { field in
      var name = StyledText(String(repeating: "  ", count: depth))
      name.append(flat(field.name), .yamlKey)
      name.append(": ", .yamlPunctuation)
      return rows(of: field.value, after: name, depth: depth)
    }
  }

  private static func rows(
    of value: LogValue, after head: StyledText, depth: Int
  ) -> [StyledText] {
    switch value {
    case .object(let fields) where !fields.isEmpty:
      return [head] + tree(fields, depth: depth + 1)
    case .list(let values) where values.contains(where: \.isCompound):
      var dash = StyledText(String(repeating: "  ", count: depth + 1))
      dash.append("- ", .yamlPunctuation)
      return [head] + values.flatMap { rows(of: $0, after: dash, depth: depth + 1) }
    case .list, .object: return [head + StyledText(flat(value.json), Role.yamlValue)]
    case .literal(let text): return [head + LogText.parse(text, base: Style(.yamlNumber))]
    case .text(let text):
      let base = Style(.yamlString)
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      guard lines.count > 1 else { return [head + LogText.parse(text, base: base)] }
      let margin = StyledText(String(repeating: "  ", count: depth + 1))
      return [head] + lines.map { margin + LogText.parse(String($0), base: base) }
    }
  }
}

extension Int {
  /// With commas between its thousands: `3,400`.
  var counted: String {
    var digits = String(magnitude)
    var parts: [Substring] = []
    while digits.count > 3 {
      parts.insert(digits.suffix(3), at: 0)
      digits = String(digits.dropLast(3))
    }
    parts.insert(digits[...], at: 0)
    return (self < 0 ? "-" : "") + parts.joined(separator: ",")
  }
}
