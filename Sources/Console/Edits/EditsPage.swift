public import Emergencies
import Kubernetes
import TUI

/// The edits by hand that aren't over, as a page: a line each, the newest first; then those that were
/// kept for later.
struct EditsPage {
  /// What a line is about.
  enum Line: Hashable {
    /// An edit since the start.
    case flow(EditFlow.ID)
    /// One that was kept before.
    case kept(KeptEdit.ID)
  }

  let edits: [EditFlow.ID: EditFlow]
  let kept: [KeptEdit]
  let context: String
  let now: Timestamp
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    let open = edits.filter { $0.value.phase != .opening }
    let files = Set(open.values.compactMap(\.keptAs))
    let others = kept.filter { !files.contains($0.id) }
    guard !open.isEmpty || !others.isEmpty else {
      page.addSentence(
        StyledText("nothing is being edited; e on an object does that", Role.muted), indent: 0)
      return page.lines
    }
    for (id, flow) in open.sorted(by: { $0.key.number > $1.key.number }) {
      page.add(line(of: flow), anchor: "edit \(id.number)")
    }
    for edit in others.sorted(by: { $0.id > $1.id }) {
      page.add(line(of: edit), anchor: "kept \(edit.id.text)")
    }
    return page.lines
  }

  /// What a line is about.
  static func line(at anchor: String) -> Line? {
    if anchor.hasPrefix("edit ") { return Int(anchor.dropFirst(5)).map { .flow(EditFlow.ID($0)) } }
    if anchor.hasPrefix("kept ") { return .kept(KeptEdit.ID(String(anchor.dropFirst(5)))) }
    return nil
  }

  private func line(of flow: EditFlow) -> StyledText {
    let (glyph, role, words) = flow.state
    var text = StyledText(" \(glyph) ", role)
    text.append(flow.name.padded(to: 36), .strong)
    text.append(words, role)
    if flow.context != context { text.append("  in \(flow.context)", .warning) }
    return text
  }

  private func line(of kept: KeptEdit) -> StyledText {
    let keys = kept.objects.isEmpty ? kept.drafts.map(\.key) : kept.objects.map(\.key)
    var text = StyledText(" · ", Role.muted)
    text.append(keys.title.padded(to: 36), .strong)
    let age = Age.text(seconds: max(0, now.seconds - kept.time.seconds))
    text.append("kept \(age) ago", .muted)
    if kept.context != context { text.append("  in \(kept.context)", .warning) }
    return text
  }
}

extension EditFlow {
  /// What it is about.
  var name: String { keys.title }

  /// How it stands with it: a glyph, its colour, and in words.
  var state: (glyph: String, role: Role, words: String) {
    switch phase {
    case .opening: return ("◐", .progressing, "being read")
    case .inEditor: return ("✎", .progressing, "in the editor")
    case .stuck(let reason): return ("✖", .error, reason)
    case .preparing: return ("◐", .progressing, "the server is asked")
    case .review:
      if openConflicts > 0 { return ("!", .warning, "conflicts to settle") }
      return reviews.contains { $0.canBeApplied }
        ? ("●", .info, "waits for you to decide") : ("✖", .error, "can't be applied")
    case .applying: return ("◐", .progressing, "being applied")
    case .finished:
      return answers.allSatisfy(\.isDone)
        ? ("✓", .success, "applied") : ("✖", .error, "not all of it is applied")
    }
  }
}

extension EditResult {
  /// Whether it is done.
  public var isDone: Bool { if case .applied = outcome { true } else { false } }
}

extension [ObjectKey] {
  /// The one with its kind and namespace, several by their number.
  var title: String {
    guard count == 1, let key = first else { return "\(count) objects" }
    return "\(key.kind.singular) \(key.name)"
  }
}
