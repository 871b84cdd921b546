import CNcurses
import TUI

/// The keys that bytes and the ends of sequences stand for.
enum KeySequences {
  /// After `ESC O`.
  static let shift3: [UInt8: Key.Code] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x4D: .enter,
    0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  /// After `CSI`, perhaps with modifiers.
  static let letters: [UInt8: Key.Code] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home,
    0x50: .function(1), 0x51: .function(2), 0x53: .function(4),
  ]

  /// Before the `~` of `CSI number ~`.
  static let tilde: [Int: Key.Code] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14), 28: .function(15),
    29: .function(16), 31: .function(17), 32: .function(18), 33: .function(19), 34: .function(20),
  ]

  /// The key of one ASCII byte.
  static func key(forASCII byte: UInt8) -> Key {
    switch byte {
    case 0x00: .control(" ")
    case 0x08, 0x7F: Key(.backspace)
    case 0x09: Key(.tab)
    case 0x0D: Key(.enter)
    case 0x1B: Key(.escape)
    case 0x01..<0x1B: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x1C..<0x20: .control(Character(Unicode.Scalar(byte + 0x40)))
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }
}

/// The keys that ncurses has numbers for.
enum NcursesKeys {
  static func key(for number: Int32) -> Key? {
    if let code = codes[number] { return Key(code) }
    // F0 to F63 follow one another.
    let function = number - KEY_F0
    if (1...24).contains(function) { return Key(.function(Int(function))) }
    return keyname(number).flatMap { key(named: String(cString: $0)) }
  }

  /// Numbers of keys with modifiers are given at run time; their names are fixed: `kUP5`.
  static func key(named name: String) -> Key? {
    guard let digit = name.last?.wholeNumberValue, (2...8).contains(digit),
      let code = modifiable[String(name.dropLast())]
    else { return nil }
    let bits = digit - 1
    return Key(code, control: bits & 4 != 0, alt: bits & 2 != 0)
  }

  private static let modifiable: [String: Key.Code] = [
    "kUP": .up, "kDN": .down, "kLFT": .left, "kRIT": .right, "kHOM": .home, "kEND": .end,
    "kDC": .delete, "kIC": .insert, "kPRV": .pageUp, "kNXT": .pageDown,
  ]

  private static let codes: [Int32: Key.Code] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
    KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_IC: .insert, KEY_DC: .delete,
    KEY_BACKSPACE: .backspace, KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_SR: .up, KEY_SF: .down,
    KEY_SLEFT: .left, KEY_SRIGHT: .right, KEY_SHOME: .home, KEY_SEND: .end,
    KEY_SPREVIOUS: .pageUp, KEY_SNEXT: .pageDown, KEY_SDC: .delete, KEY_SIC: .insert,
    KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown, KEY_FIND: .home,
    KEY_SELECT: .end,
  ]
}
