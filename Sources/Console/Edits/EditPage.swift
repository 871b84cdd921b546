import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// An edit as a page: what was typed or can't be gone on with, what it comes to, what came of it.
struct EditPage {
  let flow: EditFlow
  /// The record, for what became of what was applied.
  let log: EmergencyLog
  /// Whether the context is protected.
  let isProtected: Bool
  let now: Timestamp
  let width: Int

  /// What stands above it.
  var title: String {
    switch flow.phase {
    case .opening, .inEditor, .stuck: "Edit of \(flow.name)"
    case .preparing: "Edit of \(flow.name) …"
    case .review: "Review of an edit of \(flow.name)"
    case .applying: "Applying the edit of \(flow.name) …"
    case .finished: flow.isOver ? "Edited \(flow.name)" : "Edit of \(flow.name): not all is done"
    }
  }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    addState(to: &page)
    for answer in flow.answers { add(answer, to: &page) }
    let done = Set(flow.answers.filter(\.isDone).map(\.key))
    for (index, review) in flow.reviews.enumerated() where !done.contains(review.key) {
      page.addSpace()
      EditReviewLines(
        prepared: review, draft: flow.drafts.first { $0.key == review.key }, index: index,
        isAlone: flow.reviews.count == 1, now: now, width: width
      ).add(to: &page)
    }
    return page.lines
  }

  /// The object, and of its conflicts the one, that a line is about; by their positions.
  static func conflict(at anchor: String) -> (object: Int, conflict: Int?)? {
    let words = anchor.split(separator: " ")
    guard words.first == "conflict", words.count > 1, let object = Int(words[1]) else { return nil }
    return (object, words.count > 2 ? Int(words[2]) : nil)
  }

  // MARK: - How it stands

  private func addState(to page: inout Page) {
    var place = StyledText("in context \(flow.context)", isProtected ? Role.warning : .muted)
    if isProtected { place.append(", which is protected", .warning) }
    page.add(place)
    switch flow.phase {
    case .opening, .inEditor: break
    case .stuck(let reason):
      page.addSentence(StyledText("✖ \(reason)", Role.error), indent: 2)
      page.addSentence(
        StyledText(
          flow.currentText == nil
            ? "r asks the server again" : "what was typed is kept: e goes back to it", Role.muted))
    case .preparing: page.add(StyledText("asking the server what comes of it …", Role.muted))
    case .review: addVerdict(to: &page)
    case .applying: page.add(StyledText("◐ being applied …", Role.progressing))
    case .finished:
      guard !flow.isOver else { return }
      page.addSentence(
        StyledText(
          flow.currentText == nil
            ? "what isn't done is kept: r asks the server again"
            : "what isn't done is kept: e goes back to the text, r asks the server again",
          Role.warning))
    }
  }

  private func addVerdict(to page: inout Page) {
    let count = flow.openConflicts
    guard count > 0 else { return }
    page.addSentence(
      StyledText(
        "! \(count == 1 ? "1 conflict is" : "\(count) conflicts are") to be settled: m takes yours, "
          + "t theirs; M and T all at once", Role.warning), indent: 2)
  }

  // MARK: - What came of it

  private func add(_ answer: EditResult, to page: inout Page) {
    page.addSpace()
    var text = StyledText()
    let name = "\(answer.key.kind.kind) \(answer.key.name)"
    switch answer.outcome {
    case .applied(let emergency, _, let remarks):
      let now = log[emergency.id] ?? emergency
      let (glyph, role) = now.state.sign
      text.append("\(glyph) ", role)
      text.append(name, .strong)
      text.append("  \(emergency.action)", .text)
      text.append("  \(now.state)", role)
      page.addSentence(text, indent: 2, object: answer.key)
      page.addSentence(
        StyledText("  on the record as \(emergency.id)", Role.muted), depth: 1,
        object: answer.key)
      for remark in remarks + answer.notes {
        page.addSentence(StyledText("  ▲ \(remark)", Role.warning), depth: 1)
      }
    case .changed:
      text.append("! ", .warning)
      text.append(name, .strong)
      text.append("  it has changed meanwhile; nothing was sent", .warning)
      page.addSentence(text, indent: 2, object: answer.key)
    case .notRecorded, .failed, .uncertain:
      text.append("✖ ", .error)
      text.append(name, .strong)
      text.append("  \(answer.problem ?? "")", .error)
      page.addSentence(text, indent: 2, object: answer.key)
      if case .failed(let error) = answer.outcome {
        EditReviewLines.addCauses(of: error, to: &page)
      }
      for note in answer.notes {
        page.addSentence(StyledText("  ▲ \(note)", Role.warning), depth: 1)
      }
    }
  }
}

extension ConsoleState {
  /// The page of an edit.
  func page(of flow: EditFlow) -> EditPage {
    EditPage(
      flow: flow, log: emergencies, isProtected: isProtected && flow.context == cluster.id.context,
      now: now, width: pageWidth)
  }
}
