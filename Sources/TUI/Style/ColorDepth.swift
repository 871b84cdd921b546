/// How many colours a terminal can show.
public enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
  case none, sixteen, twoFiftySix, trueColor

  /// Fewer colours come first.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The nearest colour that such a terminal can show.
  ///
  /// Colours 0 to 15 of the palette are passed on as they are, whatever the user has made of them.
  /// Of sixteen colours the one of the same hue is taken rather than the nearest: a pastel green
  /// is nearest to white, but it is there to be green.
  public func nearest(to color: Color) -> Color {
    switch (self, color) {
    case (.none, _): .default
    case (_, .default), (.trueColor, _), (.twoFiftySix, .palette): color
    case (.twoFiftySix, .rgb(let red, let green, let blue)):
      .palette(XtermPalette.nearest(red, green, blue))
    case (.sixteen, .palette(let number)) where number < 16: color
    case (.sixteen, .palette(let number)):
      nearest(to: Color(value: XtermPalette.value(of: number)))
    case (.sixteen, .rgb(let red, let green, let blue)):
      .palette(XtermPalette.basic(red, green, blue))
    }
  }
}

extension Color {
  /// The same in 24 bits, the palette's as xterm shows them; nil for the terminal's own colour.
  public var inTrueColor: Color? {
    switch self {
    case .default: nil
    case .rgb: self
    case .palette(let number): Color(value: XtermPalette.value(of: number))
    }
  }
}

/// The colours of xterm's 256-colour palette.
enum XtermPalette {
  /// The colour of a number, as `0xrrggbb`.
  static func value(of number: UInt8) -> UInt32 {
    switch number {
    case 0..<16: return basic[Int(number)]
    case 16..<232:
      let index = Int(number) - 16
      return steps[index / 36] << 16 | steps[index / 6 % 6] << 8 | steps[index % 6]
    default:
      let level = UInt32(number - 232) * 10 + 8
      return level << 16 | level << 8 | level
    }
  }

  /// The colour above 15 that looks most alike.
  static func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    var best: UInt8 = 16
    var least = Int.max
    for candidate in UInt8(16)...255 {
      let value = value(of: candidate)
      let distance = distance(
        Int(red), Int(green), Int(blue), Int(value >> 16 & 0xFF), Int(value >> 8 & 0xFF),
        Int(value & 0xFF))
      if distance < least {
        least = distance
        best = candidate
      }
    }
    return best
  }

  /// The colour below 16 of the same hue, or the grey of the same lightness.
  static func basic(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let (red, green, blue) = (Int(red), Int(green), Int(blue))
    let most = max(red, green, blue)
    let least = min(red, green, blue)
    let chroma = most - least
    let lightness = (most + least) / 2
    if chroma < 48 {
      switch lightness {
      case ..<44: return 0
      case ..<128: return 8
      case ..<208: return 7
      default: return 15
      }
    }
    let hue =
      if most == red {
        (360 + 60 * (green - blue) / chroma) % 360
      } else if most == green {
        120 + 60 * (blue - red) / chroma
      } else {
        240 + 60 * (red - green) / chroma
      }
    let color: UInt8 =
      switch hue {
      case 22..<62: 3
      case 62..<160: 2
      case 160..<205: 6
      case 205..<262: 4
      case 262..<340: 5
      default: 1
      }
    return lightness > 110 ? color + 8 : color
  }

  /// The "redmean" approximation of how different two colours look: cheap, and close enough to tell
  /// an orange from a brown.
  private static func distance(_ r1: Int, _ g1: Int, _ b1: Int, _ r2: Int, _ g2: Int, _ b2: Int)
    -> Int
  {
    let mean = (r1 + r2) / 2
    let (red, green, blue) = (r1 - r2, g1 - g2, b1 - b2)
    return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
  }

  private static let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
  private static let basic: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
}
