import TUI

/// A small terminal: understands what ``FrameEncoder`` sends, and refuses everything else.
struct VirtualTerminal {
  struct Cell: Equatable {
    var text = " "
    var look = ""
  }

  private(set) var rows: [[Cell]]
  private(set) var modes: Set<String> = []
  private(set) var unknown: [String] = []
  /// How often a test has marked the stream.
  private(set) var marks = 0
  private var x = 0
  private var y = 0
  private var look: [String] = []
  private var pending: [UInt8] = []

  init(_ size: Size) {
    rows = Array(repeating: Array(repeating: Cell(), count: size.width), count: size.height)
  }

  /// What a reader would see, without blanks at the right.
  var lines: [String] {
    rows.map { row in
      var line = row.map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    while let length = sequenceLength() {
      let piece = Array(pending.prefix(length))
      pending.removeFirst(length)
      if piece[0] == 0x1B { control(piece) } else { text(piece) }
    }
  }

  /// How many bytes the next control sequence or character takes; nil while it isn't complete.
  private func sequenceLength() -> Int? {
    guard let first = pending.first else { return nil }
    if first < 0x80, first != 0x1B { return 1 }
    if first != 0x1B {
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      return pending.count >= length ? length : nil
    }
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["):
      return pending.dropFirst(2).firstIndex { (0x40..<0x7F).contains($0) }.map { $0 + 1 }
    case UInt8(ascii: "]"): return pending.firstIndex(of: 7).map { $0 + 1 }
    case UInt8(ascii: "("), UInt8(ascii: ")"): return pending.count > 2 ? 3 : nil
    default: return 2
    }
  }

  private mutating func text(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch text {
    case "\r": x = 0
    case "\n": y = min(y + 1, rows.count - 1)
    case "\u{8}": x = max(0, x - 1)
    case "\u{F}", "\u{7}": break
    default:
      guard let character = text.first else { return }
      let width = DisplayWidth.of(character)
      if character.unicodeScalars.first?.properties.generalCategory == .nonspacingMark {
        if x > 0 { rows[y][x - 1].text += text }
        return
      }
      guard x < rows[y].count else { return }
      rows[y][x] = Cell(text: text, look: look.joined(separator: " "))
      if width == 2, x + 1 < rows[y].count { rows[y][x + 1] = Cell(text: "", look: "") }
      x += width
    }
  }

  private mutating func control(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    if text == "]mark\u{7}" {
      marks += 1
      return
    }
    guard text.hasPrefix("["), let final = text.last else {
      if !["(B", ")0", "=", ">", "7", "8"].contains(text) { unknown.append(text) }
      return
    }
    let body = String(text.dropFirst().dropLast())
    let numbers = body.split(separator: ";").map { Int($0) ?? 0 }
    switch final {
    case "H":
      y = min(max(0, (numbers.first ?? 1) - 1), rows.count - 1)
      x = max(0, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "J": rows = rows.map { $0.map { _ in Cell() } }
    case "K":
      for column in min(x, rows[y].count)..<rows[y].count {
        rows[y][column] = Cell(look: look.filter { $0.hasPrefix("4") }.joined(separator: " "))
      }
    case "m": render(body)
    case "h", "l":
      for mode in body.split(separator: ";").map(String.init) {
        if final == "h" { modes.insert(mode) } else { modes.remove(mode) }
      }
    case "r", "t", "d", "G", "B", "A", "C", "X": break
    default: unknown.append(text)
    }
  }

  private mutating func render(_ body: String) {
    if body.isEmpty || body == "0" {
      look = []
    } else if body == "39;49" {
      look.removeAll { $0.hasPrefix("3") && $0.count > 1 || $0.hasPrefix("4") && $0.count > 1 }
    } else {
      let isColor = body.count > 1
      if isColor { look.removeAll { $0.count > 1 && $0.first == body.first } }
      if !["39", "49"].contains(body) { look.append(body) }
    }
  }
}
