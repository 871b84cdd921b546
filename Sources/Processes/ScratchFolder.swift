internal import Glibc

/// A folder for a program to work in, that is gone when it is done.
public struct ScratchFolder: Sendable {
  /// Its absolute path.
  public let path: String

  /// Makes an empty folder, for this user alone.
  public init() throws(ProcessError) {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let root = base.hasPrefix("/") ? base : "/tmp"
    var template = Array("\(root)/duet-scratch-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Self.failure(root) }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // Programs may answer with the path that they find themselves in.
    guard let real = realpath(made, nil) else { throw Self.failure(made) }
    defer { free(real) }
    path = String(cString: real)
  }

  /// Writes a file, with the folders on its way; its path must lead into the folder.
  public func write(_ file: String, _ bytes: [UInt8]) throws(ProcessError) {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      throw .system(executable: "", detail: "\(file) is no path within a folder")
    }
    var folder = path
    for part in parts.dropLast() {
      folder += "/\(part)"
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Self.failure(folder) }
    }
    let place = "\(path)/\(file)"
    let descriptor = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure(place) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(place) }
      rest = rest.dropFirst(count)
    }
  }

  /// Removes it with everything in it; links are removed, and not followed.
  public func remove() { Self.remove(path) }

  private static func remove(_ path: String) {
    if let stream = opendir(path) {
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name != ".", name != ".." else { continue }
        let inner = "\(path)/\(name)"
        if entry.pointee.d_type == UInt8(DT_DIR) {
          remove(inner)
        } else {
          unlink(inner)
        }
      }
    }
    rmdir(path)
  }

  private static func failure(_ place: String) -> ProcessError {
    .system(executable: "", detail: "\(place): \(String(cString: strerror(errno)))")
  }
}
