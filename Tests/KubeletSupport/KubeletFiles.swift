import Foundation
import Kubernetes
import Synchronization
import TestSupport

/// The logs of a node, and how they are read: each reader on a thread of its own.
final class KubeletFiles: Sendable {
  private struct State {
    var logs: [StandInKubelet.Container: KubeletLog] = [:]
    var previous: [StandInKubelet.Container: KubeletLog] = [:]
    var requests: [StandInKubelet.Container: Int] = [:]
    var refusals = 0
    var hasStopped = false
  }

  private let state = Mutex(State())
  /// Wakes those who wait for more; what they wait for is looked at while it is locked.
  private let news = NSCondition()

  // MARK: Writing

  func change(_ container: StandInKubelet.Container, _ body: (inout KubeletLog) -> Void) {
    state.withLock { body(&$0.logs[container, default: KubeletLog()]) }
    tell()
  }

  func begin(_ container: StandInKubelet.Container) {
    state.withLock { state in
      let before = state.logs[container]
      state.previous[container] = before
      state.logs[container] = KubeletLog(run: before.map { $0.run + 1 } ?? 0)
    }
  }

  func end(_ container: StandInKubelet.Container) { change(container) { $0.hasEnded = true } }

  func forget(_ pod: String, in namespace: String) {
    state.withLock { state in
      for id in state.logs.keys where id.pod == pod && id.namespace == namespace {
        state.logs[id] = nil
        state.previous[id] = nil
      }
    }
    tell()
  }

  func refuse(_ times: Int) { state.withLock { $0.refusals += times } }

  func requests(for container: StandInKubelet.Container) -> Int {
    state.withLock { $0.requests[container] ?? 0 }
  }

  func stop() {
    state.withLock { $0.hasStopped = true }
    tell()
  }

  private func tell() {
    news.lock()
    news.broadcast()
    news.unlock()
  }

  // MARK: Reading

  /// Answers a request; false where the connection is to be closed.
  func answer(_ target: String, on connection: LoopbackServer.Connection) -> Bool {
    guard let query = KubeletQuery(target, at: .current()) else {
      connection.answer("404 page not found\n", type: "text/plain", status: "404 Not Found")
      return true
    }
    let (log, isRefused) = state.withLock { state in
      state.requests[query.container, default: 0] += 1
      let isRefused = state.refusals > 0
      if isRefused { state.refusals -= 1 }
      return (
        query.previous ? state.previous[query.container] : state.logs[query.container], isRefused
      )
    }
    if isRefused {
      connection.answer(
        "the node is in trouble\n", type: "text/plain", status: "500 Internal Server Error")
      return true
    }
    guard let log else {
      connection.answer(
        missing(query), type: "text/plain",
        status: query.previous ? "400 Bad Request" : "404 Not Found")
      return true
    }
    return send(log, query, on: connection)
  }

  private func missing(_ query: KubeletQuery) -> String {
    let container = query.container
    return query.previous
      ? "previous terminated container \"\(container.name)\" in pod \"\(container.pod)\" not found"
      : "pod \"\(container.pod)\" does not exist\n"
  }

  private func send(
    _ log: KubeletLog, _ query: KubeletQuery, on connection: LoopbackServer.Connection
  ) -> Bool {
    let head = """
      HTTP/1.1 200 OK\r
      Content-Type: text/plain\r
      Transfer-Encoding: chunked\r
      \r

      """
    guard connection.write(Array(head.utf8)) else { return false }
    var reader = KubeletReader(query, connection)
    guard reader.send(log.start(query)) else { return reader.end() }
    var position = log.count
    var hasEnded = log.hasEnded
    while query.follows, !query.previous, !hasEnded {
      switch next(query.container, after: position, of: log) {
      case .lines(let lines, let count, let isLast):
        position = count
        hasEnded = isLast
        guard reader.send(lines) else { return reader.end() }
      case .cut(let half):
        if let half { reader.sendHalf(of: half) }
        return false
      case .gone: return reader.end()
      }
    }
    return reader.end()
  }

  private enum News {
    case lines([KubeletLog.Line], count: Int, isLast: Bool)
    case cut(KubeletLog.Line?)
    case gone
  }

  /// Waits until there is more to say about a log.
  private func next(
    _ container: StandInKubelet.Container, after position: Int, of begun: KubeletLog
  ) -> News {
    news.lock()
    defer { news.unlock() }
    while true {
      let found: News? = state.withLock { state in
        let known = [state.logs[container], state.previous[container]].compactMap(\.self)
        guard !state.hasStopped, let log = known.first(where: { $0.run == begun.run })
        else { return .gone }
        if log.cuts > begun.cuts { return .cut(log.sendsHalf ? log.lines.last : nil) }
        guard log.count > position || log.hasEnded else { return nil }
        return .lines(
          Array(log.lines[position...]), count: log.count, isLast: log.hasEnded)
      }
      if let found { return found }
      news.wait()
    }
  }
}

/// One reader of a log: what it still gets, and the connection that it comes through.
private struct KubeletReader {
  private let connection: LoopbackServer.Connection
  private let withTimes: Bool
  private var limit: Int?

  init(_ query: KubeletQuery, _ connection: LoopbackServer.Connection) {
    self.connection = connection
    withTimes = query.withTimes
    limit = query.limit
  }

  /// Sends lines; false where nothing more is wanted.
  mutating func send(_ lines: [KubeletLog.Line]) -> Bool {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.shown(withTime: withTimes)
      if bytes.count > 1 << 18 {
        guard send(bytes) else { return false }
        bytes = []
      }
    }
    return send(bytes)
  }

  func sendHalf(of line: KubeletLog.Line) {
    let bytes = line.shown(withTime: withTimes)
    chunk(Array(bytes.prefix(bytes.count / 2)))
  }

  /// Ends the answer; the connection is good for another.
  func end() -> Bool { connection.write(Array("0\r\n\r\n".utf8)) }

  private mutating func send(_ bytes: [UInt8]) -> Bool {
    guard let rest = limit else { return chunk(bytes) }
    let part = Array(bytes.prefix(rest))
    limit = rest - part.count
    return chunk(part) && rest > part.count
  }

  @discardableResult private func chunk(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    return connection.write(
      Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + [13, 10])
  }
}
