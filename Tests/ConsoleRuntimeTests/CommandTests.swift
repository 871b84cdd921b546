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

  @Test func theAddressOfAPageThatCannotBeOpenedIsCopied() async throws {
    let address = "https://argocd.example.com/applications/argocd/shop"
    let world = ScriptedWorld(command: { command in
      switch command {
      case .cluster(let id, .links(let subject)):
        .cluster(
          id, .links(subject, .success([Link(title: "Argo CD", address: address)])))
      case .open: .failed("no desktop here")
      default: nil
      }
    })
    var setup = ConsoleDriver.Setup()
    setup.settings.canOpenLinks = true
    try await ConsoleDriver.run(world, setup) { driver in
      let app = ApplicationRow(name: ObjectName(namespace: "argocd", name: "shop"))
      driver.hear(.applications(ResourceQuery(.applications), .page([app], remaining: nil)))
      try driver.press("2u")
      try await driver.see(address)
      try driver.press("<enter>")
      try await driver.said("no desktop here")
      #expect(driver.terminal.record.value.copied == [address])
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
