import Console
import HTTP
import Kubernetes
import Logs
import SeedSupport
import Synchronization
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Whatever becomes of the connection, each line is told once.
@Suite(.timeLimit(.minutes(2)))
struct LogStreamPropertyTests {
  @Test(arguments: 1...60) func eachLineIsToldOnceInOrder(seed: UInt64) async throws {
    let server = RestlessServer(seed: seed)
    let told = Watched<[String]>([])
    let changes = Watched<[LogChange]>([])
    let stream = LogStream(
      Client(transport: server), sleep: { _ in try Task.checkCancellation() },
      now: { Timestamp(seconds: 0) })
    let query = LogQuery(namespace: "shop", pod: "web", container: "main", follow: true)
    let task = Task {
      await stream.follow(query) { change in
        if case .lines(let lines) = change {
          told.change { told in told += (0..<lines.count).map { lines.text($0) } }
        } else {
          changes.change { $0.append(change) }
        }
      }
    }
    let all = server.texts
    _ = await told.wait { $0.count >= all.count }
    task.cancel()
    await task.value
    let difference = told.value.difference(from: all)
    #expect(difference.isEmpty, "\(difference)")
    #expect(
      !changes.value.contains { if case .gap = $0 { true } else { false } })
  }
}

/// A kubelet whose connections break, whose container is restarted now and then, and which takes
/// times to the second.
private final class RestlessServer: Transport {
  struct Line: Sendable {
    var time: Int64
    var text: String
    var run: Int
    var bytes: [UInt8] { Array("\(Timestamp(sinceEpoch: time).rfc3339) \(text)\n".utf8) }
  }

  private struct State {
    var random: SeededGenerator
    /// How many lines have been written.
    var written = 0
    /// The last run of which a line was sent: there is only one before it that can be asked for.
    var sentRun = -1
    /// What streams ended with.
    var rests: Set<[UInt8]> = []
  }

  private let lines: [Line]
  private let state: Mutex<State>

  /// What is written in all.
  var texts: [String] { lines.map(\.text) }

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var time: Int64 = 1_767_600_000_000_000_000
    var run = 0
    var lines: [Line] = []
    for number in 0..<300 {
      // Several lines of one time, some of one text, seconds full of lines and seconds without.
      switch Int.random(in: 0..<10, using: &random) {
      case 0...3: break
      case 4...7: time += Int64.random(in: 1..<5_000_000, using: &random)
      case 8: time += Int64.random(in: 1..<900_000_000, using: &random)
      default: time += Int64.random(in: 1..<5_000_000_000, using: &random)
      }
      if number > 0, Int.random(in: 0..<60, using: &random) == 0 {
        run += 1
        time += 1_000_000
      }
      lines.append(Line(time: time, text: "text \(number % 3 == 0 ? 0 : number)", run: run))
    }
    self.lines = lines
    state = Mutex(State(random: random))
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let target = request.target.replacing("%3A", with: ":")
    let since =
      target.firstMatch(of: /sinceTime=([^&]*)/).flatMap { Timestamp(String($0.1))?.sinceEpoch }
      ?? 0
    let isPrevious = target.contains("previous=true")
    return try state.withLock { state throws(TransportError) in
      let current = lines[max(0, state.written - 1)].run
      let run = isPrevious ? current - 1 : current
      let old = lines[..<state.written].filter { $0.run == run && $0.time >= since }
      if isPrevious {
        return .text(Self.pieces(old.flatMap(\.bytes), &state.random))
      }
      if Int.random(in: 0..<6, using: &state.random) == 0 {
        throw TransportError(.cannotConnect)
      }
      // The same run goes on while the stream is open; the container may end meanwhile.
      let more = lines[state.written...].prefix { $0.run == run || state.written == 0 }
        .prefix(Int.random(in: 0..<40, using: &state.random))
      let new = state.written == 0 ? more.prefix { $0.run == 0 } : more
      state.written += new.count
      if new.isEmpty, state.sentRun == run, state.written < lines.count,
        lines[state.written].run > run
      {
        // The next run begins with a line.
        state.written += 1
      }
      var bytes = (old + new).flatMap(\.bytes)
      if state.written == lines.count, state.sentRun == run, lines.last?.run == run {
        return .text(Self.pieces(bytes, &state.random), ending: .silence)
      }
      // What was written and not sent is sent by the next one.
      bytes.removeLast(Int.random(in: 0...min(200, bytes.count), using: &state.random))
      // Two streams that end within a line, at the same byte, have told all of it.
      while let rest = bytes.split(separator: 10).last, bytes.last != 10,
        !state.rests.insert(Array(rest)).inserted
      { bytes.removeLast() }
      if bytes.contains(10) { state.sentRun = run }
      let breaks = Bool.random(using: &state.random)
      return .text(
        Self.pieces(bytes, &state.random), ending: breaks ? .failure(.connectionLost) : .end)
    }
  }

  private static func pieces(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [String] {
    var pieces: [String] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let size = Int.random(in: 1...90, using: &random)
      pieces.append(String(decoding: rest.prefix(size), as: UTF8.self))
      rest = rest.dropFirst(size)
    }
    return pieces
  }
}
