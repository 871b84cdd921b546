extension Key {
  /// Reads a key's name as help and configuration write it.
  ///
  /// Names are `g`, `D`, `?`, `space`, `enter`, `f5`, `ctrl-d`, `alt-s`, `shift-tab`; `shift-j` is
  /// another way to write `J`.
  public init?(_ name: String) {
    var rest = Substring(name)
    var isControl = false
    var isAlt = false
    var isShift = false
    reading: while true {
      for (prefix, modifier) in Key.prefixes where rest.count > prefix.count {
        guard rest.lowercased().hasPrefix(prefix) else { continue }
        switch modifier {
        case .control: isControl = true
        case .alt: isAlt = true
        case .shift: isShift = true
        }
        rest = rest.dropFirst(prefix.count)
        continue reading
      }
      break
    }
    guard let code = Code(name: String(rest), isShifted: isShift, isControl: isControl) else {
      return nil
    }
    self.init(code, control: isControl, alt: isAlt)
  }

  private enum Modifier { case control, alt, shift }
  private static let prefixes: [(String, Modifier)] = [
    ("ctrl-", .control), ("control-", .control), ("alt-", .alt), ("meta-", .alt),
    ("shift-", .shift),
  ]
}

extension Key.Code {
  fileprivate init?(name: String, isShifted: Bool, isControl: Bool) {
    if name.count == 1, let character = name.first {
      let changed =
        isShifted ? character.uppercased() : isControl ? character.lowercased() : String(character)
      self = .character(changed.first ?? character)
      return
    }
    let lower = name.lowercased()
    if isShifted {
      guard lower == "tab" else { return nil }
      self = .backTab
    } else if let code = Self.named.first(where: { $0.0 == lower })?.1 {
      self = code
    } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  fileprivate var name: String {
    switch self {
    case .character(let character):
      return Self.named.first { $0.1 == self }?.0 ?? String(character)
    case .function(let number): return "f\(number)"
    case .mouse(let action, let x, let y): return "mouse \(action) \(x),\(y)"
    case .paste(let text): return "paste \(text.count)"
    default: return Self.named.first { $0.1 == self }?.0 ?? ""
    }
  }

  /// The first name of a code is the one that is printed.
  private static let named: [(String, Key.Code)] = [
    ("space", .character(" ")), ("enter", .enter), ("return", .enter), ("esc", .escape),
    ("escape", .escape), ("tab", .tab), ("shift-tab", .backTab), ("backtab", .backTab),
    ("backspace", .backspace), ("del", .delete), ("delete", .delete), ("ins", .insert),
    ("insert", .insert), ("up", .up), ("down", .down), ("left", .left), ("right", .right),
    ("home", .home), ("end", .end), ("pgup", .pageUp), ("pageup", .pageUp), ("pgdn", .pageDown),
    ("pagedown", .pageDown), ("lt", .character("<")), ("gt", .character(">")),
  ]
}

extension Key: CustomStringConvertible {
  /// The name that help shows and ``init(_:)`` reads; mouse and paste have a description only.
  public var description: String {
    var name = code.name
    if code == .character("<") || code == .character(">"), case .character(let sign) = code {
      name = String(sign)
    }
    return (isControl ? "ctrl-" : "") + (isAlt ? "alt-" : "") + name
  }
}

/// Several keys written as one text: `jj<enter>D`.
///
/// A key with a name of several letters stands between angle brackets; `<lt>` is the bracket itself.
public struct KeySequence: Hashable, Sendable {
  /// The keys in order.
  public var keys: [Key]

  /// Makes a sequence of keys.
  public init(_ keys: [Key]) { self.keys = keys }

  /// Reads a text; nil where a bracket doesn't close or holds no key's name.
  public init?(_ text: String) {
    keys = []
    var rest = Substring(text)
    while let first = rest.popFirst() {
      guard first == "<" else {
        keys.append(.character(first))
        continue
      }
      guard let close = rest.firstIndex(of: ">"), let key = Key(String(rest[..<close])) else {
        return nil
      }
      keys.append(key)
      rest = rest[rest.index(after: close)...]
    }
  }
}

extension KeySequence: CustomStringConvertible {
  /// The text that ``init(_:)`` reads.
  public var description: String {
    keys.map { key in
      if key == .character("<") { return "<lt>" }
      if !key.isControl, !key.isAlt, case .character(let character) = key.code, character != " " {
        return String(character)
      }
      return "<\(key)>"
    }.joined()
  }
}
