import DeployEngine
import Kubernetes
import TUI

/// One object that is waited for: how it stands with it, and what holds it up.
struct WaitLines {
  let status: WaitStatus

  func add(to page: inout Page) {
    let role = status.outcome == nil ? status.health.role : .error
    var text = StyledText("  \(status.health.glyph) ", role)
    text.append("\(status.key.kind.kind) \(status.key.name)", .strong)
    text.append("  \(outcome)", role)
    page.add(text, depth: 1, anchor: "wait \(status.key)", object: status.key)
    addMessage(status.message, to: &page)
    if case .failed(let failure) = status.outcome {
      addMessage("\(failure.reason): \(failure.message)", to: &page)
    }
    for note in status.events { add(note, depth: 2, to: &page) }
    for culprit in status.culprits { add(culprit, to: &page) }
  }

  private func addMessage(_ message: String, to page: inout Page) {
    guard !message.isEmpty else { return }
    page.addSentence(StyledText("      \(message.firstLine)"), depth: 2, indent: 8)
  }

  private var outcome: String {
    switch status.outcome {
    case nil: "\(status.health)"
    case .healthy: "healthy"
    case .failed: "failed"
    case .timedOut: "not healthy in time"
    case .cancelled: "no longer waited for"
    }
  }

  private func add(_ note: WaitNote, depth: Int, to page: inout Page) {
    let count = note.count > 1 ? " (\(note.count)×)" : ""
    let margin = String(repeating: " ", count: depth * 2 + 2)
    page.addSentence(
      StyledText("\(margin)▲ \(note.reason): \(note.message.firstLine)\(count)", Role.warning),
      depth: depth, indent: depth * 2 + 4)
  }

  private func add(_ culprit: WaitStatus.Culprit, to page: inout Page) {
    let pod = ObjectKey(.pods, culprit.pod)
    // A pod that only begins isn't at fault.
    let isFaulty = status.health == .degraded || !culprit.lastEvents.isEmpty
    let (glyph, role): (String, Role) = isFaulty ? ("✖", .degraded) : ("◐", .progressing)
    var text = StyledText("      \(glyph) pod \(culprit.pod.name)", Role.strong)
    text.append("  \(culprit.reason)", role)
    page.add(text, depth: 2, anchor: "wait \(pod)", object: pod)
    if !culprit.message.isEmpty {
      page.addSentence(StyledText("        \(culprit.message.firstLine)"), depth: 3, indent: 10)
    }
    for note in culprit.lastEvents { add(note, depth: 3, to: &page) }
    for line in culprit.lastLogLines {
      var text = StyledText("        \(culprit.container) ", Role.muted)
      text.append(LogText.parse(String(line.prefix(500))))
      page.add(text, depth: 3)
    }
  }
}
