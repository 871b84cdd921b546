import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes

/// One change past Git, with everything that is on the record of it, as text.
struct EmergencyText {
  let entry: Emergency
  let output: Output

  /// The lines.
  var lines: [String] {
    var lines = [
      output.paint(entry.key.words, .strong) + "  " + SafeText.line(entry.action),
      row("id", entry.id.text),
      row("state", "\(entry.state)" + (entry.isOwed ? "; owed to Git" : "")),
      row("who", "\(entry.user), \(entry.time.rfc3339)"),
    ]
    if !entry.reason.isEmpty { lines.append(row("why", entry.reason)) }
    if !entry.owners.isEmpty {
      lines.append(row("owner", entry.owners.joined(separator: ", ")))
    }
    if let pause = entry.pause {
      let until = pause.until.map { "until \($0.rfc3339)" } ?? "until somebody resumes it"
      lines.append(row("paused", "\(pause.whose), \(until)"))
    }
    if let commit = entry.commit {
      lines.append(
        row("in Git", "\(commit.commit.prefix(7)) on \(commit.branch) of \(commit.repository)"))
    }
    if let undoes = entry.undoes { lines.append(row("undoes", undoes.text)) }
    for edit in entry.edits {
      lines += EditLines(edit: edit, output: output).lines.map { "  \($0)" }
    }
    for words in entry.forecast { lines.append(row("forecast", words)) }
    return lines
  }

  private func row(_ name: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: max(1, 10 - name.count))
    return "  \(output.paint(name, .faint))\(padding)\(SafeText.line(text))"
  }
}

/// A field that changes, as lines of text.
struct EditLines {
  let edit: FieldEdit
  let output: Output

  /// The field, with what was there and what is there then.
  var lines: [String] {
    let sign = edit.before == nil ? "+" : edit.after == nil ? "-" : "~"
    let path = edit.path.isRoot ? "the whole object" : edit.path.description
    let head = "\(output.paint(sign, paint)) \(SafeText.line(path))"
    let (old, new) = (edit.before?.distinctLines, edit.after?.distinctLines)
    let isBrief = (old?.count ?? 1) == 1 && (new?.count ?? 1) == 1
    if isBrief {
      switch (old?.first, new?.first) {
      case (let old?, let new?):
        return ["\(head): \(output.paint(old, .gone)) → \(output.paint(new, .good))"]
      case (let old?, nil): return ["\(head): \(output.paint(old, .gone))"]
      case (nil, let new?): return ["\(head): \(output.paint(new, .good))"]
      case (nil, nil): return [head]
      }
    }
    return [head]
      + TextDifference.lines(from: old ?? [], to: new ?? []).map { line in
        switch line {
        case .removed(let text): output.paint("    - \(text)", .gone)
        case .added(let text): output.paint("    + \(text)", .good)
        case .same(let text): "      \(text)"
        case .skipped(let count): output.paint("      … \(count) lines", .faint)
        }
      }
  }

  private var paint: Output.Paint {
    edit.before == nil ? .good : edit.after == nil ? .gone : .changed
  }
}

extension Value {
  /// The value in lines, in which `"5"` isn't `5`.
  fileprivate var distinctLines: [String] {
    guard let text = string, text.isEmpty || Double(text) != nil || Self.words.contains(text) else {
      return shownLines
    }
    return [json]
  }

  private static let words: Set = ["true", "false", "null"]

  /// The value in one line.
  var brief: String { SafeText.line(distinctLines.count == 1 ? distinctLines[0] : json) }
}
