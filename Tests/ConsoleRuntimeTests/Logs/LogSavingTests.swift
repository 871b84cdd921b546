import Console
import ConsoleRuntime
import Files
import FolderSupport
import Kubernetes
import Logs
import Patterns
import TestSupport
import Testing

/// Logs that are written to files.
@Suite struct LogSavingTests {
  private let world = LiveWorld(
    connect: { _ throws(ConnectionProblem) in throw ConnectionProblem("there is no cluster") },
    repository: NoRepository(), now: { Timestamp(seconds: 0) })

  private func store(_ lines: [String]) -> LogStore {
    var packed = PackedLines()
    for (index, line) in lines.enumerated() {
      packed.append(
        line.utf8, time: Int64(index) * 1_500_000_000, source: UInt16(index % 2), level: .unknown)
    }
    var store = LogStore(limits: LogStore.Limits(segment: 200))
    store.append(packed)
    return store
  }

  private func save(
    _ lines: [String], to path: String, _ filter: LogFilter = LogFilter(), names: [String] = [],
    hasTimes: Bool = false, overwrites: Bool = false
  ) async -> LogSavingResult? {
    var saving = LogSaving(
      path: path, store: store(lines), filter: filter, names: names, hasTimes: hasTimes)
    saving.overwrites = overwrites
    guard case .logSaved(saving, let result) = await world.perform(.saveLog(saving)) else {
      return nil
    }
    return result
  }

  @Test func linesAreWrittenAsTheyAre() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<100).map { "line \($0) \u{1B}[31mred\u{1B}[0m" }
    let result = await save(lines, to: "\(folder.path)/a.log")
    let text = lines.joined(separator: "\n") + "\n"
    #expect(result == .saved(lines: 100, bytes: text.utf8.count, lost: 0))
    #expect(try folder.text("a.log") == text)
    #expect(try folder.names() == ["a.log"])
  }

  @Test func theFilterHoldsAndTimesAndNamesStandBefore() async throws {
    let folder = try TemporaryFolder()
    let filter = LogFilter([LogFilter.Condition(Pattern("[bc]"))])
    let result = await save(
      ["a", "b", "c"], to: "\(folder.path)/a.log", filter, names: ["shop/web/x", "shop/web/y"],
      hasTimes: true)
    let text = "1970-01-01T00:00:01.5Z shop/web/y b\n1970-01-01T00:00:03Z shop/web/x c\n"
    #expect(result == .saved(lines: 2, bytes: text.utf8.count, lost: 0))
    #expect(try folder.text("a.log") == text)
  }

  @Test func aFileThatIsThereStaysUnlessItIsToBeReplaced() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.log", "old")
    #expect(await save(["new"], to: "\(folder.path)/a.log") == .exists)
    #expect(try folder.text("a.log") == "old")
    #expect(
      await save(["new"], to: "\(folder.path)/a.log", overwrites: true)
        == .saved(lines: 1, bytes: 4, lost: 0))
    #expect(try folder.text("a.log") == "new\n")
    #expect(try folder.names() == ["a.log"])
  }

  @Test func whatCannotBeWrittenIsSaid() async throws {
    let folder = try TemporaryFolder()
    #expect(
      await save(["x"], to: "\(folder.path)/no/a.log") == .failed("No such file or directory"))
    #expect(await save(["x"], to: folder.path, overwrites: true) == .failed("it isn't a file"))
    #expect(await save(["x"], to: "/dev/null") == .failed("it isn't a file"))
  }
}

extension TemporaryFolder {
  fileprivate func text(_ name: String) throws -> String {
    String(decoding: try DiskTree(path).read(name, limit: 1 << 20), as: UTF8.self)
  }

  fileprivate func names() throws -> [String] { try DiskTree(path).list("").map(\.name) }
}
