public import Foundation
public import Testing

/// Files of a real infrastructure repository and of real clusters, which tests read in place.
///
/// They aren't part of this repository. `DUET_FIXTURES` names the folder; a test that needs them
/// has the trait `.fixtures`, and is skipped with a word where they are missing.
public enum Fixtures {
  /// The folder, if there is one.
  public static var folder: URL? {
    guard let path = ProcessInfo.processInfo.environment["DUET_FIXTURES"], !path.isEmpty
    else { return nil }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return nil }
    return URL(fileURLWithPath: path, isDirectory: true)
  }

  /// Whether the folder is there.
  public static var isAvailable: Bool { folder != nil }

  /// The path of a file or folder within.
  public static func path(_ relative: String) throws -> String {
    try #require(folder, "DUET_FIXTURES names no folder").appendingPathComponent(relative).path
  }

  /// The bytes of a file within.
  public static func bytes(_ relative: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(relative))))
  }

  /// The text of a file within.
  public static func text(_ relative: String) throws -> String {
    String(decoding: try bytes(relative), as: UTF8.self)
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that read the fixtures.
  public static var fixtures: Self {
    .enabled(if: Fixtures.isAvailable, "needs the fixtures: DUET_FIXTURES names no folder")
  }
}
