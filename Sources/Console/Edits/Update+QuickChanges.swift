import Emergencies
import GitOps
import Kubernetes
import TUI

/// Changes that a key asks for without an editor: they take the same road as edits, with a question in
/// the place of the review, from which the review and all its choices are one key away.
extension ConsoleState {
  /// Asks whether objects are to be deleted, and meanwhile the server who would make them anew.
  mutating func askToDelete(_ keys: [ObjectKey]) -> [Command] {
    guard !keys.isEmpty else { return [] }
    let drafts = keys.map {
      EditDraft($0, opened: nil, .deletion(.background), action: "deleted")
    }
    let id = add(EditFlow(drafts, in: cluster.id.context, origin: .change))
    let phrase = isProtected ? (keys.count == 1 ? keys[0].name.name : cluster.id.context) : nil
    overlays.append(
      .question(Question(.delete(id, keys), dialog: Self.quickAnswers("Delete", phrase: phrase))))
    return prepare(id)
  }

  /// The answers to a question about a quick change: to do it, to decide about it as about an edit, and
  /// not to do it.
  static func quickAnswers(_ yes: String, phrase: String?) -> DialogState {
    DialogState(
      buttons: [
        DialogButton(yes, key: "y", isDangerous: true), DialogButton("More choices", key: "m"),
        DialogButton("No", key: "n"),
      ], phrase: phrase)
  }

  /// Whether a question about an edit is open.
  func isAsked(about id: EditFlow.ID) -> Bool {
    overlays.contains {
      if case .question(let question) = $0, case .delete(id, _) = question.subject {
        true
      } else {
        false
      }
    }
  }

  /// Why a question can't be agreed to yet; nil where it can.
  func delay(of subject: Question.Subject) -> String? {
    guard case .delete(let id, _) = subject, let flow = edits[id] else { return nil }
    switch flow.phase {
    case .preparing: return "the server is still asked who looks after it; answer in a moment"
    case .stuck(let reason): return reason
    default: break
    }
    if case .disabled(let reason) = applyingEdit(id) { return reason }
    return nil
  }

  /// Has objects deleted.
  mutating func agreedToDelete(_ id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id] else { return [] }
    clearMarks()
    return begin(id, EditDecision(flow.reviews.filter(\.canBeApplied)))
  }

  /// Shows the review of a quick change with all that can be decided about it.
  mutating func decideMore(_ id: EditFlow.ID) -> [Command] {
    clearMarks()
    show(id)
    return edits[id]?.phase == .review ? decideEdit(id) : []
  }

  /// What a question about a deletion says.
  func text(ofDeletion id: EditFlow.ID, _ keys: [ObjectKey]) -> [StyledText] {
    var lines = [
      StyledText(
        keys.count == 1
          ? "This object is deleted, with everything that it owns:"
          : "These \(keys.count) objects are deleted, with everything that they own:")
    ]
    let reviews = edits[id]?.reviews ?? []
    for key in keys.prefix(6) {
      lines.append(StyledText("  \(key.kind.kind) \(key.name)", Role.strong))
      guard let review = reviews.first(where: { $0.key == key }) else {
        lines += ownerNote(on: key)
        continue
      }
      if let obstacle = review.obstacle {
        lines.append(StyledText("    ✖ \(obstacle)", Role.error))
        continue
      }
      let outcomes = review.forecast?.object ?? []
      for outcome in keys.count == 1 ? outcomes[...] : outcomes.prefix(1) {
        lines.append(StyledText("    ") + outcome.line(now: now, isDeletion: true))
      }
      lines += (review.notes + [review.recordNote].compactMap(\.self)).map {
        StyledText("    ▲ \($0)", Role.warning)
      }
    }
    if keys.count > 6 { lines.append(StyledText("  … and \(keys.count - 6) more")) }
    if reviews.isEmpty {
      lines.append(
        deletionNote.map { StyledText($0, Role.warning) }
          ?? StyledText("asking who looks after it …", Role.muted))
    }
    lines.append(
      StyledText(
        "in context \(cluster.id.context)\(isProtected ? ", which is protected" : "")",
        Role.warning))
    return lines
  }
}

extension PreparedEdit {
  /// Why the cluster has no record of it, in a sentence; nil where it has.
  var recordNote: String? {
    recordProblem.map { "the record is kept on this machine alone: \($0)" }
  }
}
