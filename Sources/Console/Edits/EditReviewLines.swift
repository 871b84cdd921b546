import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// One object of a review: what the server says, which fields change and what becomes of each, what
/// others have changed.
struct EditReviewLines {
  let prepared: PreparedEdit
  /// What is wanted by now; nil once it is left out.
  let draft: EditDraft?
  /// Its position among the objects of the review.
  let index: Int
  /// Whether it is the only one.
  let isAlone: Bool
  let now: Timestamp
  let width: Int

  func add(to page: inout Page) {
    let (glyph, role, words) = prepared.verdict.sign
    var text = StyledText("\(glyph) ", role)
    text.append("\(prepared.key.kind.kind) \(prepared.key.name)", .strong)
    text.append("  \(prepared.draft.action)", .text)
    let isAnother = draft.map { prepared.verdict.isAboutAnother($0) } ?? false
    page.addSentence(
      text, indent: 2, anchor: isAnother ? "conflict \(index)" : "object \(index)",
      object: prepared.key)
    addOwners(to: &page)
    page.addSentence(StyledText("  \(words)", role), depth: 1, indent: 4)
    addProblem(to: &page)
    for warning in prepared.warnings + prepared.notes + [prepared.recordNote].compactMap(\.self) {
      page.addSentence(StyledText("  ▲ \(warning)", Role.warning), depth: 1, indent: 4)
    }
    if let pods = prepared.restarts {
      let count = pods.map { $0 == 1 ? "its pod is" : "its \($0) pods are" } ?? "its pods are"
      page.addSentence(StyledText("  ↻ \(count) replaced", Role.warning), depth: 1, indent: 4)
    }
    addConflicts(to: &page)
    addFields(
      prepared.shownEdits, prepared.forecast?.fields, "Fields that change", folded: false, to: &page
    )
    addObjectForecast(to: &page)
    for note in prepared.pauseNotes {
      page.addSentence(StyledText("  ▲ \(note)", Role.warning), depth: 1, indent: 4)
    }
    addFields(
      prepared.shownAlso, nil, "The server changes besides", folded: false, to: &page)
    addFields(
      prepared.shownMeanwhile, nil, "Changed meanwhile by others, and kept", folded: true,
      to: &page)
  }

  // MARK: - Who, and whether

  private func addOwners(to page: inout Page) {
    guard prepared.ownership != nil else { return }
    let words = prepared.ownerWords.isEmpty ? "nobody" : prepared.ownerWords
    page.addSentence(StyledText("  of \(words)", Role.muted), depth: 1, indent: 4)
  }

  private func addProblem(to page: inout Page) {
    switch prepared.verdict {
    case .refused(let error), .untried(let error), .unanswered(let error):
      Self.addCauses(of: error, to: &page)
    case .denied(let denial):
      page.addSentence(
        StyledText("  ✖ \(KubernetesError.forbidden(denial).summary)", Role.error), depth: 1,
        indent: 4)
    case .deleted:
      page.addSentence(
        StyledText(
          prepared.draft.remaking == nil
            ? "  t leaves it out" : "  m makes it anew with your changes, t leaves it out",
          Role.warning), depth: 1, indent: 4)
    case .replaced:
      page.addSentence(
        StyledText("  m makes your changes to the new one, t leaves it out", Role.warning),
        depth: 1, indent: 4)
    case .present:
      page.addSentence(StyledText("  t leaves it out", Role.warning), depth: 1, indent: 4)
    case .accepted, .unneeded, .conflicting: break
    }
  }

  /// Why the server doesn't take it, field by field.
  static func addCauses(of error: KubernetesError, to page: inout Page) {
    page.addSentence(StyledText("  ✖ \(error.summary)", Role.error), depth: 1, indent: 4)
    for cause in error.status?.causes ?? [] where !cause.field.isEmpty {
      page.addSentence(
        StyledText("    \(cause.field): \(cause.message)", Role.error), depth: 1, indent: 6)
    }
  }

  // MARK: - Fields

  private func addConflicts(to page: inout Page) {
    let conflicts = prepared.shownConflicts
    guard !conflicts.isEmpty else { return }
    page.section("Changed by two", note: "\(conflicts.count)", depth: 1, role: .warning) { page in
      for (number, conflict) in conflicts.enumerated() {
        add(conflict, number, to: &page)
      }
    }
  }

  private func add(_ conflict: EditConflict, _ number: Int, to page: inout Page) {
    // The choice goes by the field, and fields have the same names with their values hidden.
    let choice = draft?.choices[prepared.conflicts[number].path]
    var text = StyledText(
      "    \(choice == nil ? "!" : "✓") ", choice == nil ? Role.warning : .success)
    text.append("\(conflict.path)", .yamlKey)
    page.add(text, depth: 2, anchor: "conflict \(index) \(number)", object: prepared.key)
    func line(_ whose: String, _ value: Value?, isChosen: Bool) {
      let role: Role = isChosen ? .success : .text
      var line = StyledText("      \(isChosen ? "●" : " ") \(whose.padded(to: 8))", role)
      line.append(value.map(\.brief) ?? "not there", value == nil ? .muted : role)
      page.addSentence(line, depth: 3, indent: 16)
    }
    line("opened", conflict.opened, isChosen: false)
    line("yours", conflict.yours, isChosen: choice == .mine)
    line("theirs", conflict.theirs, isChosen: choice == .theirs)
  }

  private func addFields(
    _ edits: [FieldEdit], _ forecasts: [FieldForecast]?, _ title: String, folded: Bool,
    to page: inout Page
  ) {
    guard !edits.isEmpty else { return }
    page.section(title, note: "\(edits.count)", depth: 1, startsFolded: folded) { page in
      for (number, edit) in edits.enumerated() {
        FieldEditLines(edit: edit, width: width - 6, margin: 4).add(depth: 2, to: &page)
        guard let forecasts, forecasts.indices.contains(number) else { continue }
        for outcome in forecasts[number].outcomes {
          page.addSentence(StyledText("      ") + outcome.line(now: now), depth: 3, indent: 10)
        }
      }
    }
  }

  private func addObjectForecast(to page: inout Page) {
    guard let forecast = prepared.forecast else { return }
    for outcome in forecast.object {
      page.addSentence(
        StyledText("  ") + outcome.line(now: now, isDeletion: true), depth: 1, indent: 6)
    }
    for gap in forecast.gaps {
      page.addSentence(StyledText("  ? \(gap)", Role.warning), depth: 1, indent: 4)
    }
  }
}

extension PreparedEdit.Verdict {
  /// A glyph, its colour, and what the server says in a sentence.
  var sign: (glyph: String, role: Role, words: String) {
    switch self {
    case .accepted: ("●", .success, "the server takes it")
    case .refused: ("✖", .error, "the server refuses it")
    case .denied: ("✖", .error, "you aren't allowed to do it")
    case .untried:
      ("?", .warning, "the server can't try it: what it makes of it shows when it is done")
    case .unanswered: ("✖", .error, "the server couldn't be asked")
    case .unneeded: ("=", .muted, "it is as wanted already: nothing would be sent")
    case .conflicting: ("!", .warning, "the server isn't asked before conflicts are settled")
    case .deleted: ("!", .warning, "it was deleted since it was opened")
    case .replaced:
      ("!", .warning, "it was deleted since it was opened, and another one has its name")
    case .present: ("!", .warning, "it is there already")
    }
  }
}
