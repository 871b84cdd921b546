import FoundationEssentials
import Glibc
public import TUI

/// The terminal: shows frames, yields keys.
///
/// ncurses opens it, sets its modes, knows its type and reads its keys. All of it happens on the one
/// thread of this actor's executor; a process has one screen at a time.
public actor Screen {
  /// How to open a terminal.
  public struct Configuration: Sendable {
    /// The descriptor to read keys from.
    public var input: Int32
    /// The descriptor to draw to.
    public var output: Int32
    /// The environment that says what terminal it is and what its user wants.
    public var environment: [String: String]
    /// The type of terminal; `TERM` by default.
    public var terminalType: String?
    /// How many colours to use; by default as the terminal and its user say.
    public var depth: ColorDepth?
    /// Whether to ask for mouse events.
    public var hasMouse: Bool
    /// Whether characters are sent as UTF-8; by default as the locale says.
    public var isUTF8: Bool?

    /// Makes a configuration.
    public init(
      environment: [String: String], input: Int32 = 0, output: Int32 = 1,
      terminalType: String? = nil, depth: ColorDepth? = nil, hasMouse: Bool = true,
      isUTF8: Bool? = nil
    ) {
      self.input = input
      self.output = output
      self.environment = environment
      self.terminalType = terminalType ?? environment["TERM"]
      self.depth = depth
      self.hasMouse = hasMouse
      self.isUTF8 = isUTF8
    }
  }

  /// Keys and what else comes from the terminal; ends after ``ScreenInput/ended(_:)``.
  ///
  /// At most a thousand wait to be read, the oldest going first: nobody types ahead that far.
  public nonisolated let inputs: AsyncStream<ScreenInput>

  private nonisolated let loop: ScreenLoop
  private nonisolated let sink: AsyncStream<ScreenInput>.Continuation
  private var terminal: CursesTerminal?
  private var encoder = FrameEncoder(TerminalCapabilities(ansi: .none))
  private var decoder = KeyDecoder()
  private var lastFrame: Frame?
  private var lastSize = Size(0, 0)
  private var lastInput = 0
  private var isReleased = false
  private let descriptor: Int32

  /// The screen's own thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    loop.asUnownedSerialExecutor()
  }

  /// Opens a terminal and takes it: alternate screen, no cursor, every key delivered.
  public static func open(_ configuration: Configuration) async throws(ScreenError) -> Screen {
    let screen = try Screen(configuration)
    do {
      try await screen.start(configuration)
    } catch {
      screen.loop.stop()
      throw error
    }
    return screen
  }

  private init(_ configuration: Configuration) throws(ScreenError) {
    loop = try ScreenLoop()
    descriptor = configuration.input
    (inputs, sink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
  }

  deinit { loop.stop() }

  /// Columns and rows.
  public var size: Size { terminal?.size ?? lastSize }

  /// How many colours are used.
  public var depth: ColorDepth { terminal?.capabilities.depth ?? .none }

  /// Leaves a frame to be shown, at once if the terminal is idle.
  ///
  /// The latest wins: a frame that couldn't be shown before the next one came is never drawn.
  public nonisolated func show(_ canvas: Canvas, theme: Theme) {
    loop.post(Frame(canvas: canvas, theme: theme))
  }

  /// Shows a frame, and returns when the terminal has it.
  public func draw(_ canvas: Canvas, theme: Theme) {
    draw(Frame(canvas: canvas, theme: theme))
  }

  /// Draws everything anew, after something else wrote to the terminal.
  public func redraw() {
    encoder.invalidate()
    guard let lastFrame else { return }
    draw(lastFrame)
  }

  /// Gives the terminal to another program, such as an editor, until ``reclaim()``.
  public func release() {
    guard let terminal, !isReleased else { return }
    isReleased = true
    loop.attach(source(reading: false))
    terminal.leave()
    TerminalRescue.arm(false)
    TerminalRescue.ignoreInterrupts(true)
  }

  /// Takes the terminal back after ``release()`` and shows the last frame.
  ///
  /// What was typed for the other program and not read by it is dropped: here it would be commands.
  public func reclaim() {
    guard let terminal, isReleased else { return }
    TerminalRescue.ignoreInterrupts(false)
    isReleased = false
    loop.attach(source(reading: true))
    terminal.recover()
    take()
    reportSize()
  }

  /// Stops the program as ctrl-z does in a shell, and goes on where it was.
  public func suspend() {
    guard let terminal, !isReleased else { return }
    terminal.leave()
    TerminalRescue.arm(false)
    TerminalRescue.stopJob()
    take()
    reportSize()
  }

  /// Puts a text on the clipboard, where the terminal lets programs do that (OSC 52).
  ///
  /// There is no answer to it: whether the terminal took it can't be known.
  public func copy(_ text: String) {
    guard let terminal, !isReleased else { return }
    let encoded = Data(text.utf8).base64EncodedString()
    terminal.write(Array("\u{1B}]52;c;\(encoded)\u{07}".utf8))
  }

  /// Gives the terminal back for good; ``inputs`` ends.
  public func close() { end(.closed) }

  // MARK: On the loop

  private func start(_ configuration: Configuration) throws(ScreenError) {
    guard TerminalRescue.claim() else { throw .alreadyOpen }
    TerminalRescue.install(wakeup: loop.wakeup)
    let terminal: CursesTerminal
    do {
      terminal = try CursesTerminal(configuration)
    } catch {
      TerminalRescue.uninstall()
      TerminalRescue.unclaim()
      throw error
    }
    self.terminal = terminal
    encoder = FrameEncoder(terminal.capabilities)
    TerminalRescue.prepare(
      terminal: configuration.output, modes: terminal.shellModes,
      restoring: terminal.restoringBytes)
    lastSize = terminal.size
    loop.attach(source(reading: true))
    take()
  }

  private func source(reading: Bool) -> ScreenLoop.Source {
    ScreenLoop.Source(descriptor: reading ? descriptor : -1) { [weak self] isReadable in
      self?.assumeIsolated { $0.turn(isReadable) } ?? -1
    }
  }

  private func turn(_ isReadable: Bool) -> Int32 {
    heed(TerminalRescue.takeNotices())
    if isReadable, !isReleased { readKeys() }
    if let frame = loop.takeFrame() { draw(frame) }
    return expirePendingKeys()
  }

  /// Gives up waiting for the rest of a sequence; returns how long there still is to wait.
  private func expirePendingKeys() -> Int32 {
    guard terminal != nil, decoder.isPending else { return -1 }
    let waited = Self.milliseconds - lastInput
    if waited < Self.sequenceTimeout { return Int32(Self.sequenceTimeout - waited) }
    decoder.expire()
    for key in decoder.take() { sink.yield(.key(key)) }
    return -1
  }

  private func heed(_ notices: TerminalRescue.Notices) {
    if notices.contains(.hangup) { end(.lost) }
    if notices.contains(.terminate) { end(.signal(TerminalRescue.endingSignal)) }
    guard terminal != nil, !isReleased else { return }
    if notices.contains(.suspend) { suspend() }
    // Whoever stopped us without asking may have left the terminal in any mode.
    if notices.contains(.continued) { take() }
    if notices.contains(.resized) { reportSize() }
  }

  private func readKeys() {
    guard let terminal else { return }
    var count = 0
    lastInput = Self.milliseconds
    while let symbol = terminal.read() {
      decoder.receive(symbol, at: lastInput)
      count += 1
    }
    for key in decoder.take() { sink.yield(.key(key)) }
    if count == 0, !terminal.isAlive { end(.lost) }
  }

  private func draw(_ frame: Frame) {
    lastFrame = frame
    guard let terminal, !isReleased else { return }
    if !terminal.write(encoder.encode(frame)) { end(.lost) }
  }

  /// Enters the screen's mode and shows the last frame.
  private func take() {
    guard let terminal else { return }
    TerminalRescue.arm(true)
    terminal.enter()
    redraw()
  }

  private func reportSize() {
    guard let terminal else { return }
    // Even at the same size the terminal may have cut or moved what it showed.
    encoder.invalidate()
    let size = terminal.size
    guard size != lastSize else { return redraw() }
    lastSize = size
    sink.yield(.resized(size))
  }

  private func end(_ ending: ScreenInput.Ending) {
    guard let terminal else { return }
    if !isReleased { terminal.leave() }
    TerminalRescue.arm(false)
    TerminalRescue.uninstall()
    TerminalRescue.unclaim()
    loop.attach(nil)
    self.terminal = nil
    sink.yield(.ended(ending))
    sink.finish()
  }

  private static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// How long the rest of an escape sequence may take to arrive.
  private static let sequenceTimeout = 40
}
