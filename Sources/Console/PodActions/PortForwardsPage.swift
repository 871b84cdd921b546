import Kubernetes
import TUI

/// The forwards as a page: a line each, and another for what went wrong.
struct PortForwardsPage {
  let forwards: [PortForward.ID: PortForward]
  let now: Timestamp
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    guard !forwards.isEmpty else {
      page.addSentence(
        StyledText("no ports are forwarded; F on a pod does that", Role.muted), indent: 0)
      return page.lines
    }
    for (id, forward) in forwards.sorted(by: { $0.key.number < $1.key.number }) {
      page.add(line(of: forward), anchor: Self.anchor(of: id))
      if !forward.problem.isEmpty {
        page.addSentence(
          StyledText("    \(forward.problem)", forward.isOpen ? Role.muted : .warning), depth: 1)
      }
    }
    return page.lines
  }

  /// What stands above it.
  var title: String {
    let open = forwards.values.count(where: \.isOpen)
    return forwards.isEmpty ? "Port-forwards" : "Port-forwards — \(open) of \(forwards.count) open"
  }

  /// The forward that a line is about.
  static func forward(at anchor: String) -> PortForward.ID? {
    guard anchor.hasPrefix("forward ") else { return nil }
    return Int(anchor.dropFirst(8)).map { PortForward.ID($0) }
  }

  private static func anchor(of id: PortForward.ID) -> String { "forward \(id.number)" }

  private func line(of forward: PortForward) -> StyledText {
    let (glyph, role, word) = state(of: forward)
    let ports = zip(forward.addresses, forward.run.ports).map { "\($0) → \($1.remote)" }
    var text = StyledText(" \(glyph) ", role)
    text.append(word.padded(to: 12), role)
    text.append(ports.joined(separator: ", ").padded(to: 24), .strong)
    text.append("\(forward.run.pod)  ", .text)
    if let workload = forward.workload {
      text.append("\(workload.kind) \(workload.name)  ", .muted)
    }
    let count = forward.connections
    text.append(count == 1 ? "1 connection" : "\(count) connections", .muted)
    return text
  }

  private func state(of forward: PortForward) -> (glyph: String, role: Role, word: String) {
    switch forward.phase {
    case .starting: ("◐", .progressing, "starting")
    case .open(let since):
      ("●", .healthy, "open \(Age.text(seconds: max(0, now.seconds - since.seconds)))")
    case .waiting(let time):
      now < time
        ? ("◐", .warning, "again in \(Age.text(seconds: time.seconds - now.seconds))")
        : ("◐", .warning, "no pod")
    case .failed: ("✖", .error, "failed")
    }
  }
}
