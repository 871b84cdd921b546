import DeployEngine
import Documents
import GitOps
import Kubernetes

/// A plan as text, for a person to agree to.
struct PlanText {
  let plan: Plan
  let output: Output
  /// The context that it is for.
  var context: String?
  /// Whether what isn't rendered any more is to be deleted.
  var prunes = false
  /// Whether fields of others are to be taken over.
  var forcesConflicts = false
  /// Whether objects that are as they should be are listed, too.
  var listsAll = false

  /// All of it.
  var lines: [String] {
    var lines = [output.paint(title, .strong)]
    for warning in plan.warnings {
      lines.append(output.paint("  ⚠ \(SafeText.line(warning))", .changed))
    }
    let changes = plan.items.filter { listsAll || $0.isNews }
    if !changes.isEmpty { lines.append("") }
    for item in changes { lines += self.lines(of: item) }
    let consequences = plan.consequences(pruning: prunes).filter(\.isNews)
    if !consequences.isEmpty { lines.append("") }
    for consequence in consequences {
      let paint: Output.Paint = consequence.isDangerous ? .bad : .changed
      lines.append(output.paint("  ⚠ \(consequence.words)", paint))
    }
    for kept in plan.kept {
      lines.append("  \(kept.key.words) isn't in the stack any more and stays: \(kept.words)")
    }
    lines.append("")
    lines.append(summary)
    return lines
  }

  private var title: String {
    var title = "Plan of \(SafeText.line(plan.name))"
    if let environment = plan.environment { title += " (\(SafeText.line(environment)))" }
    if let context { title += " on \(SafeText.line(context))" }
    return title + ", from \(plan.git.words)"
  }

  /// The counts, in one line.
  var summary: String {
    let counts = plan.counts
    var parts: [String] = []
    func add(_ number: Int, _ words: String) {
      if number > 0 { parts.append("\(number) \(words)") }
    }
    add(counts.create, "to create")
    add(counts.change, "to change")
    add(counts.recreate, "to recreate")
    add(
      counts.conflict,
      forcesConflicts ? "to take over" : counts.conflict == 1 ? "conflict" : "conflicts")
    add(counts.prune, prunes ? "to prune" : "to prune with --prune")
    add(counts.error, counts.error == 1 ? "error" : "errors")
    add(counts.adopt, "to adopt")
    add(counts.unchanged - counts.adopt, "unchanged")
    return parts.isEmpty ? "no objects" : parts.joined(separator: ", ")
  }

  private func lines(of item: PlannedObject) -> [String] {
    let mark = item.mark
    var head = "  \(mark.glyph) \(Self.padded(mark.word)) \(item.key.words)"
    if let prerequisite = item.prerequisite { head += ", after \(prerequisite.words)" }
    var lines = [output.paint(head, mark.paint)]
    let indent = String(repeating: " ", count: 6)
    switch item.verdict {
    case .conflict(let conflicts):
      for conflict in conflicts {
        let fields = conflict.fields.joined(separator: ", ")
        lines.append(indent + SafeText.line("\(conflict.manager) owns \(fields)"))
      }
    case .recreate(let fields) where !fields.isEmpty:
      lines.append(indent + SafeText.line("\(fields.joined(separator: ", ")) can't be changed"))
    case .error(let error):
      lines.append(indent + output.paint(SafeText.line(error.summary), .bad))
      if let advice = error.advice { lines.append(indent + SafeText.line(advice)) }
      let object = item.object
      if !object.file.isEmpty {
        lines.append(indent + SafeText.line("in \(object.file):\(object.line)"))
      }
    case .create, .change, .unchanged, .recreate, .prune: break
    }
    if let adoption = item.adoption, !adoption.managers.isEmpty {
      let managers = adoption.managers.joined(separator: ", ")
      lines.append(indent + SafeText.line("becomes the stack's, from \(managers)"))
    }
    for field in item.fields { lines += self.lines(of: field).map { indent + $0 } }
    for warning in item.warnings {
      lines.append(indent + output.paint("⚠ \(SafeText.line(warning))", .changed))
    }
    return lines
  }

  /// A field: what is there, what would be, and what Git says where that is something else.
  private func lines(of field: FieldChange) -> [String] {
    var lines = [SafeText.line(field.label)]
    lines += TextDifference.painted(from: field.live, to: field.result, output)
    if let git = field.git, let result = field.result, git != result {
      lines += git.shownLines.map { "  " + output.paint("  Git says \($0)", .faint) }
    }
    return lines
  }

  private static func padded(_ word: String) -> String {
    word + String(repeating: " ", count: max(0, 9 - word.count))
  }
}

extension PlannedObject {
  /// Whether a person has to know of it before they agree.
  var isNews: Bool { verdict != .unchanged || adoption != nil || !warnings.isEmpty }

  /// The verdict as a glyph, a word and a colour.
  var mark: (glyph: String, word: String, paint: Output.Paint) {
    switch verdict {
    case .create: ("+", "create", .good)
    case .change: ("~", "change", .changed)
    case .unchanged: adoption == nil ? ("=", "unchanged", .faint) : ("=", "adopt", .faint)
    case .conflict: ("!", "conflict", .bad)
    case .recreate: ("±", "recreate", .bad)
    case .prune: ("-", "prune", .gone)
    case .error: ("✖", "error", .bad)
    }
  }
}

extension PlannedObject.Prerequisite {
  /// What comes first, in words.
  var words: String {
    switch self {
    case .namespace(let name): "the namespace \(SafeText.line(name))"
    case .definition(let name): "the definition \(SafeText.line(name))"
    }
  }
}

extension Consequence {
  /// Whether it isn't said already, at the object itself.
  fileprivate var isNews: Bool {
    switch kind {
    case .adopts, .takesOver: false
    case .restarts, .recreates, .losesData, .undoesEdits: true
    }
  }
}
