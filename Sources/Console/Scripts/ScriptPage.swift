import GitOps
import Kubernetes
import TUI

/// The output of a script, as a page: its own colours kept, everything else of it harmless.
struct ScriptPage {
  let script: ScriptRun
  let now: Timestamp
  let width: Int

  /// Longer lines are cut before they are looked at closer.
  private static let longestLine = 16 << 10

  var lines: [DocumentLine] {
    var lines: [DocumentLine] = []
    if script.droppedCount > 0 {
      lines.append(
        DocumentLine(StyledText("… \(script.droppedCount) older lines dropped", Role.muted)))
    }
    lines += Self.lines(script.lines, width: width)
    switch script.phase {
    case .running: break
    case .stopping: lines.append(DocumentLine(StyledText("‖ stopping …", Role.warning)))
    case .ended(let ending, let end):
      let took = Age.text(seconds: max(0, end.seconds - script.start.seconds))
      lines.append(
        DocumentLine(
          ending.isSuccess
            ? StyledText("✓ \(ending.words) after \(took)", Role.success)
            : StyledText("✖ \(ending.words) after \(took)", Role.error)))
    }
    return lines
  }

  /// What stands above it.
  var title: String {
    let took = Age.text(seconds: max(0, now.seconds - script.start.seconds))
    switch script.phase {
    case .running: return "\(script.run.command) — running for \(took), esc stops it"
    case .stopping: return "\(script.run.command) — stopping …"
    case .ended(let ending, _): return "\(script.run.command) — \(ending.words)"
    }
  }

  /// Lines of the program, those that are too long in several.
  static func lines(_ texts: [String], width: Int) -> [DocumentLine] {
    texts.flatMap { text in
      LogText.parse(String(text.prefix(longestLine))).wrapped(to: width).map { DocumentLine($0) }
    }
  }
}
