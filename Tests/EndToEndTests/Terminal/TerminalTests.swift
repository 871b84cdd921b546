import Foundation
import Testing

/// The built program in a real terminal: it fits, it comes back, and it leaves no traces.
@Suite(.terminal, .serialized, .timeLimit(.minutes(10)))
struct TerminalTests {
  /// Runs `duet demo`, and waits for its first words.
  private func run(
    width: Int = 80, height: Int = 24, _ body: (Tmux) async throws -> Void
  ) async throws {
    let duet = try #require(Tmux.duet)
    try await Tmux.run(
      "\(duet) demo --scenario crash-loop; echo exit=$?", width: width, height: height
    ) { tmux in
      try await tmux.see("duet", "demo", "Stacks")
      try await body(tmux)
    }
  }

  /// The terminal is as the shell had it: its own screen, and a cursor.
  private func expectClean(_ tmux: Tmux) async throws {
    #expect(try await tmux.fact("alternate_on") == "0")
    #expect(try await tmux.fact("cursor_flag") == "1")
    #expect(try await tmux.fact("mouse_any_flag") == "0")
    // Echo and lines are back: what is typed is seen, and run.
    try await tmux.type("echo to$((40 + 2))")
    try await tmux.see("to42")
  }

  @Test(arguments: [(80, 24), (200, 50)])
  func theDeckFillsTheTerminal(width: Int, height: Int) async throws {
    try await run(width: width, height: height) { tmux in
      #expect(try await tmux.fact("alternate_on") == "1")
      let screen = try await tmux.see("help")
      let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.prefix(height).contains { $0.count > width * 9 / 10 })
    }
  }

  @Test func itGrowsAndShrinksWithTheTerminal() async throws {
    try await run { tmux in
      try await tmux.resize(10, 3)
      try await tmux.wait(for: "a tiny screen") { !$0.contains("Stacks") }
      try await tmux.resize(80, 24)
      try await tmux.see("Stacks", "help")
      try await tmux.press("C-c")
      try await tmux.see("exit=0")
      try await expectClean(tmux)
    }
  }

  @Test func itGoesToTheBackgroundAndComesBack() async throws {
    try await run { tmux in
      try await tmux.press("C-z")
      try await tmux.see("Stopped")
      #expect(try await tmux.fact("alternate_on") == "0")
      #expect(try await tmux.fact("cursor_flag") == "1")
      try await tmux.type("fg")
      try await tmux.see("Stacks", "help")
      #expect(try await tmux.fact("alternate_on") == "1")
      try await tmux.press("C-c")
      try await tmux.see("$ ")
      try await expectClean(tmux)
    }
  }

  @Test func leavingIsASuccess() async throws {
    try await run { tmux in
      try await tmux.press("C-c")
      try await tmux.see("exit=0")
      try await expectClean(tmux)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalLeavesTheTerminalClean(signal: Int32) async throws {
    try await run { tmux in
      let shell = try await tmux.fact("pane_pid")
      let children = try String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      let duet = try #require(children.split(separator: " ").first.flatMap { Int32($0) })
      #expect(kill(duet, signal) == 0)
      try await tmux.see("exit=\(128 + signal)")
      try await expectClean(tmux)
    }
  }
}
