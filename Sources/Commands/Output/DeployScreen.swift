import DeployEngine
import Synchronization

/// Shows a deploy as it goes: lines, and on a terminal a bar below them that is drawn over.
final class DeployScreen: Sendable {
  private struct State {
    var report: DeployReport
    /// What is on the terminal's last line.
    var bar = ""
  }

  private let state: Mutex<State>
  private let output: Output
  /// Whether lines are remarks, what was asked for being JSON.
  private let isRemark: Bool

  init(_ output: Output, isRemark: Bool) {
    var output = output
    if isRemark { output.hasColors = false }
    self.output = output
    self.isRemark = isRemark
    state = Mutex(State(report: DeployReport(output)))
  }

  /// Takes an event.
  func hear(_ event: DeployEvent) {
    state.withLock { state in
      let lines = state.report.hear(event)
      show(lines, &state)
    }
  }

  /// Says that the deploy is being stopped.
  func stop() {
    state.withLock { state in
      let lines = state.report.stop()
      show(lines, &state)
    }
  }

  private func show(_ lines: [String], _ state: inout State) {
    let hasBar = output.isTerminal && !isRemark
    let bar = hasBar ? state.report.bar(columns: output.columns) ?? "" : ""
    guard !lines.isEmpty || bar != state.bar else { return }
    var text = ""
    // Back to the line's beginning, and what was there away.
    if !state.bar.isEmpty { text += "\r\u{1B}[K" }
    text += lines.map { $0 + "\n" }.joined() + bar
    state.bar = bar
    isRemark ? output.remark(text) : output.write(text)
  }
}
