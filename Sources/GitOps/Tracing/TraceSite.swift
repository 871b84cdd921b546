internal import Documents
internal import Files
internal import YAML

/// A place in a repository's files where a field may come from.
struct TraceSite: Sendable {
  /// The file, from the root of the tree.
  var file: String
  /// The line in it, from 1.
  var line: Int?
  /// The layer in words.
  var layer: String
  /// The files with the field changed here.
  var edit: @Sendable (MemoryTree) throws(TraceFailure) -> MemoryTree
}

/// Why a place can't be edited.
struct TraceFailure: Error, Hashable {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

extension MemoryTree {
  /// The bytes of a file that isn't a link.
  func bytes(_ path: String) -> [UInt8]? {
    guard case .file(let bytes) = self[path] else { return nil }
    return bytes
  }

  /// The tree with a file's text edited.
  func editing(
    _ path: String, dialect: YAMLParser.Dialect = .kubernetes,
    _ body: (inout YAMLText) throws(YAMLEditError) -> Void
  ) throws(TraceFailure) -> MemoryTree {
    guard let bytes = bytes(path) else { throw TraceFailure("\(path) is no file of its own") }
    do throws(YAMLEditError) {
      var text = try YAMLText(bytes, file: path, dialect: dialect)
      try body(&text)
      var tree = self
      tree[path] = .file(text.bytes)
      return tree
    } catch {
      throw TraceFailure(error.description)
    }
  }
}
