import Documents
import Foundation
import Testing
import YAML

struct FixtureTests {
  private static let folder = ProcessInfo.processInfo.environment["DUET_FIXTURES"]

  @Test(.enabled(if: folder != nil, "DUET_FIXTURES names no folder"))
  func realManifestsReadBackTheSame() throws {
    let folder = URL(filePath: try #require(Self.folder))
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }.filter { ["yaml", "yml"].contains($0.pathExtension) }
    try #require(files?.isEmpty == false)
    for file in files ?? [] {
      for document in try YAMLParser().parse(Data(contentsOf: file), file: file.path) {
        let written = YAMLWriter().string(document.value)
        #expect(try YAMLParser().parseOne(written).value == document.value, "\(file.path)")
      }
    }
  }
}
