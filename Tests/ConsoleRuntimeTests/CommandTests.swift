import Console
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import ConsoleRuntime

/// What comes of commands.
@Suite(.timeLimit(.minutes(2)))
struct CommandTests {
  @Test func theAnswerOfACommandComesBackAsAnEvent() async throws {
    let world = ScriptedWorld(command: { command in
      command == .readRepository ? .repository(.missing("gone")) : nil
    })
    try await ConsoleDriver.run(world) { driver in
      try driver.press("<ctrl-r>")
      try await driver.wait(for: "the answer") { $0.repository == .missing("gone") }
    }
  }

  @Test func whatCannotBeDoneIsSaid() async throws {
    let world = ScriptedWorld(command: { _ in .failed("no such thing") })
    try await ConsoleDriver.run(world) { driver in
      try driver.press("<ctrl-r>")
      try await driver.see("no such thing")
    }
  }

  @Test func aSlowCommandHoldsNobodyUp() async throws {
    let world = ScriptedWorld(command: { _ in
      await untilCancelled()
      return nil
    })
    try await ConsoleDriver.run(world) { driver in
      try driver.press("<ctrl-r>?")
      try await driver.see("Open the command palette")
    }
  }

  @Test func settlingWaitsForCommands() async throws {
    let world = ScriptedWorld(command: { _ in .repository(.missing("gone")) })
    try await ConsoleDriver.run(world) { driver in
      try driver.press("<ctrl-r>")
      await driver.runtime.settle()
      #expect(await driver.runtime.state.repository == .missing("gone"))
    }
  }

  @Test func theTerminalIsDrawnAnewAfterTheBackground() async throws {
    try await ConsoleDriver.run(ScriptedWorld()) { driver in
      try driver.press("<ctrl-z>")
      let record = await driver.terminal.record.wait { $0.redraws == 1 }
      #expect(record?.suspensions == 1)
    }
  }

  @Test func namesAreCopied() async throws {
    try await ConsoleDriver.run(ScriptedWorld()) { driver in
      driver.hear(.pods(ResourceQuery(.pods), .page([.named("web", in: "shop")], remaining: nil)))
      try driver.press("3c")
      #expect(await driver.terminal.record.wait { $0.copied == ["web"] } != nil)
    }
  }

  @Test func aThemeIsTakenFromTheTerminal() async throws {
    var setup = ConsoleDriver.Setup()
    setup.settings.themes = ["nord"]
    try await ConsoleDriver.run(ScriptedWorld(), setup) { driver in
      try driver.press(":theme nord<enter>")
      try await driver.wait(for: "the theme") { $0.theme == "nord" }
    }
  }
}
