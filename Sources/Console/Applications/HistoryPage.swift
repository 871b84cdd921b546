import GitOps
import Kubernetes
import TUI

/// What was synced of an application, as a page: the newest first, a line each, and folded below it
/// where it came from.
struct HistoryPage {
  let application: Application
  /// What commits are about, where that is known.
  let subjects: [String: String]
  let now: Int64
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    let history = application.status.history.reversed()
    guard !history.isEmpty else {
      page.add(StyledText("nothing of it was synced yet, or nothing is remembered", Role.muted))
      return page.lines
    }
    for entry in history { add(entry, isCurrent: entry.id == history.first?.id, to: &page) }
    if application.policy.isAutomated {
      page.addSpace()
      page.addSentence(
        StyledText(
          "▲ Automation would undo a rollback at once; P pauses it first.", Role.warning),
        indent: 2)
    }
    return page.lines
  }

  /// The entry that a line is about.
  static func entry(at anchor: String) -> HistoryEntry.ID? {
    anchor.hasPrefix("entry ") ? HistoryEntry.ID(anchor.dropFirst(6)) : nil
  }

  private var revisionWidth: Int {
    let widest =
      application.status.history.map { DisplayWidth.of(Self.revision(of: $0)) }.max() ?? 0
    return max(10, min(widest + 2, 24))
  }

  private static func revision(of entry: HistoryEntry) -> String {
    guard let first = entry.revisions.first else { return "-" }
    return entry.revisions.count > 1
      ? "\(first.shortened) +\(entry.revisions.count - 1)" : first.shortened
  }

  private func add(_ entry: HistoryEntry, isCurrent: Bool, to page: inout Page) {
    let age = entry.deployed.map { "\(Age.text(since: $0, now: now)) ago" } ?? "-"
    let took = entry.deployed.flatMap { end in
      entry.started.map { Age.text(seconds: max(0, end - $0)) }
    }
    let by = entry.isAutomated ? "(automation)" : entry.initiator.isEmpty ? "-" : entry.initiator
    var text = StyledText(isCurrent ? "● " : "  ", Role.success)
    text.append("\(entry.id)".padded(to: 6), .strong)
    let revision = StyledText(Self.revision(of: entry)).truncated(to: revisionWidth - 2).plain
    text.append(revision.padded(to: revisionWidth), .text)
    text.append(age.padded(to: 11), .text)
    text.append((took ?? "-").padded(to: 8), .muted)
    text.append(StyledText(by).truncated(to: 12).plain.padded(to: 14), .text)
    if isCurrent { text.append("current  ", .success) }
    text.append(what(entry), .muted)
    page.add(text, anchor: "entry \(entry.id)", startsFolded: true)
    for (index, source) in entry.sources.enumerated() {
      let revision = entry.revisions.indices.contains(index) ? entry.revisions[index] : ""
      let place = source.chart.isEmpty ? source.path : "chart \(source.chart)"
      page.addSentence(
        StyledText("      \(source.repository) \(place) @ \(revision)", Role.muted), depth: 1,
        indent: 8)
      if let subject = subjects[revision], !subject.isEmpty {
        page.addSentence(StyledText("        \(subject)"), depth: 1, indent: 10)
      }
    }
    if let deployed = entry.deployed {
      page.add(
        StyledText("      synced \(Timestamp(seconds: deployed).rfc3339)", Role.muted), depth: 1)
    }
    if entry.sources.isEmpty {
      page.add(StyledText("      it isn't remembered where it came from", Role.warning), depth: 1)
    }
  }

  /// What the commit is about, or which chart it is.
  private func what(_ entry: HistoryEntry) -> String {
    if let subject = entry.revisions.compactMap({ subjects[$0] }).first(where: { !$0.isEmpty }) {
      return subject
    }
    guard let source = entry.sources.first(where: \.isChart) else { return "" }
    return "chart \(source.chart)"
  }
}
