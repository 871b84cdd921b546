internal import Glibc
internal import SystemPackage

/// What a program reads from its standard input, as a file without a name.
///
/// A file rather than a pipe: a program that ends without reading a pipe would send SIGPIPE to this
/// process, and one that writes before it reads could leave both waiting for each other.
final class StandardInput: Sendable {
  /// The file, at its beginning; `/dev/null` where there is no input.
  let descriptor: FileDescriptor

  init(_ bytes: [UInt8]?) throws(ProcessError) {
    writer = nil
    do {
      guard let bytes else {
        descriptor = try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
        return
      }
      descriptor = try Self.namelessFile()
      try descriptor.writeAll(bytes)
      try descriptor.seek(offset: 0, from: .start)
    } catch {
      throw .system(executable: "", detail: "cannot prepare standard input: \(error)")
    }
  }

  /// The other end of a pipe that nothing is ever written to; nil for a file.
  private let writer: FileDescriptor?

  /// An input that ends when this is dropped, or the process is gone.
  static func endingWithUs() throws(ProcessError) -> StandardInput {
    do {
      let (reader, writer) = try FileDescriptor.pipe()
      // No other program is to keep the end open that is ours.
      for end in [reader, writer] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
      return StandardInput(reader, writer)
    } catch {
      throw .system(executable: "", detail: "cannot prepare standard input: \(error)")
    }
  }

  private init(_ descriptor: FileDescriptor, _ writer: FileDescriptor) {
    self.descriptor = descriptor
    self.writer = writer
  }

  deinit {
    try? descriptor.close()
    try? writer?.close()
  }

  /// Makes a file that only this process can reach, in memory where the system has a place for it.
  private static func namelessFile() throws -> FileDescriptor {
    var reason: any Error = Errno.noSuchFileOrDirectory
    for folder in ["/dev/shm", "/tmp"] {
      let path = "\(folder)/duet-input-\(String(UInt64.random(in: .min ... .max), radix: 36))"
      do {
        let file = try FileDescriptor.open(
          path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: .ownerReadWrite)
        unlink(path)
        return file
      } catch {
        reason = error
      }
    }
    throw reason
  }
}
