public import DeployEngine
public import Kubernetes
import TUI

/// What is known of a stack's ledger.
public enum LedgerContent: Equatable, Sendable {
  /// The cluster is being asked.
  case loading
  /// These entries, the latest first.
  case entries([LedgerEntry])
  /// It can't be read, and why.
  case failed(KubernetesError)
}

/// The ledger of a stack, as a page: a line for each deploy, and folded below it what it did.
struct LedgerPage {
  let content: LedgerContent
  let now: Int64
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    switch content {
    case .loading: page.add(StyledText("reading the ledger …", Role.muted))
    case .failed(let error):
      page.addSentence(StyledText("✖ \(error.summary)", Role.error), indent: 2)
      if let advice = error.advice { page.add(StyledText("  \(advice)", Role.muted)) }
    case .entries(let entries):
      if entries.isEmpty {
        page.add(StyledText("no deploy of this stack is on the record here", Role.muted))
      }
      for entry in entries { add(entry, to: &page) }
    }
    return page.lines
  }

  /// The entry that a line is about.
  static func entry(at anchor: String) -> LedgerEntry.ID? {
    guard anchor.hasPrefix("entry ") else { return nil }
    return LedgerEntry.ID(String(anchor.dropFirst(6)))
  }

  private func add(_ entry: LedgerEntry, to page: inout Page) {
    page.add(head(of: entry), anchor: "entry \(entry.id)", startsFolded: true)
    var facts = "\(entry.user)  \(entry.start.rfc3339)  \(entry.id)"
    if let branch = entry.branch { facts += "  branch \(branch)" }
    if let earlier = entry.rollbackOf { facts += "  back to \(earlier)" }
    page.addSentence(StyledText("    \(facts)", Role.muted), depth: 1, indent: 6)
    if !entry.reason.isEmpty {
      page.addSentence(StyledText("    ✖ \(entry.reason)", Role.error), depth: 1, indent: 6)
    }
    for object in entry.objects {
      var text = StyledText("    \(object.kind.kind) ", Role.text)
      text.append("\(object.name)", .strong)
      text.append("  \(object.outcome)", Self.role(ofOutcome: object.outcome))
      if !object.message.isEmpty { text.append("  \(object.message.firstLine)", .error) }
      page.add(text, depth: 1)
    }
    if entry.omitted > 0 {
      page.add(StyledText("    … and \(entry.omitted) more", Role.muted), depth: 1)
    }
  }

  private func head(of entry: LedgerEntry) -> StyledText {
    let (glyph, role): (String, Role) =
      switch entry.result {
      case .succeeded: ("✓", .success)
      case .failed: ("✖", .error)
      case .cancelled: ("‖", .warning)
      }
    let age = Age.text(seconds: max(0, now - entry.start.seconds))
    var text = StyledText("\(glyph) \(entry.result.rawValue) ".padded(to: 13), role)
    text.append("\(age) ago ".padded(to: 13), .text)
    text.append(entry.user.user.padded(to: 15), .strong)
    let commit = entry.shortCommit.map { $0 + (entry.isDirty ? "*" : "") } ?? "no Git"
    text.append(commit.padded(to: 10), entry.isDirty ? .warning : .text)
    text.append("\(Age.text(seconds: entry.duration.components.seconds)) ".padded(to: 7), .muted)
    text.append(counts(of: entry), .text)
    if entry.rollbackOf != nil { text.append("  rollback", .info) }
    if entry.isPruningAlone { text.append("  pruning alone", .info) }
    if !entry.reason.isEmpty { text.append("  \(entry.reason.firstLine)", .error) }
    return text
  }

  private func counts(of entry: LedgerEntry) -> String {
    let parts = entry.counts.filter { $0.value > 0 }.sorted { a, b in
      let (x, y) = (Self.rank(a.key), Self.rank(b.key))
      return x == y ? a.key < b.key : x < y
    }.map { "\($0.value) \($0.key)" }
    return parts.joined(separator: ", ")
  }

  /// What was changed comes before what wasn't.
  private static func rank(_ word: String) -> Int {
    word == "unchanged" ? 1 : word == "notApplied" || word == "not applied" ? 2 : 0
  }

  private static func role(ofOutcome word: String) -> Role {
    switch word {
    case "failed", "lost", "uncertain": .error
    case "unchanged": .muted
    case "pruned": .removed
    case "created", "recreated": .added
    default: .changed
    }
  }
}
