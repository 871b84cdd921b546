import Glibc

/// Why a file couldn't be read.
public struct FileError: Error, Hashable, Sendable {
  /// The file.
  public var path: String
  /// What the system says.
  public var reason: String
  /// Whether there simply is no such file.
  public var isMissing: Bool

  /// Makes an error.
  public init(path: String, reason: String, isMissing: Bool = false) {
    self.path = path
    self.reason = reason
    self.isMissing = isMissing
  }
}

/// Reads whole files without Foundation, whose start-up costs more than a frame.
public enum File {
  /// The contents of a file, of at most 64 MiB.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return contents }
      contents += buffer[..<count]
      guard contents.count <= 64 << 20 else {
        throw FileError(path: path, reason: "it is larger than 64 MiB")
      }
    }
  }

  private static func failure(_ path: String) -> FileError {
    let code = errno
    return FileError(
      path: path, reason: String(cString: strerror(code)), isMissing: code == ENOENT)
  }
}

extension Timestamp {
  /// Now, by the machine's clock.
  public static func current() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }
}
