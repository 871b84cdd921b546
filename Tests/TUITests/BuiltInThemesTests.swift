import Foundation
import TUI
import Testing

@Suite struct BuiltInThemesTests {
  private static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("themes")
  }

  @Test func everyThemeFileIsCarriedAlong() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(Set(files) == Set(BuiltInThemes.files.map { $0.name + ".yaml" }))
  }

  @Test func theFileForNoColourIsWhatTheCodeHas() throws {
    let file = try #require(BuiltInThemes.files.first { $0.name == "mono" })
    #expect(try theme(file) == Theme.mono)
  }

  @Test(arguments: BuiltInThemes.files.map(\.name))
  func everyRoleCanBeToldFromItsGround(name: String) throws {
    let file = try #require(BuiltInThemes.files.first { $0.name == name })
    let theme = try theme(file)
    let least = name == "high-contrast" ? 7 : 4.5
    for style in stylesInUse {
      let look = theme.appearance(of: style)
      guard let contrast = contrast(look.foreground, look.background) else {
        // Only the terminal's own two colours have no contrast that could be computed.
        #expect(look.foreground == .default && look.background == .default, "\(style.golden)")
        continue
      }
      #expect(contrast >= least, "\(style.golden) in \(name)")
    }
  }

  @Test(arguments: BuiltInThemes.files.map(\.name), ColorDepth.allCases)
  func aSelectionCanBeSeenAtEveryDepth(name: String, depth: ColorDepth) throws {
    let file = try #require(BuiltInThemes.files.first { $0.name == name })
    let reduced = try theme(file).reduced(to: depth)
    let plain = reduced.appearance(of: Style())
    for role in [Role.selection, .inactiveSelection, .dialogFocusedButton, .activeTab, .match] {
      let look = reduced.appearance(of: Style(.text, on: role))
      #expect(
        depth.nearest(to: look.background) != depth.nearest(to: plain.background)
          || look.attributes != plain.attributes, "\(role) in \(name)")
    }
  }

  /// Every role on its own ground, and what stands in rows, bars and boxes on theirs.
  private var stylesInUse: [Style] {
    let borders: Set<Role> = [.border, .focusedBorder]
    let bars: Set<Role> = [.selection, .inactiveSelection]
    let words = Role.allCases.filter { !borders.contains($0) && !bars.contains($0) }
    let inRows: [Role] = [
      .text, .muted, .strong, .mark, .healthy, .progressing, .degraded, .suspended, .missing,
      .unknown, .synced, .outOfSync, .completed, .terminating, .added, .removed, .changed,
      .timestamp, .accent0, .accent1, .accent2, .accent3, .accent4, .accent5, .accent6, .accent7,
    ]
    let inHeader: [Role] = [
      .header, .headerLabel, .key, .keyLabel, .degraded, .outOfSync, .healthy, .stale, .warning,
      .error, .muted, .strong,
    ]
    let inDialog: [Role] = [
      .dialog, .dialogDanger, .muted, .strong, .key, .keyLabel, .info, .success, .warning, .error,
      .degraded, .added, .removed, .changed,
    ]
    return words.map { Style($0, on: $0) } + words.filter { !$0.hasOwnGround }.map { Style($0) }
      + inRows.map { Style($0, on: .selection) } + inRows.map { Style($0, on: .inactiveSelection) }
      + inHeader.map { Style($0, on: .header) } + inDialog.map { Style($0, on: .dialog) }
  }

  /// WCAG's contrast ratio.
  private func contrast(_ first: Color, _ second: Color) -> Double? {
    guard let first = luminance(first), let second = luminance(second) else { return nil }
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private func luminance(_ color: Color) -> Double? {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    let linear = [red, green, blue].map { byte -> Double in
      let value = Double(byte) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// Reads the plain `key: value` lines that the theme files keep to; this target has no YAML.
  private func theme(_ file: BuiltInThemes.File) throws -> Theme {
    var parts: [String: [String: ThemeNode]] = [:]
    var name = ""
    var part = ""
    for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n") {
      guard !line.hasPrefix("#"), let colon = line.firstIndex(of: ":") else { continue }
      let key = line[..<colon].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: colon)...]
        .trimmingCharacters(in: CharacterSet(charactersIn: " \""))
      if line.hasPrefix(" ") {
        parts[part, default: [:]][key] = .scalar(value)
      } else if key == "name" {
        name = value
      } else {
        part = key
      }
    }
    let node = ThemeNode.map(parts.mapValues { .map($0) }.merging(["name": .scalar(name)]) { $1 })
    return try Theme(duet: node)
  }
}

extension Role {
  /// Roles that are always drawn on a ground of their own.
  fileprivate var hasOwnGround: Bool {
    switch self {
    case .tab, .activeTab, .match, .dialogButton, .dialogFocusedButton, .selection: true
    default: false
    }
  }
}
