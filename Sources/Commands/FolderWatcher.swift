@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Tells when something below some folders changes on disk, through inotify.
///
/// An element is a hint, not a fact: several changes within a moment make one. Folders that come
/// later are watched, too. Where the kernel allows no more watches, the rest isn't watched; asking
/// anew (`ctrl-r`) always works.
final class FolderWatcher: Sendable {
  private let descriptor: Int32
  private let folders: [String]
  private let watched = Mutex<[Int32: String]>([:])
  /// Whether a change waits to be told.
  private let isTelling = Mutex(false)

  /// Changes that come close together are told as one.
  private static let quietTime = DispatchTimeInterval.milliseconds(250)
  private static let mostFolders = 4096
  /// What a repository has a lot of and stacks don't depend on.
  private static let skipped: Set<String> = ["objects", "logs", "node_modules", ".build"]

  /// An element whenever something may have changed; the watch ends with the stream's reader.
  static func changes(below folders: [String]) -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      guard let watcher = FolderWatcher(folders) else {
        continuation.finish()
        return
      }
      watcher.start(continuation)
    }
  }

  private init?(_ folders: [String]) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    self.folders = folders
  }

  deinit { close(descriptor) }

  private func start(_ continuation: AsyncStream<Void>.Continuation) {
    let queue = DispatchQueue(label: "duet.folders")
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [self] in
      guard readEvents(), beginTelling() else { return }
      queue.asyncAfter(deadline: .now() + Self.quietTime) { [self] in
        isTelling.withLock { $0 = false }
        continuation.yield()
      }
    }
    continuation.onTermination = { _ in source.cancel() }
    queue.async { [self] in for folder in folders { watch(folder) } }
    source.resume()
  }

  /// Returns whether this is the first change since the last was told.
  private func beginTelling() -> Bool {
    isTelling.withLock { isTelling in
      defer { isTelling = true }
      return !isTelling
    }
  }

  /// Reads what there is; returns whether anything relevant was among it.
  private func readEvents() -> Bool {
    var isRelevant = false
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return isRelevant }
      buffer.withUnsafeBytes { bytes in
        var offset = 0
        let head = MemoryLayout<inotify_event>.size
        while offset + head <= count {
          let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let name = bytes[(offset + head)..<min(count, offset + head + Int(event.len))]
            .prefix { $0 != 0 }
          offset += head + Int(event.len)
          let text = String(decoding: name, as: UTF8.self)
          // Git's own locks come and go with every command, ours among them.
          guard !text.hasSuffix(".lock") else { continue }
          isRelevant = true
          if event.mask & UInt32(IN_CREATE) != 0 || event.mask & UInt32(IN_MOVED_TO) != 0,
            event.mask & UInt32(IN_ISDIR) != 0,
            let parent = watched.withLock({ $0[event.wd] })
          {
            watch("\(parent)/\(text)")
          }
        }
      }
    }
  }

  private func watch(_ folder: String) {
    guard watched.withLock({ $0.count }) < Self.mostFolders else { return }
    let mask =
      IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
      | IN_ONLYDIR | IN_DONT_FOLLOW
    let watch = inotify_add_watch(descriptor, folder, UInt32(mask))
    guard watch >= 0 else { return }
    watched.withLock { $0[watch] = folder }
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != "..", !Self.skipped.contains(name) else { continue }
      self.watch("\(folder)/\(name)")
    }
  }
}
