import ConsoleRuntime
import Emergencies
import Files
import Glibc

/// The folder of edits that wait, for this user alone.
enum EditFolder {
  /// Where it is; nil where there is no place for it.
  static func path(environment: [String: String]) -> String? {
    StateFolder.path(environment).map { "\($0)/edits" }
  }

  /// The store in it; nil where there is no place for one.
  static func store(environment: [String: String]) -> EditStore? {
    path(environment: environment).map { folder in
      EditStore(
        write: { name, bytes in try write(name, bytes, in: folder) },
        remove: { name in remove("\(folder)/\(name)") }, read: { read(folder) })
    }
  }

  /// Writes a file, whole or not at all; makes the folder, and those that it is in, where need be.
  static func write(_ name: String, _ bytes: [UInt8], in folder: String) throws {
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

  private static func remove(_ path: String) {
    guard unlink(path) != 0, let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      // Editors leave files of their own there.
      if name != ".", name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }

  private static func read(_ folder: String) -> [(name: String, bytes: [UInt8])] {
    guard let tree = try? DiskTree(folder), let entries = try? tree.list("") else { return [] }
    var names: [String] = []
    for entry in entries where !entry.name.hasPrefix(".") {
      guard entry.kind == .folder else {
        names.append(entry.name)
        continue
      }
      let inner = (try? tree.list(entry.name)) ?? []
      names += inner.map(\.name).filter { !$0.hasPrefix(".") && $0.hasSuffix(".yaml") }
        .map { "\(entry.name)/\($0)" }
    }
    return names.compactMap { name in
      (try? tree.read(name, limit: 64 << 20)).map { (name, $0) }
    }
  }

  private static func problem(_ path: String) -> Problem {
    Problem("\(path) can't be written: \(String(cString: strerror(errno)))")
  }
}
