import TUI
import Testing

@Suite struct ThemeTests {
  private let theme = Theme(
    name: "t",
    [
      .text: Paint(.rgb(200, 200, 200), on: .rgb(0, 0, 40)),
      .degraded: Paint(.rgb(255, 0, 0), on: nil, .bold),
      .selection: Paint(nil, on: .rgb(0, 0, 120)),
    ])

  @Test func whatARoleLeavesOpenIsPlainTexts() {
    let look = theme.appearance(of: Style(.degraded))
    #expect(
      look
        == .init(foreground: .rgb(255, 0, 0), background: .rgb(0, 0, 40), attributes: .bold))
    #expect(theme.appearance(of: Style(.info)).foreground == .rgb(200, 200, 200))
  }

  @Test func aStyleTakesTheBackgroundOfTheRoleItIsOn() {
    let look = theme.appearance(of: Style(.degraded, on: .selection, .underline))
    #expect(look.background == .rgb(0, 0, 120))
    #expect(look.foreground == .rgb(255, 0, 0))
    #expect(look.attributes == [.bold, .underline])
  }

  @Test func aSelectionWithAColourOfItsOwnOverrulesOthers() {
    let bright = Theme(
      merging: [.selection: Paint(.rgb(0, 0, 0), on: .rgb(255, 255, 0))], into: theme)
    #expect(bright.appearance(of: Style(.degraded, on: .selection)).foreground == .rgb(0, 0, 0))
  }

  @Test func inksOfLogLinesPassThrough() {
    let style = Style(foreground: .palette(3), background: .rgb(1, 2, 3))
    let look = theme.appearance(of: style)
    #expect(look.foreground == .palette(3))
    #expect(look.background == .rgb(1, 2, 3))
  }

  @Test func withoutColoursEverythingIsTheTerminalsOwn() {
    let reduced = theme.reduced(to: .none)
    for role in Role.allCases {
      let look = reduced.appearance(of: Style(role, on: role))
      #expect(look.foreground == .default)
      #expect(look.background == .default)
    }
    #expect(reduced.appearance(of: Style(.text, on: .selection)).attributes == .reverse)
  }

  @Test func aBarThatWouldVanishIsShownInReverse() {
    let faint = Theme(merging: [.selection: Paint(nil, on: .rgb(10, 10, 44))], into: theme)
    let reduced = faint.reduced(to: .sixteen)
    #expect(reduced.appearance(of: Style(.text, on: .selection)).attributes == .reverse)
    #expect(faint.reduced(to: .trueColor) == faint)
  }
}

@Suite struct ColorTests {
  @Test(arguments: [
    ("#1e1e2e", Color.rgb(0x1E, 0x1E, 0x2E)), ("#FFFFFF", .rgb(255, 255, 255)),
    ("papayawhip", .rgb(255, 239, 213)), ("DodgerBlue", .rgb(30, 144, 255)), ("default", .default),
    ("-", .default), ("palette 12", .palette(12)),
  ])
  func coloursAreRead(text: String, color: Color) {
    #expect(Color(text) == color)
  }

  @Test(arguments: [
    "#fff", "#12345", "#1234567", "#12345g", "linegreen", "", "palette 256", "#+12345",
  ])
  func whatIsNoColourIsRefused(text: String) {
    #expect(Color(text) == nil)
  }

  @Test func printedColoursAreReadAgain() {
    for color in [Color.rgb(0, 10, 255), .palette(200), .default] {
      #expect(Color(color.description) == color)
    }
  }

  @Test(arguments: [
    (Color.rgb(255, 0, 0), Color.palette(196)), (.rgb(95, 135, 175), .palette(67)),
    (.rgb(8, 8, 8), .palette(232)), (.rgb(255, 255, 255), .palette(231)),
    (.palette(3), .palette(3)),
    (.default, .default),
  ])
  func theNearestOf256IsTaken(color: Color, nearest: Color) {
    #expect(ColorDepth.twoFiftySix.nearest(to: color) == nearest)
  }

  @Test(arguments: [
    ("#a6e3a1", 10), ("#f38ba8", 9), ("#89b4fa", 12), ("#f9e2af", 11), ("#cba6f7", 13),
    ("#94e2d5", 14), ("#bb221f", 1), ("#1b6497", 4), ("#7a5c00", 3), ("#cdd6f4", 15),
    ("#1e1e2e", 0), ("#585b70", 8), ("#a6adc8", 7), ("#ffff00", 11), ("#b8bb26", 10),
  ])
  func ofSixteenTheOneOfTheSameHueIsTaken(text: String, number: UInt8) {
    #expect(Color(text).map(ColorDepth.sixteen.nearest) == .palette(number))
  }

  @Test func everyReductionIsWithinItsDepth() {
    for depth in [ColorDepth.none, .sixteen, .twoFiftySix] {
      for number in stride(from: 0, to: 0xFFFFFF, by: 0x10_307) {
        let color = Color.rgb(
          UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
        switch (depth, depth.nearest(to: color)) {
        case (.none, .default), (.twoFiftySix, .palette): break
        case (.sixteen, .palette(let place)): #expect(place < 16)
        default: Issue.record("\(color) became \(depth.nearest(to: color))")
        }
      }
    }
  }
}

@Suite struct ThemeDecodingTests {
  private func theme(_ roles: [String: ThemeNode]) throws -> Theme {
    try Theme(
      duet: .map(["palette": .map(["sky": "#00aaff"]), "roles": .map(roles), "name": "Test"]))
  }

  @Test(arguments: [
    ("sky", Paint(.rgb(0, 170, 255))),
    ("sky on black bold", Paint(.rgb(0, 170, 255), on: .rgb(0, 0, 0), .bold)),
    ("on sky", Paint(nil, on: .rgb(0, 170, 255))),
    ("bold underline", Paint(nil, on: nil, [.bold, .underline])),
    ("default on default", Paint(.default, on: .default)),
  ])
  func aRoleIsToldInWords(words: String, paint: Paint) throws {
    #expect(try theme(["error": .scalar(words)])[.error] == paint)
  }

  @Test func aRoleIsToldAsAMap() throws {
    let map = ThemeNode.map([
      "fg": "sky", "bg": "#000000", "attributes": .list(["bold", "italic"]),
    ])
    #expect(
      try theme(["error": map])[.error]
        == Paint(.rgb(0, 170, 255), on: .rgb(0, 0, 0), [.bold, .italic]))
  }

  @Test func everyRoleHasAName() {
    for role in Role.allCases { #expect(Role(name: "\(role)") == role) }
  }

  @Test func mistakesAreNamed() {
    #expect(throws: ThemeError.unknownRole("eror")) { try theme(["eror": "sky"]) }
    #expect(throws: ThemeError.unknownColor("skye", role: "error")) { try theme(["error": "skye"]) }
    #expect(throws: ThemeError.malformed("roles.error")) { try theme(["error": "sky on"]) }
    #expect(throws: ThemeError.malformed("roles.error")) { try theme(["error": "sky red"]) }
    #expect(throws: ThemeError.malformed("roles.error.fgColor")) {
      try theme(["error": .map(["fgColor": "sky"])])
    }
    #expect(throws: ThemeError.unknownFormat) { try Theme.load(.map([:]), name: "x") }
    #expect(throws: ThemeError.unknownFormat) { try Theme.load("text", name: "x") }
    #expect(throws: ThemeError.malformed("roles")) {
      try Theme.load(.map(["roles": "red"]), name: "x")
    }
  }

  @Test func theFormatIsRecognised() throws {
    #expect(try Theme.load(.map(["roles": .map([:])]), name: "plain").theme.name == "plain")
    let skin = ThemeNode.map(["k9s": .map(["body": .map(["fgColor": "red"])])])
    #expect(try Theme.load(skin, name: "skin").theme[.text].foreground == .rgb(255, 0, 0))
  }
}
