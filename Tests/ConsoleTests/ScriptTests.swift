import Console
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

@Suite struct ScriptTests {
  private let id = ScriptRun.ID(1)

  private func asked() -> ConsoleState {
    var state = Samples.state()
    state.hearOfStacks()
    state.select(stack: "registry")
    state.press("!")
    return state
  }

  private func running() -> ConsoleState {
    var state = asked()
    state.press("y")
    return state
  }

  private func isRunning(_ state: ConsoleState) -> Bool {
    state.activities.contains { if case .script = $0 { true } else { false } }
  }

  @Test func nothingRunsWithoutTheQuestion() {
    var state = asked()
    #expect(state.render().text.contains("./scripts/deploy-stack.sh registry"))
    #expect(!isRunning(state))
    state.press("<enter>")
    #expect(state.overlays.isEmpty)
    #expect(!isRunning(state))
  }

  @Test func aProtectedContextWantsTheStacksName() {
    var state = Samples.state()
    state.hearOfStacks()
    state.settings.protectedContexts = ["homelab"]
    state.select(stack: "registry")
    state.press("!y<left><enter>")
    #expect(!isRunning(state))
  }

  @Test func aReadOnlyConsoleRunsNothing() {
    var state = Samples.state()
    state.hearOfStacks()
    state.settings.isReadOnly = true
    state.select(stack: "registry")
    state.press("!")
    #expect(state.overlays.isEmpty)
    #expect(state.said.last == "script: this console is read-only")
  }

  @Test func aRepositoryWithoutAScriptSaysSo() {
    var state = Samples.state()
    state.select(stack: "registry")
    state.press("!")
    #expect(state.overlays.isEmpty)
    #expect(state.said.last?.contains("the repository has no script") == true)
  }

  @Test func whatItWritesIsHarmlessAndFollowed() {
    var state = running()
    for number in 0..<200 {
      _ = state.update(.script(id, .wrote(["\u{1B}[2J\u{1B}]0;x\u{7}line \(number)"])))
    }
    let text = state.render().text
    #expect(text.contains("line 199"))
    #expect(!text.contains("\u{1B}"))
    state.press("k")
    _ = state.update(.script(id, .wrote(["the last"])))
    #expect(!state.render().text.contains("the last"))
  }

  @Test(arguments: ["<esc>", "<ctrl-c>"]) func leavingAsksBeforeItStops(key: String) {
    var state = running()
    state.press(key)
    state.press("<enter>")
    #expect(isRunning(state))
    state.press(key)
    state.press("y")
    #expect(!isRunning(state))
    #expect(state.render().text.contains("stopping"))
    _ = state.update(.script(id, .ended(.stopped)))
    #expect(state.render().text.contains("✖ stopped"))
  }

  @Test func itsOutputIsKeptUntilThePageIsClosed() {
    var state = running()
    _ = state.update(.script(id, .wrote(["done"])))
    _ = state.update(.script(id, .ended(.exited(0))))
    #expect(state.render().text.contains("✓ exit code 0"))
    state.press("<esc>")
    #expect(state.overlays.isEmpty)
    #expect(state.scripts.isEmpty)
  }

  @Test func itGoesOnWhileSomethingElseIsLookedAt() {
    var state = running()
    state.press("3")
    #expect(isRunning(state))
    _ = state.update(.script(id, .wrote(["meanwhile"])))
    state.press("1!")
    #expect(state.render().text.contains("meanwhile"))
    #expect(state.scripts.count == 1)
  }

  @Test func theOldestLinesGoWhenThereAreTooMany() {
    var state = running()
    let lines = (0...ScriptRun.capacity).map { "line \($0)" }
    _ = state.update(.script(id, .wrote(lines)))
    #expect(state.scripts[id]?.lines.count == ScriptRun.capacity * 7 / 8)
    #expect(state.render().text.contains("line \(ScriptRun.capacity)"))
    state.press("g")
    #expect(state.render().text.contains("older lines dropped"))
  }
}
