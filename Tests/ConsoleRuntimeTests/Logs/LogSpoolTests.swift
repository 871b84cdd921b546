import Console
import Glibc
import Kubernetes
import Logs
import Patterns
import Synchronization
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Lines that there is no room for in memory.
@Suite(.timeLimit(.minutes(2)))
struct LogSpoolTests {
  private func store(_ count: Int) -> LogStore {
    var store = LogStore(limits: LogStore.Limits(total: 1 << 30, segment: 400))
    for number in 0..<count {
      var lines = PackedLines()
      lines.append("line \(number)".utf8, time: Int64(number), source: 0, level: .info)
      store.append(lines)
    }
    return store
  }

  /// A disk with room for so many bytes.
  private func spool(room: Int = .max, fileSize: Int = 64 << 20) -> LogSpool {
    LogSpool(folders: ["/nowhere", "/tmp"], fileSize: fileSize) { file, bytes, offset in
      if offset + bytes.count > room {
        errno = ENOSPC
        return -1
      }
      // Half of it at a time, as may happen.
      return pwrite(file, bytes.baseAddress, max(1, bytes.count / 2), offset)
    }
  }

  @Test func whatIsStoredIsReadAgain() async throws {
    let spool = spool()
    let segments = store(100).segments
    let (stored, problem) = await spool.store(segments)
    #expect(stored == segments.map(\.id))
    #expect(problem == nil)
    for segment in segments.reversed() {
      #expect(try await spool.read(segment.id) == segment.lines)
    }
    #expect(try await spool.read(12345) == nil)
  }

  @Test func aFullDiskIsSaidAndWhatWasWrittenStays() async throws {
    let spool = spool(room: 1000)
    let segments = store(100).segments
    let (stored, problem) = await spool.store(segments)
    #expect(!stored.isEmpty)
    #expect(stored.count < segments.count)
    #expect(problem == LogSpool.Problem(reason: "No space left on device"))
    #expect(try await spool.read(stored[0]) == segments[0].lines)
    #expect(try await spool.read(segments[stored.count].id) == nil)
  }

  @Test func aFolderThatIsNotThereIsSaid() async {
    let spool = LogSpool(folders: ["/nowhere"])
    let (stored, problem) = await spool.store(store(10).segments)
    #expect(stored.isEmpty)
    #expect(problem == LogSpool.Problem(reason: "/nowhere: No such file or directory"))
  }

  @Test func filesGoWithTheLastOfTheirSegments() async throws {
    let spool = spool(fileSize: 1000)
    let segments = store(200).segments
    _ = await spool.store(segments)
    let count = await spool.fileCount
    #expect(count > 3)
    await spool.forget(segments.prefix(segments.count / 2).map(\.id))
    #expect(await spool.fileCount < count)
    await spool.forget(segments.map(\.id))
    #expect(await spool.fileCount <= 1)
    _ = await spool.store(segments)
    #expect(try await spool.read(segments[3].id) == segments[3].lines)
  }

  // MARK: - With the console's lines

  /// Carries out what the lines of a pane ask for, as the runtime does.
  private func settle(
    _ contents: inout LogContents, bottom: inout Int?, on world: LiveWorld
  ) async {
    for _ in 0..<50 {
      var kept = [bottom]
      contents.settle(keeping: &kept)
      let shown = kept[0] ?? contents.count - 1
      let near =
        contents.matches == nil
        ? Array((shown - 9)...(shown + 5))
        : (0..<min(10, contents.shownCount)).flatMap { position in
          (-10...10).map { contents.number(at: position) + $0 }
        }
      let commands = contents.commands(lines: near, around: near)
      let events = Watched<[LogStorageEvent]>([])
      for command in commands {
        if let event = await world.perform(command) { events.change { $0.append(event) } }
      }
      let search = contents.search
      if let search {
        await world.runSearch(search) { event in events.change { $0.append(event) } }
      }
      for event in events.value { contents.apply(event, keeping: &kept) }
      if bottom != nil { bottom = kept[0] ?? 0 }
      if commands.isEmpty, search == nil { return }
    }
    Issue.record("it never comes to rest")
  }

  private func world(_ spool: LogSpool) -> LiveWorld {
    LiveWorld(
      connect: { _ throws(ConnectionProblem) in throw ConnectionProblem("none") },
      repository: NoRepository(), spool: spool, now: { .init(seconds: 0) })
  }

  private func contents() -> LogContents {
    LogContents(limits: LogStore.Limits(total: 1 << 30, segment: 400), memory: 1200)
  }

  private func write(_ range: Range<Int>, to contents: inout LogContents) {
    var lines = PackedLines()
    for number in range {
      lines.append("line \(number)".utf8, time: Int64(number), source: 0, level: .info)
    }
    contents.gather(lines, source: 0)
  }

  private func text(_ contents: LogContents, _ number: Int) -> String? {
    contents.line(number).map { $0.lines.text($0.index) }
  }

  @Test func linesThatAreLookedAtAreFetched() async {
    var contents = contents()
    let world = world(spool())
    var bottom: Int?
    for start in stride(from: 0, to: 500, by: 50) {
      write(start..<(start + 50), to: &contents)
      await settle(&contents, bottom: &bottom, on: world)
    }
    #expect(text(contents, 499) == "line 499")
    #expect(text(contents, 100) == nil)
    bottom = 100
    await settle(&contents, bottom: &bottom, on: world)
    #expect((91...105).map { text(contents, $0) } == (91...105).map { "line \($0)" })
    #expect(text(contents, 300) == nil)
  }

  @Test func aSearchFindsWhatIsStored() async throws {
    var contents = contents()
    let world = world(spool())
    var bottom: Int?
    write(0..<2000, to: &contents)
    await settle(&contents, bottom: &bottom, on: world)
    contents.setFilter(LogFilter([LogFilter.Condition(Pattern("line 1?77$"))]))
    await settle(&contents, bottom: &bottom, on: world)
    #expect((0..<contents.shownCount).map { contents.number(at: $0) } == [77, 177])
    #expect(text(contents, 77) == "line 77")
    // The lines around a match are there as well.
    #expect((67...87).map { text(contents, $0) } == (67...87).map { "line \($0)" })
  }

  @Test func aFullDiskDropsTheOldestAndCountsThem() async {
    var contents = contents()
    let world = world(spool(room: 3000))
    var bottom: Int?
    for start in stride(from: 0, to: 2000, by: 100) {
      write(start..<(start + 100), to: &contents)
      await settle(&contents, bottom: &bottom, on: world)
    }
    #expect(contents.count + contents.droppedCount == 2000)
    #expect(contents.droppedCount > 0)
    #expect(text(contents, contents.count - 1) == "line 1999")
    #expect(
      contents.problem
        == "no room for older lines: No space left on device")
  }
}
