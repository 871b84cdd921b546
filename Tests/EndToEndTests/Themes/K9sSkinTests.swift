import Foundation
import TUI
import TestSupport
import Testing

@testable import Commands

/// Skin files of k9s, dropped into the theme folder as they are.
@Suite(.fixtures) struct K9sSkinTests {
  @Test func everySkinLoadsUnmodifiedAndHasColoursOfItsOwn() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("duet-skins-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let skins = try Fixtures.path("k9s-skins")
    try FileManager.default.createSymbolicLink(
      atPath: folder.appendingPathComponent("themes").path, withDestinationPath: skins)
    let library = ThemeLibrary(configuration: folder.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: skins)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(!names.isEmpty)
    for name in names {
      #expect(library.names.contains(name))
      let theme = try library.theme(named: name).theme
      #expect(theme[.text] != Theme.mono[.text], "\(name)")
    }
  }
}
