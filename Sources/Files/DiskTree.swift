internal import Glibc

/// The files below a folder of the disk.
///
/// Plain POSIX: finding the stacks of a repository is on the way to the first frame, and asks for
/// little. Links are followed where they stay below the folder, and refused where they leave it.
public struct DiskTree: FileTree {
  /// The folder, as an absolute path without links.
  public let root: String

  /// Opens the tree below a folder; throws if there is no such folder.
  public init(_ folder: String) throws(FileTreeError) {
    guard let real = Self.realPath(folder) else {
      throw .unreadable(folder, reason: Self.reason(errno))
    }
    guard Self.kind(ofReal: real) == .folder else {
      throw .unreadable(folder, reason: Self.reason(ENOTDIR))
    }
    root = real
  }

  public func list(_ path: String) throws(FileTreeError) -> [FileEntry] {
    let folder = try resolve(path)
    guard let stream = opendir(folder) else { throw .unreadable(path, reason: Self.reason(errno)) }
    defer { closedir(stream) }
    var entries: [FileEntry] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      entries.append(self.entry(name, type: Int32(entry.pointee.d_type), in: folder))
    }
    return entries.sorted { $0.name < $1.name }
  }

  public func kind(of path: String) -> FileEntry.Kind? {
    guard let normal = Paths.normalize(path) else { return .outside }
    let absolute = "\(root)/\(normal)"
    guard let real = Self.realPath(absolute) else {
      var information = stat()
      return lstat(absolute, &information) == 0 ? .outside : nil
    }
    return isInside(real) ? Self.kind(ofReal: real) : .outside
  }

  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8] {
    let file = Glibc.open(try resolve(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .unreadable(path, reason: Self.reason(errno)) }
    defer { close(file) }
    var information = stat()
    guard fstat(file, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path, reason: "not a file")
    }
    guard information.st_size <= limit else { throw .tooLarge(path, limit: limit) }
    // One byte more than it had, to notice that it is growing.
    var bytes = [UInt8](repeating: 0, count: Int(information.st_size) + 1)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        let rest = UnsafeMutableRawBufferPointer(rebasing: $0[count...])
        return Glibc.read(file, rest.baseAddress, rest.count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(path, reason: Self.reason(errno)) }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// The real path of something in the tree.
  private func resolve(_ path: String) throws(FileTreeError) -> String {
    guard let normal = Paths.normalize(path) else { throw .outside(path) }
    guard let real = Self.realPath("\(root)/\(normal)") else {
      throw errno == ENOENT ? .missing(path) : .unreadable(path, reason: Self.reason(errno))
    }
    guard isInside(real) else { throw .outside(path) }
    return real
  }

  private func entry(_ name: String, type: Int32, in folder: String) -> FileEntry {
    switch type {
    case Int32(DT_REG): return FileEntry(name: name, kind: .file)
    case Int32(DT_DIR): return FileEntry(name: name, kind: .folder)
    default: break
    }
    let path = "\(folder)/\(name)"
    guard let real = Self.realPath(path), isInside(real) else {
      return FileEntry(name: name, kind: .outside)
    }
    let isLink = real != path
    return FileEntry(
      name: name, kind: Self.kind(ofReal: real),
      target: isLink ? String(real.dropFirst(root.count).drop { $0 == "/" }) : nil)
  }

  private func isInside(_ real: String) -> Bool {
    root == "/" || real == root || real.hasPrefix("\(root)/")
  }

  private static func kind(ofReal path: String) -> FileEntry.Kind {
    var information = stat()
    guard stat(path, &information) == 0 else { return .outside }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The path without links; nil, with `errno` set, where it leads to nothing.
  public static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func reason(_ code: Int32) -> String {
    String(cString: strerror(code))
  }
}
