import Glibc
public import Logs

/// Where segments of logs are for which there is no room in memory: files that have no name, so that
/// nothing of them stays behind, whatever becomes of the program.
///
/// Segments are written one after the other. A file whose segments have all been forgotten is closed,
/// which gives its room back.
public actor LogSpool {
  /// Writes bytes to a file at a place; returns how many were written, or -1 with `errno` set.
  typealias Write =
    @Sendable (_ file: Int32, _ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int

  /// Why something couldn't be written or read.
  public struct Problem: Error, Hashable, Sendable {
    /// For a person.
    public var reason: String
  }

  private struct Place {
    var file: Int
    var offset: Int
    var count: Int
    var textSize: Int
  }

  private final class File {
    let descriptor: Int32
    var end = 0
    var segments = 0

    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  private let folders: [String]
  private let fileSize: Int
  private let write: Write
  private var files: [Int: File] = [:]
  private var lastFile = 0
  private var places: [Int: Place] = [:]

  /// Makes a spool without files; they are made in the first of these folders where that is possible.
  public init(folders: [String] = ["/var/tmp", "/tmp"]) {
    self.init(folders: folders, fileSize: 64 << 20) { pwrite($0, $1.baseAddress, $1.count, $2) }
  }

  init(folders: [String], fileSize: Int, write: @escaping Write) {
    self.folders = folders
    self.fileSize = fileSize
    self.write = write
  }

  /// How many files are open.
  var fileCount: Int { files.count }

  /// Returns once all that was to be written before is written: whoever brings more waits for a disk
  /// that is slow.
  func turn() {}

  /// Keeps segments, until the first that can't be kept; returns those that are, and why not all.
  func store(_ segments: [LogStore.Segment]) -> (stored: [Int], problem: Problem?) {
    var stored: [Int] = []
    do throws(Problem) {
      for segment in segments {
        guard let lines = segment.lines else { continue }
        try store(lines, as: segment.id)
        stored.append(segment.id)
      }
    } catch {
      return (stored, error)
    }
    return (stored, nil)
  }

  /// Reads a segment again; nil if it isn't kept here.
  public func read(_ id: Int) throws(Problem) -> PackedLines? {
    guard let place = places[id], let file = files[place.file] else { return nil }
    var offset = place.offset
    do {
      return try PackedLines(count: place.count, textSize: place.textSize) { buffer in
        try Self.read(file.descriptor, buffer, offset)
        offset += buffer.count
      }
    } catch {
      throw error as? Problem ?? Problem(reason: "\(error)")
    }
  }

  /// Forgets segments.
  func forget(_ ids: [Int]) {
    for id in ids {
      guard let place = places.removeValue(forKey: id), let file = files[place.file] else {
        continue
      }
      file.segments -= 1
      if file.segments == 0, place.file != lastFile || file.end >= fileSize {
        files[place.file] = nil
      }
    }
  }

  // MARK: - Files

  private func store(_ lines: PackedLines, as id: Int) throws(Problem) {
    let (number, file) = try current()
    let start = file.end
    var offset = start
    do {
      try lines.withParts { entries, texts in
        for part in [entries, texts] {
          try writeAll(part, to: file.descriptor, at: offset)
          offset += part.count
        }
      }
    } catch {
      // What was written of it is room that the disk doesn't have.
      _ = ftruncate(file.descriptor, start)
      throw error as? Problem ?? Problem(reason: "\(error)")
    }
    file.end = offset
    file.segments += 1
    forget([id])
    places[id] = Place(file: number, offset: start, count: lines.count, textSize: lines.textSize)
  }

  /// The file that is written to.
  private func current() throws(Problem) -> (Int, File) {
    if let file = files[lastFile], file.end < fileSize { return (lastFile, file) }
    if let file = files[lastFile], file.segments == 0 { files[lastFile] = nil }
    var reason = "there is no folder for them"
    for folder in folders {
      var name = Array("\(folder)/duet-logs-XXXXXX".utf8CString)
      let descriptor = mkstemp(&name)
      guard descriptor >= 0 else {
        reason = "\(folder): \(Self.lastError)"
        continue
      }
      unlink(name)
      // Programs that are started needn't have it.
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      lastFile += 1
      let file = File(descriptor)
      files[lastFile] = file
      return (lastFile, file)
    }
    throw Problem(reason: reason)
  }

  private func writeAll(
    _ bytes: UnsafeRawBufferPointer, to file: Int32, at offset: Int
  ) throws(Problem) {
    var done = 0
    while done < bytes.count {
      let count = write(file, UnsafeRawBufferPointer(rebasing: bytes[done...]), offset + done)
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw Problem(reason: count == 0 ? "nothing more can be written" : Self.lastError)
      }
    }
  }

  private static func read(
    _ file: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ offset: Int
  ) throws(Problem) {
    var done = 0
    while done < buffer.count {
      let count = pread(
        file, buffer.baseAddress.map { $0 + done }, buffer.count - done, offset + done)
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw Problem(reason: count == 0 ? "the file is shorter than it was" : lastError)
      }
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
