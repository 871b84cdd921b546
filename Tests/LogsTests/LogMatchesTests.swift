import Logs
import Patterns
import SeedSupport
import Testing

@Suite struct LogMatchesTests {
  func filter(_ text: String, isInverse: Bool = false) -> LogFilter {
    LogFilter([LogFilter.Condition(Pattern(text), isInverse: isInverse)])
  }

  func lines(_ texts: [(String, LogLevel, UInt16)], from time: Int64 = 0) -> PackedLines {
    var lines = PackedLines()
    for (index, text) in texts.enumerated() {
      lines.append(
        Array(text.0.utf8), time: time + Int64(index), source: text.2, level: text.1)
    }
    return lines
  }

  @Test func textLevelAndSourceDecide() {
    let all = lines([
      ("a failure", .error, 0), ("fine", .info, 0), ("failure", .unknown, 1), ("x", .debug, 1),
    ])
    #expect(filter("fail").matches(in: all).places == [0, 2])
    #expect(filter("fail", isInverse: true).matches(in: all).places == [1, 3])
    #expect(LogFilter(leastLevel: .info).matches(in: all).places == [0, 1, 2])
    #expect(LogFilter(leastLevel: .error).matches(in: all).places == [0])
    #expect(LogFilter(sources: [1]).matches(in: all).places == [2, 3])
    #expect(filter("fail").matches(in: all, from: 1).places == [2])
    #expect(LogFilter().matches(in: all).places == [0, 1, 2, 3])
  }

  @Test func markersAreNeverLeftOutAndACarriageReturnIsNoText() {
    var all = lines([("one\r", .info, 0), ("two", .info, 0)])
    all.append(marker: "deployed", time: 5)
    #expect(filter("one$").matches(in: all).places == [0, 2])
    #expect(LogFilter(leastLevel: .fatal, sources: [7]).matches(in: all).places == [2])
  }

  @Test func asidesAreLeftOutWhereTheyAreNotWanted() {
    var all = PackedLines()
    all.append(lines([("one", .info, 0), ("two", .info, 0)]), source: 5) { $0.first == 0x6F }
    #expect(all.entries.map(\.source) == [5, 5])
    #expect(LogFilter(leavesOutAsides: true).matches(in: all).places == [1])
  }

  @Test(arguments: 1...20) func whateverComesTheMatchesAreThoseOfAllLines(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var store = LogStore(limits: .init(total: 6000, segment: 400))
    var matches = LogMatches(filter("hit"))
    var stored: [Int: PackedLines] = [:]
    for _ in 0..<60 {
      let start = Int64.random(in: 0..<200, using: &random)
      store.append(
        lines(
          (0..<Int.random(in: 1..<10, using: &random)).map { _ in
            (Bool.random(using: &random) ? "hit" : "other", .info, 0)
          }, from: start))
      if Int.random(in: 0..<4, using: &random) == 0 {
        let gone = store.excess(over: 1500)
        for segment in gone { stored[segment.id] = segment.lines }
        store.release(Set(gone.map(\.id)))
      }
      if Bool.random(using: &random) { matches.examine(store, budget: 600) }
      guard Bool.random(using: &random) else { continue }
      matches.examine(store)
      matches.take(
        matches.unexamined(in: store).compactMap { segment in
          stored[segment.id].map {
            LogMatches.Finding(
              segment: segment.id, examined: $0.count, lines: matches.filter.matches(in: $0))
          }
        }, of: store)
      let texts = store.segments.flatMap { segment in
        (segment.lines ?? stored[segment.id]).map { lines in
          (0..<lines.count).map { lines.text($0) }
        } ?? []
      }
      #expect(matches.unexamined(in: store).isEmpty)
      let hits = texts.indices.filter { texts[$0] == "hit" }
      #expect((0..<matches.count).map { matches[$0] } == hits)
      for line in 0...texts.count {
        #expect(matches.position(atOrAfter: line) == hits.count { $0 < line })
        #expect(matches.contains(line) == hits.contains(line))
      }
    }
  }

  @Test func aLineIsFoundAmongTheMatches() {
    var store = LogStore()
    store.append(lines((0..<10).map { ($0.isMultiple(of: 3) ? "hit" : "other", .info, 0) }))
    var matches = LogMatches(filter("hit"))
    matches.examine(store)
    #expect((0..<matches.count).map { matches[$0] } == [0, 3, 6, 9])
    #expect((0...10).map { matches.position(atOrAfter: $0) } == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4])
  }
}
