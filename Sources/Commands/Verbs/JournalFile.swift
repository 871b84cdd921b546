import DeployEngine
import Emergencies
import Files
import Glibc

/// The file that the journal is in.
enum JournalFile {
  /// The journal of this user; nil where there is no place for it.
  static func journal(environment: [String: String]) -> Journal? {
    Journal.path(environment).map { path in Journal { try append($0, to: path) } }
  }

  /// The journal of this user's changes past Git; nil where there is no place for it.
  static func emergencies(environment: [String: String]) -> EmergencyJournal? {
    EmergencyJournal.path(environment).map { path in
      EmergencyJournal(
        append: { try append($0, to: path) },
        read: {
          let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
          let name = path.dropFirst(folder.count + 1)
          return (try? DiskTree(folder)).flatMap {
            try? $0.read(String(name), limit: 256 << 20)
          } ?? []
        })
    }
  }

  /// Adds bytes at the end, in one go, so that two programs don't mix their lines; makes the file
  /// and its folders where they aren't there yet.
  static func append(_ bytes: [UInt8], to path: String) throws {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw problem(folder) }
    }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw problem(path) }
    defer { close(file) }
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    guard count == bytes.count else { throw problem(path) }
  }

  private static func problem(_ path: String) -> Problem {
    Problem("\(path) can't be written: \(String(cString: strerror(errno)))")
  }
}
