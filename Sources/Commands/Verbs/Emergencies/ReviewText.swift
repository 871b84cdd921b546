import Documents
import Emergencies
import GitOps
import Kubernetes

/// What an edit comes to, as text: the fields, what the server says, who puts it back and when.
struct ReviewText {
  let prepared: PreparedEdit
  let output: Output

  /// The lines.
  var lines: [String] {
    var lines = [
      output.paint(prepared.key.words, .strong) + "  " + SafeText.line(prepared.draft.action)
    ]
    if !prepared.ownerWords.isEmpty { lines.append(row("owner", prepared.ownerWords)) }
    lines += fields
    lines += conflicts
    lines.append(row("server", prepared.verdict.words, prepared.verdict.paint))
    for cause in prepared.verdict.error?.status?.causes ?? [] where !cause.field.isEmpty {
      lines.append(
        row("", "\(cause.field): \(cause.message)", .bad))
    }
    for edit in prepared.shownAlso {
      lines += EditLines(edit: edit, output: output).lines.enumerated().map { index, line in
        (index == 0 ? label("also") : label("")) + line
      }
    }
    for words in prepared.warnings + prepared.notes { lines.append(row("note", words, .changed)) }
    lines += forecast
    for words in prepared.pauseNotes { lines.append(row("pause", words, .changed)) }
    if let problem = prepared.recordProblem { lines.append(row("record", problem, .changed)) }
    return lines
  }

  private var fields: [String] {
    var lines = prepared.shownEdits.flatMap { edit in
      EditLines(edit: edit, output: output).lines.map { "  \($0)" }
    }
    let others = prepared.shownMeanwhile.map { "\($0.path)" }
    if !others.isEmpty {
      lines.append(row("others", "changed meanwhile, and kept: \(others.joined(separator: ", "))"))
    }
    return lines
  }

  private var conflicts: [String] {
    prepared.shownConflicts.flatMap { conflict -> [String] in
      func line(_ whose: String, _ value: Value?) -> String {
        "      \(whose): \(value.map { $0.brief } ?? "not there")"
      }
      return [
        "  \(output.paint("!", .bad)) \(SafeText.line("\(conflict.path)"))",
        line("opened", conflict.opened), line("yours ", conflict.yours),
        line("theirs", conflict.theirs),
      ]
    }
  }

  private var forecast: [String] {
    guard let forecast = prepared.forecast else { return [] }
    let isOfAll = Set(forecast.lines.map(\.fields)).count < 2
    return forecast.lines.map { line in
      let fields = line.fields.map(\.description).joined(separator: ", ")
      let words = isOfAll || fields.isEmpty ? line.words : "\(fields): \(line.words)"
      return row("forecast", words, line.urgency.paint)
    } + forecast.gaps.map { row("forecast", $0, .changed) }
  }

  private func row(_ name: String, _ text: String, _ paint: Output.Paint? = nil) -> String {
    let text = SafeText.line(text)
    return label(name) + (paint.map { output.paint(text, $0) } ?? text)
  }

  private func label(_ name: String) -> String {
    let padding = String(repeating: " ", count: max(1, 10 - name.count))
    return "  \(output.paint(name, .faint))\(padding)"
  }
}

/// What became of an edit, as text.
struct EditResultText {
  let result: EditResult
  let output: Output

  /// The lines.
  var lines: [String] {
    let name = result.key.words
    let head: String
    switch result.outcome {
    case .applied(let emergency, _, let remarks):
      let pause = emergency.pause.map { pause in
        ["paused: \(pause.whose) " + (pause.until.map { "until \($0.rfc3339)" } ?? "until resumed")]
      }
      return [
        "\(output.paint("✓", .good)) \(name): \(SafeText.line(emergency.action)), "
          + "on the record as \(emergency.id)"
      ] + ((pause ?? []) + remarks + result.notes).map { "  \(SafeText.line($0))" }
    case .changed: head = "it has changed meanwhile; nothing was sent"
    case .notRecorded(let reason): head = "it can't be put on the record: \(reason)"
    case .failed(let error): head = error.summary
    case .uncertain(let emergency, let error):
      head =
        "whether it was done isn't known: \(error.summary); it is on the record as \(emergency.id)"
    }
    return ["\(output.paint("✗", .bad)) \(name): \(SafeText.line(head))"]
      + result.notes.map { "  \(SafeText.line($0))" }
  }
}

extension PreparedEdit.Verdict {
  fileprivate var paint: Output.Paint {
    switch self {
    case .accepted: .good
    case .unneeded: .faint
    case .untried, .conflicting, .deleted, .replaced, .present: .changed
    case .refused, .denied, .unanswered: .bad
    }
  }
}

extension ForecastUrgency {
  fileprivate var paint: Output.Paint? {
    switch self {
    case .never: nil
    case .unknown, .later: .changed
    case .soon, .atOnce: .bad
    }
  }
}
