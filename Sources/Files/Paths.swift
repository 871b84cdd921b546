/// Paths of a file tree, as text: parts divided by `/`, the root being the empty path.
public enum Paths {
  /// A path within a folder.
  public static func join(_ folder: String, _ path: String) -> String {
    folder.isEmpty ? path : path.isEmpty ? folder : "\(folder)/\(path)"
  }

  /// The path without `.`, `..` and empty parts; nil where it leads above the root.
  public static func normalize(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }

  /// The folder a path is in; the root's is the root.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// Whether a path is a folder or leads into it.
  public static func isBelow(_ path: String, _ folder: String) -> Bool {
    folder.isEmpty || path == folder
      || (path.utf8.count > folder.utf8.count && path.hasPrefix(folder)
        && path.utf8[path.utf8.index(path.utf8.startIndex, offsetBy: folder.utf8.count)]
          == UInt8(ascii: "/"))
  }

  /// A path as seen from a folder it is in; the path itself if it isn't.
  public static func relative(_ path: String, to folder: String) -> String {
    guard !folder.isEmpty, isBelow(path, folder) else { return path }
    return String(path.dropFirst(folder.count).drop { $0 == "/" })
  }
}
