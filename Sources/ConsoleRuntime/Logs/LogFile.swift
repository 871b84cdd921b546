import Glibc
import Kubernetes
import Logs

/// A file that lines of a log are written to.
///
/// A file that is there already stays whole until all of them are written, and nothing is left behind
/// where that fails.
struct LogFile: ~Copyable {
  /// Why it couldn't be written.
  enum Problem: Error, Hashable {
    /// There is such a file already.
    case exists
    /// The text says what went wrong.
    case failed(String)
  }

  /// How many lines were written.
  private(set) var lineCount = 0
  /// How many bytes that was.
  private(set) var byteCount = 0

  private let path: String
  private let draft: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isFinished = false

  private static let bufferSize = 256 << 10

  /// Begins a file; `~/` at the beginning of its path is the person's own folder.
  init(_ path: String, overwrites: Bool) throws(Problem) {
    var path = path
    if path.hasPrefix("~/"), let home = getenv("HOME") {
      path = String(cString: home) + path.dropFirst()
    }
    var info = stat()
    if stat(path, &info) == 0, info.st_mode & S_IFMT != S_IFREG {
      throw .failed("it isn't a file")
    }
    // What replaces a file is written beside it first.
    let draft = overwrites ? "\(path).\(getpid()).part" : path
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? .exists : Self.problem() }
    (self.path, self.draft, self.descriptor) = (path, draft, descriptor)
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(draft) }
  }

  /// Writes a line.
  mutating func write(
    _ lines: PackedLines, _ index: Int, names: [String], hasTimes: Bool
  ) throws(Problem) {
    let entry = lines.entries[index]
    if hasTimes { buffer += Array("\(Timestamp(sinceEpoch: entry.time).rfc3339) ".utf8) }
    if entry.isMarker {
      buffer += Array("── ".utf8)
    } else if names.indices.contains(Int(entry.source)) {
      buffer += Array("\(names[Int(entry.source)]) ".utf8)
    }
    buffer += lines.slice(entry)
    // A line that was too long for one piece goes on with the next.
    if !entry.isCut { buffer.append(0x0A) }
    lineCount += 1
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Puts the file in its place.
  mutating func finish() throws(Problem) {
    try flush()
    guard draft == path || rename(draft, path) == 0 else { throw Self.problem() }
    isFinished = true
  }

  private mutating func flush() throws(Problem) {
    var written = 0
    while written < buffer.count {
      let count = buffer[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.problem() }
      written += count
    }
    byteCount += written
    buffer.removeAll(keepingCapacity: true)
  }

  private static func problem() -> Problem { .failed(String(cString: strerror(errno))) }
}
