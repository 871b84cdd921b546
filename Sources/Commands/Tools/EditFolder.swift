import ConsoleRuntime
import Emergencies
import Files
import Glibc

/// The folder of edits that wait, for this user alone.
enum EditFolder {
  /// The store in it; nil where there is no place for one.
  static func store(environment: [String: String]) -> EditStore? {
    guard let state = StateFolder.path(environment) else { return nil }
    let folder = "\(state)/edits"
    return EditStore(
      write: { name, bytes in try write(name, bytes, in: folder) },
      remove: { name in _ = unlink("\(folder)/\(name)") },
      read: { read(folder) })
  }

  private static func write(_ name: String, _ bytes: [UInt8], in folder: String) throws {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw problem(path) }
    }
    // Beside it at first, so that what was kept before is there until this is whole.
    let (place, draft) = ("\(folder)/\(name)", "\(folder)/.\(name).\(getpid())")
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw problem(draft) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw problem(draft) }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0, rename(draft, place) == 0 else { throw problem(place) }
  }

  private static func read(_ folder: String) -> [(name: String, bytes: [UInt8])] {
    guard let tree = try? DiskTree(folder), let entries = try? tree.list("") else { return [] }
    return entries.filter { !$0.name.hasPrefix(".") }.compactMap { entry in
      (try? tree.read(entry.name, limit: 64 << 20)).map { (entry.name, $0) }
    }
  }

  private static func problem(_ path: String) -> Problem {
    Problem("\(path) can't be written: \(String(cString: strerror(errno)))")
  }
}
