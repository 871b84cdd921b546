import Emergencies
import GitOps
import TUI

/// What can be decided about an edit.
extension FormState {
  /// What becomes of an edit.
  enum EditChoice: CaseIterable {
    case later, apply, toGit, drop

    var title: String {
      switch self {
      case .later: "save for later"
      case .apply: "apply"
      case .toGit: "to Git"
      case .drop: "drop"
      }
    }
  }

  /// Asks what is to become of an edit; at first nothing is.
  static func decision(
    of id: EditFlow.ID, _ flow: EditFlow, applying: Availability, pausable: [ObjectOwner]
  ) -> FormState {
    let choices = EditChoice.allCases.filter { choice in
      switch choice {
      case .apply: applying == .enabled
      case .toGit: flow.isForGit
      case .later, .drop: true
      }
    }
    var fields = [
      Field(
        .editChoice, "What", explanation(flow, applying), .choice(0, of: choices.map(\.title)))
    ]
    if applying == .enabled, !pausable.isEmpty {
      let pauses = EditDecision.Pause.allCases.map(\.title)
      fields.append(
        Field(
          .editPause, "Pause",
          "With apply: the automation of \(pausable.map { $0.words() }.joined(separator: ", ")) is paused for so long, "
            + "and resumed by any Duet that runs then.", .choice(0, of: ["no"] + pauses)))
    }
    if applying == .enabled || flow.isForGit {
      fields.append(
        Field(
          .editReason, "Reason", "For the record and the commit, where everybody sees it.",
          .text(PromptState(), standard: "none")))
    }
    return FormState(.edit(id), fields: fields)
  }

  private static func explanation(_ flow: EditFlow, _ applying: Availability) -> String {
    if case .disabled(let reason) = applying { return "It can't be applied: \(reason)." }
    let left = flow.reviews.count { !$0.canBeApplied }
    guard left > 0 else { return "What is applied is what the review shows, and nothing else." }
    return "What can't be applied is left out: \(left) of \(flow.reviews.count) objects."
  }

  /// What was chosen to become of an edit.
  var editChoice: EditChoice? {
    guard case .choice(let index, let titles)? = self[.editChoice] else { return nil }
    return EditChoice.allCases.first { $0.title == titles[index] }
  }

  /// The pause that was chosen.
  var editPause: EditDecision.Pause? {
    guard case .choice(let index, _)? = self[.editPause], index > 0 else { return nil }
    return EditDecision.Pause.allCases[index - 1]
  }

  /// The reason that was typed.
  var editReason: String {
    guard case .text(let line, _)? = self[.editReason] else { return "" }
    return line.text.trimmingSpaces
  }
}

extension EditFlow {
  /// Whether it comes to changes that could be in Git as well.
  var isForGit: Bool {
    guard phase == .review, openConflicts == 0, origin != .undo else { return false }
    return reviews.contains { !$0.edits.isEmpty && $0.draft.opened != nil }
  }
}
