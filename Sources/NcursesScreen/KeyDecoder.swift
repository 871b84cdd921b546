import TUI

/// Makes keys of what ncurses reads: bytes of text and escape sequences, and numbers of keys.
///
/// ncurses knows the sequences of the terminal's own entry; those that most terminals send but few
/// entries list (modifiers, `CSI u`, the mouse, pasted text) are decoded here. What nobody knows is
/// swallowed whole: the rest of a sequence must never be taken for commands.
struct KeyDecoder {
  private enum State {
    case ground
    case escape
    /// `ESC [`: parameters so far.
    case control([UInt8])
    /// `ESC O`.
    case shift3
    /// A string the terminal sends, such as an answer: swallowed up to its end.
    case string(sawEscape: Bool)
    case utf8([UInt8], count: Int)
    /// The three bytes of an old mouse report.
    case oldMouse([UInt8])
    /// Text being pasted, collected in `pasted`.
    case paste
  }

  private var state = State.ground
  private var keys: [Key] = []
  private var pasted: [UInt8] = []
  private var lastPress: (x: Int, y: Int, time: Int)?

  /// Takes what `wgetch` answered, at a time in milliseconds.
  mutating func receive(_ symbol: Int32, at time: Int) {
    if (0..<256).contains(symbol) {
      receive(byte: UInt8(symbol), at: time)
    } else if case .paste = state {
      return
    } else if let key = NcursesKeys.key(for: symbol) {
      var isAlt = false
      if case .escape = state { isAlt = true }
      state = .ground
      emit(Key(key.code, control: key.isControl, alt: isAlt || key.isAlt))
    }
  }

  /// The keys that are complete.
  mutating func take() -> [Key] {
    defer { keys = [] }
    return keys
  }

  /// Whether a sequence has begun that isn't complete.
  var isPending: Bool {
    switch state {
    case .ground, .paste: false
    default: true
    }
  }

  /// Ends what has begun when nothing more came: a lone escape was the escape key.
  mutating func expire() {
    switch state {
    case .ground, .paste: return
    case .escape: emit(Key(.escape))
    case .control(let bytes) where bytes.isEmpty: emit(.alt("["))
    case .shift3: emit(.alt("O"))
    case .control, .string, .utf8, .oldMouse: break
    }
    state = .ground
  }

  private mutating func emit(_ key: Key) { keys.append(key) }

  private mutating func receive(byte: UInt8, at time: Int) {
    switch state {
    case .ground: ground(byte)
    case .escape: escape(byte)
    case .control(let bytes): control(byte, after: bytes, at: time)
    case .shift3:
      state = .ground
      if let code = KeySequences.shift3[byte] { emit(Key(code)) }
    case .string(let sawEscape):
      let isEnd = byte == 0x07 || sawEscape && byte == UInt8(ascii: "\\")
      state = isEnd ? .ground : .string(sawEscape: byte == 0x1B)
    case .utf8(let bytes, let count): utf8(byte, after: bytes, count: count)
    case .oldMouse(let bytes): oldMouse(bytes + [byte], at: time)
    case .paste: paste(byte)
    }
  }

  private mutating func ground(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0..<0x80: emit(KeySequences.key(forASCII: byte))
    case 0xC2..<0xE0: state = .utf8([byte], count: 2)
    case 0xE0..<0xF0: state = .utf8([byte], count: 3)
    case 0xF0..<0xF5: state = .utf8([byte], count: 4)
    default: break
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x1B: emit(Key(.escape))
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .shift3
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      state = .string(sawEscape: false)
    case 0..<0x80:
      state = .ground
      var key = KeySequences.key(forASCII: byte)
      key.isAlt = true
      emit(key)
    default:
      state = .ground
      ground(byte)
    }
  }

  private mutating func control(_ byte: UInt8, after bytes: [UInt8], at time: Int) {
    // The Linux console's F1 to F5 have a second bracket and a letter.
    if bytes == [UInt8(ascii: "[")] {
      state = .ground
      if (0x41...0x45).contains(byte) { emit(Key(.function(Int(byte) - 0x40))) }
      return
    }
    switch byte {
    case 0x1B: state = .escape
    case UInt8(ascii: "[") where bytes.isEmpty: state = .control([byte])
    case 0x20..<0x40 where bytes.count < 64: state = .control(bytes + [byte])
    case UInt8(ascii: "M") where bytes.isEmpty: state = .oldMouse([])
    case 0x40..<0x7F:
      state = .ground
      finish(ControlSequence(parameters: bytes, final: byte), at: time)
    default: state = .ground
    }
  }

  private mutating func finish(_ sequence: ControlSequence, at time: Int) {
    if sequence.isPasteStart {
      state = .paste
    } else if let report = sequence.mouse {
      mouse(report, at: time)
    } else if let key = sequence.key {
      emit(key)
    }
  }

  private mutating func utf8(_ byte: UInt8, after bytes: [UInt8], count: Int) {
    state = .ground
    guard byte & 0xC0 == 0x80 else { return ground(byte) }
    let bytes = bytes + [byte]
    if bytes.count < count {
      state = .utf8(bytes, count: count)
    } else if let text = String(validating: bytes, as: UTF8.self), let character = text.first {
      emit(.character(character))
    }
  }

  // MARK: Mouse

  private mutating func oldMouse(_ bytes: [UInt8], at time: Int) {
    state = bytes.count < 3 ? .oldMouse(bytes) : .ground
    guard bytes.count == 3, bytes.allSatisfy({ $0 > 32 || $0 == 32 }) else { return }
    let button = Int(bytes[0]) - 32
    mouse(
      ControlSequence.Mouse(
        button: button & 3 == 3 ? button & ~3 : button, x: Int(bytes[1]) - 33,
        y: Int(bytes[2]) - 33, isRelease: button & 3 == 3 && button & 64 == 0), at: time)
  }

  private mutating func mouse(_ report: ControlSequence.Mouse, at time: Int) {
    guard let action = report.action else { return }
    guard action == .press else {
      emit(Key(.mouse(action, x: report.x, y: report.y)))
      return
    }
    let isSecond =
      lastPress.map { last in
        last.x == report.x && last.y == report.y && time - last.time <= Self.doubleClick
      } ?? false
    lastPress = isSecond ? nil : (report.x, report.y, time)
    emit(Key(.mouse(isSecond ? .doubleClick : .press, x: report.x, y: report.y)))
  }

  // MARK: Pasted text

  private mutating func paste(_ byte: UInt8) {
    pasted.append(byte)
    let end = Self.pasteEnd.count
    if byte == UInt8(ascii: "~"), pasted.suffix(end).elementsEqual(Self.pasteEnd) {
      pasted.removeLast(end)
      emit(Key(.paste(Self.text(pasted))))
      pasted = []
      state = .ground
    } else if pasted.count > Self.longestPaste {
      // Only what the end of the paste could need is kept of the rest.
      pasted.remove(at: pasted.count - end)
    }
  }

  /// The text as it was copied: terminals send a carriage return for each end of a line.
  private static func text(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    text.replace("\r", with: "\n")
    return text
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)
  private static let longestPaste = 1 << 20
  /// Two presses on one cell within that many milliseconds are a double click.
  private static let doubleClick = 400
}
