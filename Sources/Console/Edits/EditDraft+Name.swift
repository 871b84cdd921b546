import Documents
import Emergencies
import GitOps

extension EditDraft {
  /// The draft of a text, called by what it changes: `spec.replicas: 2 → 4`, `3 fields`.
  var named: EditDraft {
    var draft = self
    let edits = edits.map { $0.masked(in: opened ?? .null) }
    draft.action = edits.count == 1 ? edits[0].name : "\(edits.count) fields"
    return draft
  }
}

extension FieldEdit {
  /// The field and what becomes of it, in a few words.
  fileprivate var name: String {
    // The way down says little: two steps tell which field is meant.
    let steps = path.steps.suffix(path.description.count > 32 ? 2 : path.steps.count)
    let field = FieldPath(Array(steps)).description
    switch (before, after) {
    case (let before?, let after?): return "\(field): \(before.short) → \(after.short)"
    case (nil, let after?): return "\(field): \(after.short) added"
    case (_, nil): return "\(field) removed"
    }
  }
}

extension Value {
  /// On one line, and no longer than a name.
  fileprivate var short: String {
    let text = brief.prefix { !$0.isNewline }
    return text.count > 24 ? "\(text.prefix(23))…" : String(text)
  }
}
