import CNcurses
import Glibc
import TUI

/// The terminal as ncurses opened it: its modes, what it understands, its raw input.
///
/// Not Sendable, and used on one thread only, because ncurses keeps global state.
final class CursesTerminal {
  let capabilities: TerminalCapabilities
  /// The modes to give back.
  let shellModes: termios
  private let input: Int32
  private let output: Int32
  private let hasMouse: Bool
  private let screen: OpaquePointer
  /// Keys are read through a pad: reading through a window would draw it first.
  private let pad: UnsafeMutablePointer<WINDOW>
  private var files: [UnsafeMutablePointer<FILE>]

  /// Opens the terminal and leaves it as it is; ``enter()`` takes it.
  init(_ configuration: Screen.Configuration) throws(ScreenError) {
    guard isatty(configuration.input) == 1, isatty(configuration.output) == 1 else {
      throw .notATerminal
    }
    guard let type = configuration.terminalType, !type.isEmpty else { throw .noTerminalType }
    try Self.check(type, output: configuration.output)
    let isUTF8 = configuration.isUTF8 ?? duet_locale_is_utf8()
    var modes = termios()
    tcgetattr(configuration.output, &modes)
    shellModes = modes
    files = []
    guard let out = Self.stream(configuration.output, "w"),
      let into = Self.stream(configuration.input, "r")
    else { throw .system(call: "fdopen", code: errno) }
    files = [out, into]
    guard let screen = newterm(type, out, into), let pad = newpad(1, 1) else {
      files.forEach { fclose($0) }
      throw .unknownTerminalType(type)
    }
    self.screen = screen
    self.pad = pad
    input = configuration.input
    output = configuration.output
    hasMouse = configuration.hasMouse
    capabilities = TerminalCapabilities(
      terminalType: type, environment: configuration.environment, isUTF8: isUTF8,
      depth: configuration.depth)
    configureInput()
  }

  deinit {
    delwin(pad)
    delscreen(screen)
    files.forEach { fclose($0) }
  }

  /// Enters the screen's mode: alternate screen, raw keys, no cursor, mouse, bracketed paste.
  func enter() {
    reset_prog_mode()
    duet_clear_stdscr()
    duet_refresh_stdscr()
    duet_keypad_stdscr(true)
    curs_set(0)
    duet_refresh_stdscr()
    write(modes(areOn: true) + capabilities.wrapOff)
  }

  /// Undoes what another program may have left behind, and forgets what was typed for it.
  ///
  /// The line's own modes come with ``enter()``; these are the emulator's. One that doesn't know a
  /// mode ignores it.
  func recover() {
    tcflush(input, TCIFLUSH)
    let modes = ["1", "6", "1000", "1002", "1003", "1004", "1005", "1006", "1015", "2004"]
    let off = modes.map { "\u{1B}[?\($0)l" }.joined()
    // Keys, margins, characters and looks as they are at first.
    write(Array("\(off)\u{1B}>\u{1B}[r\u{1B}(B\u{F}".utf8) + capabilities.reset)
  }

  /// Gives the terminal back.
  func leave() {
    write(capabilities.reset + capabilities.wrapOn + modes(areOn: false))
    endwin()
  }

  /// All that has to be written to give the terminal back, for when ncurses can't be called.
  var restoringBytes: [UInt8] {
    var bytes = Array("\u{1B}[?2026l".utf8)
    if !capabilities.canSynchronize { bytes = [] }
    bytes += capabilities.reset + capabilities.wrapOn + modes(areOn: false)
    for name in ["rmkx", "cnorm", "rmcup"] {
      bytes += TerminalCapabilities.string(name).map(TerminalCapabilities.unpadded) ?? []
    }
    return bytes
  }

  /// The columns and rows there are.
  var size: Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    if duet_window_size(output, &columns, &rows) == 0 { return Size(Int(columns), Int(rows)) }
    let (width, height) = (tigetnum("cols"), tigetnum("lines"))
    return width > 0 && height > 0 ? Size(Int(width), Int(height)) : Size(80, 24)
  }

  /// The next byte or number of a key that is there already; nil for none.
  func read() -> Int32? {
    let symbol = wgetch(pad)
    return symbol == ERR ? nil : symbol
  }

  /// Whether the terminal still exists, asked when it should have had input and had none.
  var isAlive: Bool {
    var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 0) > 0 else { return true }
    return Int32(descriptor.revents) & (POLLHUP | POLLERR | POLLNVAL) == 0
      && duet_readable_bytes(input) > 0
  }

  /// Writes everything; false where the terminal is gone.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var descriptor = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        if poll(&descriptor, 1, 1000) <= 0 { return true }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  private func configureInput() {
    raw()
    noecho()
    nonl()
    nodelay(pad, true)
    keypad(pad, true)
    // Sequences that arrive in one piece need no wait; the others are put together by KeyDecoder.
    set_escdelay(1)
    // The decoder reads the mouse itself, in the encoding without a limit of 223 columns.
    for name in ["kmous", "XM"] {
      if let sequence = duet_terminfo_string(name) { define_key(sequence, 0) }
    }
    define_key("\u{1B}[<", 0)
    define_key("\u{1B}[M", 0)
    // Modes set since newterm count as the program's, to come back after a suspension.
    def_prog_mode()
  }

  private func modes(areOn: Bool) -> [UInt8] {
    let letter = areOn ? "h" : "l"
    let mouse = hasMouse ? "\u{1B}[?1000\(letter)\u{1B}[?1002\(letter)\u{1B}[?1006\(letter)" : ""
    return Array((mouse + "\u{1B}[?2004\(letter)").utf8)
  }

  /// Makes sure that `newterm` will succeed, which else writes to the terminal before it fails.
  private static func check(_ type: String, output: Int32) throws(ScreenError) {
    var result: Int32 = 0
    guard setupterm(type, output, &result) == OK else { throw .unknownTerminalType(type) }
    let canMove = duet_terminfo_string("cup") != nil && duet_terminfo_string("clear") != nil
    if let terminal = duet_current_terminal() { del_curterm(terminal) }
    guard canMove else { throw .incapableTerminal(type) }
  }

  /// A stream of its own for ncurses to close.
  private static func stream(_ descriptor: Int32, _ mode: String) -> UnsafeMutablePointer<FILE>? {
    let copy = dup(descriptor)
    guard copy >= 0 else { return nil }
    guard let stream = fdopen(copy, mode) else {
      close(copy)
      return nil
    }
    return stream
  }
}
