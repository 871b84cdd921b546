import Glibc
import Synchronization

/// A server on 127.0.0.1 whose answers are whatever bytes a test likes, one thread a connection.
///
/// It listens as long as the process lives, so that no test ends it too early by letting it go.
final class LoopbackServer: Sendable {
  /// One accepted connection; closed when the handler returns.
  struct Connection: Sendable {
    fileprivate let socket: Int32

    /// Reads a request's head, its empty line included; nil at the end of the connection.
    func readHead() -> String? {
      var head: [UInt8] = []
      while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        guard let byte = read(1)?.first else { return nil }
        head.append(byte)
      }
      return String(decoding: head, as: UTF8.self)
    }

    /// Reads that many bytes, or nil if the connection ends before.
    func read(_ count: Int) -> [UInt8]? {
      guard count > 0 else { return [] }
      var bytes = [UInt8](repeating: 0, count: count)
      return recv(socket, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
    }

    /// Sends everything; returns false once the other side is gone.
    @discardableResult func write(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes {
          send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }

    @discardableResult func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Waits until the other side closes the connection.
    func waitForEnd() {
      while read(1) != nil {}
    }
  }

  let port: Int
  private let accepted: Counter

  /// How many connections there have been.
  var connections: Int { accepted.value.load(ordering: .relaxed) }

  var url: String { "http://127.0.0.1:\(port)" }

  init(_ serve: @escaping @Sendable (Connection) -> Void) {
    let (listener, port) = Self.bindAnyPort()
    precondition(listen(listener, 512) == 0)
    self.port = port
    let accepted = Counter()
    self.accepted = accepted
    startThread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        accepted.value.add(1, ordering: .relaxed)
        startThread {
          serve(Connection(socket: socket))
          shutdown(socket, Int32(SHUT_RDWR))
          close(socket)
        }
      }
    }
  }

  /// A server that answers every request with the same bytes, and keeps connections open.
  convenience init(answer: String) {
    self.init { connection in
      while connection.readHead() != nil { connection.write(answer) }
    }
  }

  /// A port that nothing listens on.
  static func freePort() -> Int {
    let (socket, port) = bindAnyPort()
    close(socket)
    return port
  }

  private static func bindAnyPort() -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        precondition(bind(listener, $0, size) == 0)
        getsockname(listener, $0, &size)
      }
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  private final class Counter: Sendable {
    let value = Atomic(0)
  }
}

/// Runs a closure on a thread of its own: blocking one of the pool's would starve the tests.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let started = pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  precondition(started == 0)
  pthread_detach(thread)
}
