/// What `CSI … m` does to a style.
struct GraphicRendition {
  private(set) var style: Style
  private let base: Style

  init(style: Style, base: Style) {
    self.style = style
    self.base = base
  }

  /// Carries out a list of parameters, separated by semicolons or colons.
  mutating func apply(_ parameters: String) {
    guard parameters.utf8.allSatisfy({ (0x30...0x3B).contains($0) }) else { return }
    var groups = parameters.split(separator: ";", omittingEmptySubsequences: false).map { group in
      group.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    }[...]
    while let group = groups.popFirst() {
      let code = group.first ?? 0
      if code == 38 || code == 48 || code == 58 {
        let color = group.count > 1 ? Self.color(group) : Self.color(&groups)
        if code == 38, let color { style.foreground = color }
        if code == 48, let color { style.background = color }
      } else if code == 4, group.count > 1 {
        set(.underline, group[1] != 0)
      } else {
        apply(code)
      }
    }
  }

  private mutating func apply(_ code: Int) {
    switch code {
    case 0: style = base
    case 1: set(.bold, true)
    case 2: set(.dim, true)
    case 3: set(.italic, true)
    case 4, 21: set(.underline, true)
    case 7: set(.reverse, true)
    case 22:
      set(.bold, false)
      set(.dim, false)
    case 23: set(.italic, false)
    case 24: set(.underline, false)
    case 27: set(.reverse, false)
    case 30...37: style.foreground = .palette(UInt8(code - 30))
    case 39: style.foreground = base.foreground
    case 40...47: style.background = .palette(UInt8(code - 40))
    case 49: style.background = base.background
    case 90...97: style.foreground = .palette(UInt8(code - 82))
    case 100...107: style.background = .palette(UInt8(code - 92))
    default: break
    }
  }

  private mutating func set(_ attribute: Attributes, _ isOn: Bool) {
    if isOn { style.attributes.insert(attribute) } else { style.attributes.remove(attribute) }
  }

  /// `38;5;n` or `38;2;r;g;b`: the parameters that follow.
  private static func color(_ groups: inout ArraySlice<[Int]>) -> Ink? {
    func number(_ group: [Int]?) -> Int { group?.first ?? 0 }
    switch number(groups.popFirst()) {
    case 5: return palette(number(groups.popFirst()))
    case 2:
      let (red, green, blue) = (
        number(groups.popFirst()), number(groups.popFirst()), number(groups.popFirst())
      )
      return rgb(red, green, blue)
    default: return nil
    }
  }

  /// `38:5:n`, `38:2:r:g:b` or `38:2:space:r:g:b`.
  private static func color(_ group: [Int]) -> Ink? {
    switch (group[1], group.count) {
    case (5, 3...): palette(group[2])
    case (2, 5): rgb(group[2], group[3], group[4])
    case (2, 6...): rgb(group[3], group[4], group[5])
    default: nil
    }
  }

  private static func palette(_ number: Int) -> Ink? {
    UInt8(exactly: number).map { .palette($0) }
  }

  private static func rgb(_ red: Int, _ green: Int, _ blue: Int) -> Ink? {
    guard let red = UInt8(exactly: red), let green = UInt8(exactly: green),
      let blue = UInt8(exactly: blue)
    else { return nil }
    return .rgb(red, green, blue)
  }
}
