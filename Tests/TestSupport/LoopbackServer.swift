import Glibc

/// A server on 127.0.0.1 whose answers are whatever bytes a test likes, one thread a connection.
///
/// It listens as long as the process lives, so that no test ends it too early by letting it go.
public final class LoopbackServer: Sendable {
  /// One accepted connection; closed when the handler returns.
  public struct Connection: Sendable {
    fileprivate let socket: Int32

    /// Reads a request's head and returns its target; nil at the end of the connection.
    public func readTarget() -> String? {
      var head: [UInt8] = []
      var byte: UInt8 = 0
      while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        guard recv(socket, &byte, 1, 0) == 1 else { return nil }
        head.append(byte)
      }
      return String(decoding: head, as: UTF8.self).split(separator: " ").dropFirst().first
        .map(String.init)
    }

    /// Sends everything; returns false once the other side is gone.
    @discardableResult public func write(_ bytes: [UInt8]) -> Bool {
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

    /// Sends a whole answer.
    public func answer(_ text: String, type: String = "application/json", status: String = "200 OK")
    {
      let head =
        "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
      write(Array((head + text).utf8))
    }

    /// Begins an answer of unknown length: it ends with the connection.
    public func begin(type: String = "application/json") {
      write(
        Array("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nConnection: close\r\n\r\n".utf8))
    }

    /// Waits until the other side closes the connection.
    public func waitForEnd() {
      var byte: UInt8 = 0
      while recv(socket, &byte, 1, 0) == 1 {}
    }
  }

  /// The port it listens on.
  public let port: Int
  /// Its address, for plain HTTP.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// A server that has each connection served by a closure.
  public init(_ serve: @escaping @Sendable (Connection) -> Void) {
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
    precondition(listen(listener, 64) == 0)
    port = Int(UInt16(bigEndian: address.sin_port))
    Self.startThread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        Self.startThread {
          serve(Connection(socket: socket))
          shutdown(socket, Int32(SHUT_RDWR))
          close(socket)
        }
      }
    }
  }

  /// A server that answers each request, by its target; those it has nothing for are left waiting.
  public convenience init(answering answer: @escaping @Sendable (Connection, String) -> Bool) {
    self.init { connection in
      while let target = connection.readTarget() {
        if !answer(connection, target) { return }
      }
    }
  }

  /// Runs a closure on a thread of its own: blocking one of the pool's would starve the tests.
  private static func startThread(_ body: @escaping @Sendable () -> Void) {
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
}
