import Dispatch
import Glibc
import Synchronization
import TUI

/// The two ends of a terminal that exists in memory alone.
///
/// Nothing has it as its controlling terminal, so changes of its size send no signal by themselves.
final class Pseudoterminal {
  /// The end that a terminal emulator holds.
  private var master: Int32
  /// The end that a program holds.
  let slave: Int32
  /// The name of the program's end, for another process to open.
  let path: String
  private let reader: Reader

  init(_ size: Size) throws {
    master = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: Int32 = 0
    var isLocked: Int32 = 0
    guard master >= 0, ioctl(master, Self.lock, &isLocked) == 0,
      ioctl(master, Self.number, &number) == 0
    else { throw Failure() }
    path = "/dev/pts/\(number)"
    slave = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw Failure() }
    reader = Reader(master, size)
    resize(size)
  }

  deinit {
    close(slave)
    hangUp()
  }

  /// What a reader of the screen sees, once all that was written has arrived.
  var screen: VirtualTerminal {
    _ = write(slave, Reader.mark, Reader.mark.count)
    return reader.wait()
  }

  /// The modes of the line, as the bytes of a `termios`.
  var modes: [UInt8] {
    withUnsafeTemporaryAllocation(of: termios.self, capacity: 1) { buffer in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      bytes.initializeMemory(as: UInt8.self, repeating: 0)
      if let modes = buffer.baseAddress { tcgetattr(slave, modes) }
      return Array(bytes)
    }
  }

  /// Types on its keyboard.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Gives its window another size, and forgets what it shows.
  func resize(_ size: Size) {
    var window = [UInt16(size.height), UInt16(size.width), 0, 0]
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
    reader.clear(size)
  }

  /// Closes its window.
  func hangUp() {
    guard master >= 0 else { return }
    reader.stop()
    master = -1
  }

  struct Failure: Error {}

  // Linux's requests, which are macros that Swift doesn't see.
  private static let lock: UInt = 0x4004_5431
  private static let number: UInt = 0x8004_5430
}

/// Reads the emulator's end all the time, so that nobody waits for room to write.
private final class Reader: Sendable {
  private let terminal: Mutex<VirtualTerminal>
  private let marks = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)
  private let stopper: Int32

  /// Takes the descriptor over.
  init(_ descriptor: Int32, _ size: Size) {
    terminal = Mutex(VirtualTerminal(size))
    var pipe: [Int32] = [-1, -1]
    Glibc.pipe(&pipe)
    stopper = pipe[1]
    let stopped = pipe[0]
    DispatchQueue(label: "pseudoterminal").async { [self] in
      read(descriptor, until: stopped)
      close(descriptor)
      close(stopped)
      finished.signal()
    }
  }

  func clear(_ size: Size) { terminal.withLock { $0 = VirtualTerminal(size) } }

  func wait() -> VirtualTerminal {
    marks.wait()
    return terminal.withLock { $0 }
  }

  func stop() {
    close(stopper)
    finished.wait()
  }

  private func read(_ descriptor: Int32, until stopped: Int32) {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      var waiting = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopped, events: Int16(POLLIN), revents: 0),
      ]
      poll(&waiting, 2, -1)
      if waiting[1].revents != 0 { return }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      let arrived = terminal.withLock { terminal in
        let before = terminal.marks
        terminal.feed(buffer.prefix(count))
        return terminal.marks - before
      }
      for _ in 0..<arrived { marks.signal() }
    }
  }

  /// A sequence that only a test writes.
  static let mark = Array("\u{1B}]mark\u{7}".utf8)
}
