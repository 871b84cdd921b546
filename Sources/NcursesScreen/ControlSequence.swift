import TUI

/// A complete `CSI` sequence that a terminal sent.
struct ControlSequence {
  /// A mouse report, whatever its encoding.
  struct Mouse: Equatable {
    var button: Int
    var x: Int
    var y: Int
    var isRelease: Bool

    /// What it means; nil for buttons and movements that mean nothing here.
    var action: Key.Mouse? {
      switch button & ~0b11100 {
      case 0: isRelease ? .release : .press
      case 32: .drag
      case 64: .wheelUp
      case 65: .wheelDown
      default: nil
      }
    }
  }

  private let prefix: UInt8?
  private let numbers: [Int]
  private let final: UInt8

  init(parameters: [UInt8], final: UInt8) {
    let isPrivate = parameters.first.map { (0x3C...0x3F).contains($0) } ?? false
    prefix = isPrivate ? parameters.first : nil
    let text = String(decoding: isPrivate ? parameters.dropFirst() : parameters[...], as: UTF8.self)
    // Of `code:alternatives` the first number is the key.
    numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { group in
      group.split(separator: ":").first.flatMap { Int($0) } ?? 0
    }
    self.final = final
  }

  /// Whether pasted text follows.
  var isPasteStart: Bool { prefix == nil && final == UInt8(ascii: "~") && numbers == [200] }

  /// The mouse report of an SGR sequence.
  var mouse: Mouse? {
    guard prefix == UInt8(ascii: "<"), numbers.count == 3 else { return nil }
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return nil }
    return Mouse(
      button: numbers[0], x: max(0, numbers[1] - 1), y: max(0, numbers[2] - 1),
      isRelease: final == UInt8(ascii: "m"))
  }

  /// The key it stands for; nil for answers and whatever else isn't one.
  var key: Key? {
    guard prefix == nil else { return nil }
    switch final {
    case UInt8(ascii: "u"): return modified(number(0), modifiers: number(1))
    case UInt8(ascii: "~") where number(0) == 27 && numbers.count == 3:
      return modified(number(2), modifiers: number(1))
    case UInt8(ascii: "~"):
      return KeySequences.tilde[number(0)].map { withModifiers(Key($0), number(1)) }
    case UInt8(ascii: "Z"): return Key(.backTab)
    default:
      return KeySequences.letters[final].map { withModifiers(Key($0), number(1)) }
    }
  }

  private func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }

  private func withModifiers(_ key: Key, _ modifiers: Int) -> Key {
    let bits = max(0, modifiers - 1)
    return Key(key.code, control: bits & 4 != 0, alt: bits & 2 != 0)
  }

  /// A character with modifiers, as terminals with an extended keyboard protocol send it.
  private func modified(_ code: Int, modifiers: Int) -> Key? {
    guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value) else { return nil }
    let bits = max(0, modifiers - 1)
    var key: Key
    if value < 0x20 || value == 0x7F {
      key = KeySequences.key(forASCII: UInt8(value))
      if key.code == .tab, bits & 1 != 0 { key.code = .backTab }
    } else if (0xE000..<0xF900).contains(value) {
      return nil  // keys without a character, such as the modifiers themselves
    } else {
      let character = Character(scalar)
      let shifted = bits & 1 != 0 ? character.uppercased().first ?? character : character
      key = .character(bits & 4 != 0 ? character.lowercased().first ?? character : shifted)
    }
    key.isControl = key.isControl || bits & 4 != 0
    key.isAlt = bits & 2 != 0
    return key
  }
}
