import Kubernetes
import Logs
import TUI

/// A line of a log in full: what is known of it, its message, its fields, and as it was written.
struct LogLinePage {
  let line: WholeLogLine
  let now: Timestamp
  let localOffset: Int64
  let width: Int

  var lines: [DocumentLine] {
    let record = LogRecord(line.bytes)
    var page = Page(width: width)
    for (name, text, style) in facts(record) {
      var head = StyledText("\(name):".padded(to: 10), Role.yamlKey)
      head.append(text, style)
      page.add(head)
    }
    if record.form != .text || record.message.utf8.count < line.bytes.count {
      page.addSpace()
      page.section("Message") { page in
        add(record.message, style: record.level.messageStyle, to: &page)
      }
    }
    let fields = record.isStructured ? record.all : record.fields
    if !fields.isEmpty {
      page.addSpace()
      page.section("Fields", note: "\(fields.count)") { page in
        for row in LogLineText.tree(fields, depth: 1) {
          for piece in Self.wrapped(row, to: width) { page.add(piece, depth: 1) }
        }
      }
    }
    page.addSpace()
    page.section("As written", note: "\(line.bytes.count.counted) bytes") { page in
      for piece in Self.pieces(of: line.text, width: width - 2) {
        page.add(StyledText("  \(piece)"), depth: 1)
      }
      if line.isCut {
        page.add(
          StyledText("  … it goes on: longer lines are kept in several pieces", Role.muted),
          depth: 1)
      }
    }
    return page.lines
  }

  private func facts(_ record: LogRecord) -> [(String, String, Style)] {
    let utc = LogTimes(.utc, now: now, localOffset: 0)
    let local = LogTimes(.local, now: now, localOffset: localOffset)
    var time = utc.long(line.time)
    if localOffset != 0 { time += "  \(local.long(line.time))" }
    let age = max(0, now.seconds - Timestamp(sinceEpoch: line.time).seconds)
    var facts = [
      ("Time", "\(time)  \(Age.text(seconds: age)) ago", Style(.timestamp)),
      ("From", line.source, Style(.strong)),
    ]
    if let own = record.time { facts.append(("Says", own, Style(.timestamp))) }
    if let word = line.level.word { facts.append(("Level", word, line.level.style)) }
    if let logger = record.logger {
      facts.append((logger.name.capitalizedFirst, logger.value.text, Style()))
    }
    return facts
  }

  /// A text of several lines, each wrapped.
  private func add(_ text: String, style: Style, to page: inout Page) {
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      for piece in Self.wrapped(LogText.parse(String(line), base: style), to: width - 2) {
        page.add(StyledText("  ") + piece, depth: 1)
      }
    }
  }

  /// A row in pieces; the pieces of a very long one each begin anew with its look.
  private static func wrapped(_ row: StyledText, to width: Int) -> [StyledText] {
    guard row.plain.utf8.count > 64 * width else { return row.wrapped(to: width) }
    return row.spans.flatMap { span in
      pieces(of: span.text, width: width).map { StyledText($0, span.style) }
    }
  }

  /// A text in pieces of at most so many columns, without looking at it as a whole: a megabyte has to
  /// be on the screen at once.
  static func pieces(of text: String, width: Int) -> [String] {
    let width = max(8, width)
    var pieces: [String] = []
    var piece = ""
    var used = 0
    for character in text {
      // Where a tab goes depends on what stands before it; a space is as good here.
      let shown = character == "\t" ? " " : character
      let columns = shown.isASCII ? 1 : DisplayWidth.of(shown)
      if used + columns > width {
        pieces.append(piece)
        piece = ""
        used = 0
      }
      piece.append(shown)
      used += columns
    }
    if !piece.isEmpty || pieces.isEmpty { pieces.append(piece) }
    return pieces
  }
}
