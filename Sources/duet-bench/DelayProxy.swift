import Foundation
import Glibc
import Synchronization

/// A port of the loopback that leads to another one, every byte arriving later.
///
/// It stands in for distance: both ways take half of the round trip each, and as much fits on the
/// way as anybody sends.
final class DelayProxy: Sendable {
  /// Where it listens.
  let port: UInt16
  private let listener: Int32

  /// Opens a port that leads to `target`, with a round trip of `delay` more than there is.
  init(to target: UInt16, delay: Duration) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(0)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, listen(listener, 128) == 0 else {
      throw Child.Failed(description: "no port to listen on")
    }
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) }
    }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    let half = delay / 2
    Thread.detachNewThread {
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        guard let server = Self.connect(to: target) else {
          close(client)
          continue
        }
        Self.pump(from: client, to: server, later: half)
        Self.pump(from: server, to: client, later: half)
      }
    }
  }

  /// Takes no more connections; those that are open stay.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func connect(to port: UInt16) -> Int32? {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(server)
      return nil
    }
    return server
  }

  /// Carries one direction of a connection, on two threads: one reads as fast as it comes, the other
  /// writes when it is time.
  private static func pump(from source: Int32, to target: Int32, later delay: Duration) {
    let line = Line()
    var yes: Int32 = 1
    setsockopt(target, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while true {
        let count = read(source, &buffer, buffer.count)
        line.push(count > 0 ? Array(buffer[..<count]) : [], at: .now + delay)
        if count <= 0 { return }
      }
    }
    Thread.detachNewThread {
      while let (bytes, due) = line.pop(), !bytes.isEmpty {
        let wait = due - .now
        if wait > .zero { usleep(UInt32(Measure.milliseconds(wait) * 1000)) }
        var sent = 0
        while sent < bytes.count {
          let count = bytes[sent...].withUnsafeBytes {
            send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          if count <= 0 { break }
          sent += count
        }
      }
      shutdown(target, Int32(SHUT_WR))
    }
  }

  /// What is on its way; an empty piece is the end.
  private final class Line: Sendable {
    private let pieces = Mutex<[([UInt8], ContinuousClock.Instant)]>([])
    private let count = DispatchSemaphore(value: 0)

    func push(_ bytes: [UInt8], at due: ContinuousClock.Instant) {
      pieces.withLock { $0.append((bytes, due)) }
      count.signal()
    }

    func pop() -> ([UInt8], ContinuousClock.Instant)? {
      count.wait()
      return pieces.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
  }
}
