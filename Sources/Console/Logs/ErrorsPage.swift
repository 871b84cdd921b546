import Kubernetes
import Logs
import TUI

/// The kinds of errors that weren't there before a moment, as a page.
struct ErrorsPage {
  let search: ErrorSearch?
  let times: LogTimes
  let width: Int
  /// The short name of a source, by its number.
  let name: (UInt16) -> String

  /// Where an entry begins, for keys on its lines.
  static func anchor(_ index: Int) -> String { "entry/\(index)" }

  /// Which entry an anchor is of.
  static func index(of anchor: String) -> Int? {
    anchor.hasPrefix("entry/") ? Int(anchor.dropFirst("entry/".count)) : nil
  }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    guard let search else {
      page.add(StyledText("There is no log to look through.", Role.muted))
      return page.lines
    }
    addHead(search, to: &page)
    guard let found = search.found else { return page.lines }
    for (index, entry) in found.new.enumerated() {
      page.addSpace()
      add(entry, index, to: &page)
    }
    if found.newCount > found.new.count {
      page.addSpace()
      page.add(
        StyledText("… and \((found.newCount - found.new.count).counted) more kinds", Role.muted))
    }
    if found.leftOutCount > 0 {
      page.addSpace()
      page.addSentence(
        StyledText(
          "\(found.leftOutCount.counted) lines are of more kinds than can be told apart.",
          Role.warning), indent: 2)
    }
    return page.lines
  }

  private func addHead(_ search: ErrorSearch, to page: inout Page) {
    let moment = "\(times.long(search.moment)) (\(ago(search.moment)) ago)"
    page.addSentence(
      StyledText("Since \(search.reason), \(moment):", Role.strong), indent: 2)
    guard let found = search.found else {
      page.add(StyledText("looking through \(search.lineCount.counted) lines …", Role.muted))
      return
    }
    let grave = found.newErrorCount
    var words =
      found.newCount == 0
      ? "nothing new" : "\(grave) new \(grave == 1 ? "kind" : "kinds") of errors"
    if found.newCount > grave { words += ", \(found.newCount - grave) of warnings" }
    words += "; \(found.knownCount) known before went on, \(found.goneCount) stopped"
    page.addSentence(
      StyledText(words, grave > 0 ? Role.error : found.newCount == 0 ? .success : .warning),
      indent: 2)
    if found.newCount + found.knownCount + found.goneCount == 0 {
      page.addSentence(
        StyledText(
          "No line of this log says that it is a warning or an error. Lines whose program says no "
            + "level can't be counted.", Role.muted), indent: 2)
    }
    if search.isBeginning {
      page.addSentence(
        StyledText(
          "The log begins after that, so that everything in it counts as new; ] begins earlier.",
          Role.warning), indent: 2)
    }
  }

  private func add(_ entry: ErrorPatterns.Entry, _ index: Int, to page: inout Page) {
    var head = StyledText(entry.level.word ?? "", entry.level.style)
    head.append("  \(entry.count.counted)×  ".padded(to: 9), .counter)
    let margin = head.width
    head.append(Self.styled(entry.template.text, entry.level.messageStyle))
    page.addSentence(head, indent: margin, anchor: Self.anchor(index))
    var when = StyledText("    first ", Role.muted)
    when.append(times.long(entry.first), .timestamp)
    when.append(" (\(ago(entry.first)) ago)", .muted)
    if entry.count > 1 {
      when.append("  last ", .muted)
      when.append(times.long(entry.last), .timestamp)
      when.append(" (\(ago(entry.last)) ago)", .muted)
    }
    page.addSentence(when, depth: 1)
    let names = entry.sources.sorted().map(name)
    page.addSentence(
      StyledText("    in \(names.joined(separator: ", "))", Role.muted), depth: 1, indent: 7)
    guard entry.example != entry.template.text else { return }
    var example = StyledText("    e.g. ", Role.muted)
    let text = entry.example.split(whereSeparator: \.isNewline).first ?? ""
    example.append(LogText.parse(String(text.prefix(400))))
    page.addSentence(example, depth: 1, indent: 9)
  }

  /// The template, its placeholders fainter.
  private static func styled(_ template: String, _ style: Style) -> StyledText {
    var text = StyledText()
    var rest = template[...]
    while let open = rest.firstIndex(of: "<"),
      let close = rest[open...].prefix(7).firstIndex(of: ">")
    {
      text.append(String(rest[..<open]), style)
      text.append(String(rest[open...close]), .muted)
      rest = rest[rest.index(after: close)...]
    }
    text.append(String(rest), style)
    return text
  }

  private func ago(_ time: Int64) -> String {
    Age.text(seconds: max(0, times.now.seconds - Timestamp(sinceEpoch: time).seconds))
  }
}
