import Glibc
import TUI
import Testing

@testable import NcursesScreen

/// One after another, because ncurses keeps one screen and signals are the process's.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ScreenTests {
  private let size = Size(30, 6)

  private static func configuration(_ descriptor: Int32) -> Screen.Configuration {
    Screen.Configuration(
      environment: [:], input: descriptor, output: descriptor, terminalType: "xterm-256color",
      depth: .trueColor, isUTF8: true)
  }

  private func withScreen(
    _ body: (Screen, Pseudoterminal) async throws -> Void
  ) async throws {
    let pty = try Pseudoterminal(size)
    let screen = try await Screen.open(Self.configuration(pty.slave))
    try await body(screen, pty)
    await screen.close()
  }

  private func canvas(_ text: String, _ size: Size? = nil) -> Canvas {
    var canvas = Canvas(size: size ?? self.size)
    canvas.frame(canvas.bounds)
    canvas.write(text, x: 1, y: 1)
    return canvas
  }

  private func keys(_ count: Int, of screen: Screen) async -> [String] {
    var keys: [String] = []
    for await case .key(let key) in screen.inputs {
      keys.append(key.description)
      if keys.count == count { break }
    }
    return keys
  }

  @Test func whatIsDrawnArrives() async throws {
    try await withScreen { screen, pty in
      await screen.draw(canvas("日本語 and e\u{301}"), theme: .mono)
      let shown = pty.screen
      #expect(shown.lines[1] == "│日本語 and e\u{301}" + String(repeating: " ", count: 16) + "│")
      #expect(shown.lines[5].last == "╯")
      #expect(shown.unknown == [])
      #expect(shown.modes.isSuperset(of: ["?1049", "?1000", "?1006", "?2004"]))
      #expect(!shown.modes.contains("?25"))
    }
  }

  @Test func keysAreDecoded() async throws {
    try await withScreen { screen, pty in
      pty.type("j\u{1B}OA\u{1B}[B\u{1B}OP\u{1B}[15~\u{4}\u{1B}s\u{1B}[1;5C\u{1B}[Zé\u{1B}[3~\r")
      #expect(
        await keys(12, of: screen) == [
          "j", "up", "down", "f1", "f5", "ctrl-d", "alt-s", "ctrl-right", "shift-tab", "é", "del",
          "enter",
        ])
    }
  }

  @Test func theMouseAndPastesAreDecoded() async throws {
    try await withScreen { screen, pty in
      pty.type("\u{1B}[<0;3;4M\u{1B}[<64;200;4M\u{1B}[200~D\ry\u{1B}[201~q")
      var inputs: [ScreenInput] = []
      for await input in screen.inputs {
        inputs.append(input)
        if inputs.count == 4 { break }
      }
      #expect(
        inputs == [
          .key(Key(.mouse(.press, x: 2, y: 3))), .key(Key(.mouse(.wheelUp, x: 199, y: 3))),
          .key(Key(.paste("D\ny"))), .key(.character("q")),
        ])
    }
  }

  @Test func aLoneEscapeIsAKey() async throws {
    try await withScreen { screen, pty in
      pty.type("\u{1B}")
      #expect(await keys(1, of: screen) == ["esc"])
    }
  }

  @Test func interruptAndSuspendAreKeys() async throws {
    try await withScreen { screen, pty in
      pty.type("\u{3}\u{1A}\u{1C}\u{13}")
      #expect(await keys(4, of: screen) == ["ctrl-c", "ctrl-z", "ctrl-\\", "ctrl-s"])
    }
  }

  @Test func aResizeIsNoticedAndSurvived() async throws {
    try await withScreen { screen, pty in
      await screen.draw(canvas("日本語"), theme: .mono)
      for size in [Size(10, 3), Size(2, 1), Size(1, 1), Size(200, 50)] {
        pty.resize(size)
        kill(getpid(), SIGWINCH)
        var iterator = screen.inputs.makeAsyncIterator()
        #expect(await iterator.next() == .resized(size))
        await screen.draw(canvas("日本語日本語日本語", size), theme: .mono)
        var expected = VirtualTerminal(size)
        let frame = Frame(canvas: canvas("日本語日本語日本語", size), theme: .mono)
        var encoder = FrameEncoder(TerminalCapabilities(ansi: .none))
        expected.feed(encoder.encode(frame))
        #expect(pty.screen.lines == expected.lines)
      }
    }
  }

  @Test func aFrameOfAnotherSizeThanTheTerminalsDoesNoHarm() async throws {
    try await withScreen { screen, pty in
      await screen.draw(canvas("日本語", Size(300, 80)), theme: .mono)
      await screen.draw(canvas("x", Size(1, 1)), theme: .mono)
      await screen.draw(canvas("", Size(0, 0)), theme: .mono)
      await screen.draw(canvas("back"), theme: .mono)
      #expect(pty.screen.lines[1].hasPrefix("│back"))
    }
  }

  @Test func theLatestFrameWins() async throws {
    try await withScreen { screen, pty in
      for number in 0..<1000 { screen.show(canvas("frame \(number)"), theme: .mono) }
      // Frames are taken when the loop gets to them; the suite's time limit ends a wait in vain.
      while !pty.screen.lines[1].hasPrefix("│frame 999") { _ = await screen.size }
      #expect(pty.screen.lines[1].hasPrefix("│frame 999"))
    }
  }

  @Test func closingGivesTheTerminalBack() async throws {
    let pty = try Pseudoterminal(size)
    let before = pty.modes
    let screen = try await Screen.open(Self.configuration(pty.slave))
    #expect(pty.modes != before)
    await screen.draw(canvas("x"), theme: .mono)
    await screen.close()
    #expect(pty.modes == before)
    #expect(pty.screen.modes.isDisjoint(with: Self.ownModes))
    #expect(pty.screen.modes.contains("?25"))
    var inputs: [ScreenInput] = []
    for await input in screen.inputs { inputs.append(input) }
    #expect(inputs == [.ended(.closed)])
    await screen.close()
    await screen.draw(canvas("too late"), theme: .mono)
    #expect(!pty.screen.lines.joined().contains("late"))
  }

  @Test func anotherProgramHasTheTerminalBetweenReleaseAndReclaim() async throws {
    let pty = try Pseudoterminal(size)
    let before = pty.modes
    let screen = try await Screen.open(Self.configuration(pty.slave))
    await screen.draw(canvas("deck"), theme: .mono)
    await screen.release()
    #expect(pty.modes == before)
    #expect(pty.screen.modes.isDisjoint(with: Self.ownModes))
    await screen.draw(canvas("meanwhile"), theme: .mono)
    #expect(!pty.screen.lines.joined().contains("meanwhile"))
    await screen.reclaim()
    #expect(pty.modes != before)
    #expect(pty.screen.lines[1].hasPrefix("│meanwhile"))
    pty.type("x")
    #expect(await keys(1, of: screen) == ["x"])
    await screen.close()
  }

  @Test func aClosedWindowEndsTheInput() async throws {
    let pty = try Pseudoterminal(size)
    let screen = try await Screen.open(Self.configuration(pty.slave))
    pty.hangUp()
    var inputs: [ScreenInput] = []
    for await input in screen.inputs { inputs.append(input) }
    #expect(inputs == [.ended(.lost)])
  }

  @Test func aScreenCanBeOpenedAgainButNotTwice() async throws {
    try await withScreen { _, pty in
      let other = try Pseudoterminal(size)
      await #expect(throws: ScreenError.alreadyOpen) {
        try await Screen.open(Self.configuration(other.slave))
      }
    }
    try await withScreen { screen, pty in
      await screen.draw(canvas("again"), theme: .mono)
      #expect(pty.screen.lines[1].hasPrefix("│again"))
    }
  }

  @Test(arguments: [
    ("dumb", ScreenError.incapableTerminal("dumb")),
    ("no-such-terminal", .unknownTerminalType("no-such-terminal")), ("", .noTerminalType),
  ])
  func unusableTerminalsAreRefusedInWords(type: String, error: ScreenError) async throws {
    let pty = try Pseudoterminal(size)
    let before = pty.modes
    var configuration = Self.configuration(pty.slave)
    configuration.terminalType = type
    await #expect(throws: error) { try await Screen.open(configuration) }
    #expect(pty.modes == before)
    #expect(pty.screen.modes == [])
  }

  @Test func whatIsNoTerminalIsRefused() async throws {
    let file = Glibc.open("/dev/null", O_RDWR)
    defer { close(file) }
    await #expect(throws: ScreenError.notATerminal) {
      try await Screen.open(Self.configuration(file))
    }
  }

  @Test func aCrashGivesTheTerminalBack() async throws {
    let pty = try Pseudoterminal(size)
    let before = pty.modes
    await #expect(processExitsWith: .failure) { [path = pty.path as String] in
      let terminal = Glibc.open(path, O_RDWR | O_NOCTTY)
      let screen = try await Screen.open(ScreenTests.configuration(terminal))
      await screen.draw(Canvas(size: Size(30, 6)), theme: .mono)
      fatalError("on purpose")
    }
    #expect(pty.modes == before)
    #expect(pty.screen.modes.isDisjoint(with: Self.ownModes))
    #expect(pty.screen.modes.contains("?25"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func aSignalToEndIsReportedOnceAndObeyedTheSecondTime(number: Int32) async throws {
    let pty = try Pseudoterminal(size)
    let before = pty.modes
    await #expect(processExitsWith: .exitCode(7)) {
      [path = pty.path as String, number = number as Int32] in
      let terminal = Glibc.open(path, O_RDWR | O_NOCTTY)
      let screen = try await Screen.open(ScreenTests.configuration(terminal))
      kill(getpid(), number)
      for await input in screen.inputs {
        let expected: ScreenInput.Ending = number == SIGHUP ? .lost : .signal(number)
        exit(input == .ended(expected) ? 7 : 8)
      }
    }
    #expect(pty.modes == before)
    await #expect(processExitsWith: .signal(number)) {
      [path = pty.path as String, number = number as Int32] in
      let terminal = Glibc.open(path, O_RDWR | O_NOCTTY)
      // Whoever runs the tests may have a handler, and the screen puts that back.
      signal(number, SIG_DFL)
      let screen = try await Screen.open(ScreenTests.configuration(terminal))
      kill(getpid(), number)
      for await _ in screen.inputs {}
      kill(getpid(), number)
      while true { pause() }
    }
    #expect(pty.modes == before)
    #expect(pty.screen.modes.isDisjoint(with: Self.ownModes))
  }

  /// What the screen switches on and has to switch off.
  private static let ownModes: Set<String> = [
    "?1049", "?1000", "?1002", "?1006", "?2004", "?2026", "?1",
  ]
}
