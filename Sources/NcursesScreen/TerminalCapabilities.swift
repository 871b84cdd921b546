import CNcurses
import TUI

/// What a terminal understands, from the terminfo database.
struct TerminalCapabilities {
  /// Moves the cursor; with parameters still to be put in.
  var cursorAddress: String
  /// Resets all attributes and colours.
  var reset: [UInt8]
  var bold: [UInt8]
  var dim: [UInt8]
  var italic: [UInt8]
  var underline: [UInt8]
  var reverse: [UInt8]
  /// Sets a colour of the palette, `setaf` and `setab` with the number put in.
  var foregrounds: [[UInt8]]
  var backgrounds: [[UInt8]]
  /// Sets the terminal's own colours; nil where only ``reset`` does.
  var defaultForeground: [UInt8]?
  var defaultBackground: [UInt8]?
  /// Clears to the end of the line, in the current background where ``erasesInColor``.
  var clearToEnd: [UInt8]
  var erasesInColor: Bool
  /// Lets text at the right edge continue in the next row, and stops that.
  var wrapOn: [UInt8]
  var wrapOff: [UInt8]
  /// Whether the last column of the last row can be written without scrolling.
  var hasSafeCorner: Bool
  /// Whether frames may be sent as one synchronised update.
  var canSynchronize: Bool
  /// Whether its font is known to lack rounded corners.
  var lacksRoundedCorners: Bool
  var isUTF8: Bool
  var depth: ColorDepth

  /// What the current terminal of ncurses understands.
  init(terminalType: String, environment: [String: String], isUTF8: Bool, depth asked: ColorDepth?)
  {
    func string(_ name: String) -> [UInt8] { Self.string(name).map(Self.unpadded) ?? [] }
    cursorAddress = Self.string("cup").map { String(decoding: $0, as: UTF8.self) } ?? ""
    reset = string("sgr0")
    bold = string("bold")
    dim = string("dim")
    italic = string("sitm")
    underline = string("smul")
    reverse = string("rev")
    clearToEnd = string("el")
    erasesInColor = tigetflag("bce") > 0
    wrapOn = string("smam")
    wrapOff = string("rmam")
    hasSafeCorner = tigetflag("am") <= 0 || tigetflag("xenl") > 0 || !wrapOff.isEmpty
    let original = string("op")
    let isANSI = original == Array("\u{1B}[39;49m".utf8)
    defaultForeground = isANSI ? Array("\u{1B}[39m".utf8) : nil
    defaultBackground = isANSI ? Array("\u{1B}[49m".utf8) : nil
    let isOld = ["linux", "vt", "cons", "ansi"].contains { terminalType.hasPrefix($0) }
    canSynchronize = !isOld
    lacksRoundedCorners = terminalType.hasPrefix("linux")
    self.isUTF8 = isUTF8
    let colors = Int(tigetnum("colors"))
    let hasDirectColor = tigetflag("RGB") > 0 || tigetflag("Tc") > 0
    depth =
      asked
      ?? ColorDepth(
        terminalType: terminalType, colors: colors, hasDirectColor: hasDirectColor,
        environment: environment)
    (foregrounds, backgrounds) = Self.palette(colors: colors, depth: depth)
  }

  /// Makes capabilities of an ANSI terminal, with nothing asked of a database.
  init(ansi depth: ColorDepth, isUTF8: Bool = true) {
    func sequence(_ text: String) -> [UInt8] { Array("\u{1B}[\(text)".utf8) }
    cursorAddress = Self.ansiCursorAddress
    reset = sequence("m")
    bold = sequence("1m")
    dim = sequence("2m")
    italic = sequence("3m")
    underline = sequence("4m")
    reverse = sequence("7m")
    clearToEnd = sequence("K")
    erasesInColor = true
    wrapOn = sequence("?7h")
    wrapOff = sequence("?7l")
    hasSafeCorner = true
    defaultForeground = sequence("39m")
    defaultBackground = sequence("49m")
    canSynchronize = true
    lacksRoundedCorners = false
    self.isUTF8 = isUTF8
    self.depth = depth
    foregrounds = (0..<256).map { sequence("38;5;\($0)m") }
    backgrounds = (0..<256).map { sequence("48;5;\($0)m") }
  }

  /// The sequence that moves the cursor to a cell.
  func move(x: Int, y: Int) -> [UInt8] {
    if cursorAddress == Self.ansiCursorAddress { return Array("\u{1B}[\(y + 1);\(x + 1)H".utf8) }
    return Self.parameterized(cursorAddress, y, x)
  }

  private static let ansiCursorAddress = "\u{1B}[%i%p1%d;%p2%dH"

  private static func palette(
    colors: Int, depth: ColorDepth
  ) -> (foregrounds: [[UInt8]], backgrounds: [[UInt8]]) {
    guard depth > .none, let setForeground = string("setaf"), let setBackground = string("setab")
    else { return ([], []) }
    let count = depth == .sixteen ? 16 : 256
    // The numbers of a direct-colour entry are colours, not places in a palette.
    let known = colors > 256 ? 0 : colors
    func sequences(_ setter: [UInt8], _ basic: Int, _ bright: Int, _ any: Int) -> [[UInt8]] {
      let setter = String(decoding: setter, as: UTF8.self)
      return (0..<count).map { number in
        if number < known { return parameterized(setter, number, 0) }
        // Beyond what the entry admits to, every terminal of eight colours knows the bright ones.
        let code =
          number < 8
          ? "\(basic + number)" : number < 16 ? "\(bright + number - 8)" : "\(any);5;\(number)"
        return Array("\u{1B}[\(code)m".utf8)
      }
    }
    return (sequences(setForeground, 30, 90, 38), sequences(setBackground, 40, 100, 48))
  }

  private static func parameterized(_ string: String, _ first: Int, _ second: Int) -> [UInt8] {
    guard let result = duet_parameterize(string, first, second) else { return [] }
    return unpadded(bytes(result))
  }

  /// The raw value of a string capability of the current terminal.
  static func string(_ name: String) -> [UInt8]? { duet_terminfo_string(name).map(bytes) }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    Array(String(cString: text).utf8)
  }

  /// The string without its delays, `$<5/>`, which were for terminals on serial lines.
  static func unpadded(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let isDelay =
        bytes[index] == UInt8(ascii: "$") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "<")
      if isDelay, let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) {
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}

extension ColorDepth {
  /// How many colours to use, from what the terminal and its user say.
  init(
    terminalType: String, colors: Int, hasDirectColor: Bool, environment: [String: String]
  ) {
    let wish = environment["COLORTERM"]?.lowercased() ?? ""
    let isTmux = environment["TMUX"]?.isEmpty == false
    // GNU screen passes COLORTERM on from outside and then misreads 24-bit colours.
    let isScreen = terminalType.hasPrefix("screen") && !isTmux
    if environment["NO_COLOR"]?.isEmpty == false || colors < 8 && !hasDirectColor {
      self = .none
    } else if hasDirectColor || !isScreen && ["truecolor", "24bit"].contains(wish) {
      self = .trueColor
    } else {
      self = colors >= 256 ? .twoFiftySix : .sixteen
    }
  }
}
