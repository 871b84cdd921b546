import Logs
import SeedSupport
import Testing

@Suite struct LogStoreTests {
  /// A store of segments so small that there are many.
  static let small = LogStore.Limits(total: 1 << 30, segment: 400)

  func lines(_ times: [Int64], _ name: String = "a", source: UInt16 = 0) -> PackedLines {
    var lines = PackedLines()
    for (index, time) in times.enumerated() {
      lines.append(Array("\(name)\(index)@\(time)".utf8), time: time, source: source, level: .info)
    }
    return lines
  }

  func texts(_ store: LogStore) -> [String] {
    store.segments.flatMap { segment in
      segment.lines.map { lines in (0..<lines.count).map { lines.text($0) } } ?? ["elsewhere"]
    }
  }

  @Test func linesOfTwoSourcesStandInTheOrderOfTheirTimes() {
    var store = LogStore()
    store.append(lines([1, 3, 5], "a"))
    store.append(lines([2, 3, 6], "b"))
    #expect(texts(store) == ["a0@1", "b0@2", "a1@3", "b1@3", "a2@5", "b2@6"])
  }

  @Test func segmentsBeginWhenOneIsFull() {
    var store = LogStore(limits: Self.small)
    for time in 0..<100 { store.append(lines([Int64(time)])) }
    #expect(store.segments.count > 5)
    #expect(store.segments.allSatisfy { $0.size < 400 + 64 })
    #expect(texts(store).count == 100)
  }

  @Test(arguments: 1...20) func anyBatchesEndUpSorted(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var store = LogStore(limits: Self.small)
    var expected: [(time: Int64, text: String)] = []
    var kept: [Int?] = [nil]
    var keptText = ""
    for batch in 0..<40 {
      let start = Int64.random(in: 0..<300, using: &random)
      let times = (0..<Int.random(in: 0..<12, using: &random))
        .map { _ in start + Int64.random(in: 0..<40, using: &random) }.sorted()
      let new = lines(times, "\(batch)-")
      store.append(new, keeping: &kept)
      expected += zip(times, 0...).map { ($0, "\(batch)-\($1)@\($0)") }
      let all = expected.enumerated()
        .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        .map(\.element.text)
      #expect(texts(store) == all)
      #expect(store.count == all.count)
      if let kept = kept[0] { #expect(all[kept] == keptText) }
      if let index = all.indices.randomElement(using: &random) {
        (kept, keptText) = ([index], all[index])
        let (segment, offset) = store.place(of: index)
        #expect(store.segments[segment].lines?.text(offset) == all[index])
        let time = store.segments[segment].lines?.entries[offset].time ?? 0
        #expect(all[store.firstLine(notBefore: time)].hasSuffix("@\(time)"))
      }
    }
  }

  @Test func theOldestGoWhenThereAreTooMany() {
    var store = LogStore(limits: .init(total: 2000, segment: 400))
    var kept: [Int?] = [0, nil]
    for time in 0..<200 { store.append(lines([Int64(time)]), keeping: &kept) }
    #expect(store.size <= 2000)
    #expect(store.droppedCount + store.count == 200)
    #expect(texts(store).last == "a0@199")
    #expect(kept == [nil, nil])
    #expect(store.start(ofSegment: 0) == 0)
    #expect(store.place(of: store.count - 1).segment == store.segments.count - 1)
  }

  @Test func whatIsElsewhereStaysAsItIs() {
    var store = LogStore(limits: Self.small)
    for time in 0..<100 { store.append(lines([Int64(time * 2)])) }
    let gone = store.excess(over: 800)
    #expect(!gone.isEmpty)
    store.release(Set(gone.map(\.id)))
    let before = store.segments.prefix(gone.count).map(\.id)
    store.append(lines([1], "late"))
    #expect(store.segments.prefix(gone.count).map(\.id) == before)
    #expect(store.count == 101)
    #expect(texts(store)[gone.count] == "late0@1")
  }

  @Test func theNewestSegmentsStayInMemory() {
    var store = LogStore(limits: Self.small)
    for time in 0..<100 { store.append(lines([Int64(time)])) }
    let gone = store.excess(over: 1000)
    #expect(gone.map(\.id) == store.segments.prefix(gone.count).map(\.id))
    store.release(Set(gone.map(\.id)))
    #expect(store.excess(over: 1000).isEmpty)
    #expect(store.segments.last?.lines != nil)
  }

  @Test func linesThatCameOutOfOrderAreSorted() {
    var unsorted = lines([5, 1, 3, 1])
    unsorted.sort()
    #expect((0..<4).map { unsorted.text($0) } == ["a1@1", "a3@1", "a2@3", "a0@5"])
    var store = LogStore()
    store.append(unsorted)
    #expect(texts(store) == ["a1@1", "a3@1", "a2@3", "a0@5"])
  }

  @Test func linesThatAreLateLeaveTheSegmentsAroundThemAlone() {
    var store = LogStore(limits: Self.small)
    for time in 0..<100 { store.append(lines([Int64(time * 10)])) }
    let before = Set(store.segments.map(\.id))
    for time in 0..<5 { store.append(lines([Int64(300 + time)], "late")) }
    #expect(store.segments.count { !before.contains($0.id) } <= 2)
    #expect(store.count == 105)
  }

  @Test func linesThatAreLateOneByOneMakeNoCrumbs() {
    var store = LogStore(limits: Self.small)
    for time in 0..<10 { store.append(lines([Int64(time * 1000)])) }
    for time in (0..<300).reversed() { store.append(lines([Int64(time * 10 + 1)], "late")) }
    #expect(store.segments.count <= store.size / 200 + 1)
  }

  @Test(arguments: 1...10) func markersAreFoundWhereverTheyAre(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var store = LogStore(limits: Self.small)
    for _ in 0..<80 {
      var new = lines([Int64.random(in: 0..<500, using: &random)])
      if Int.random(in: 0..<5, using: &random) == 0 {
        new = PackedLines()
        new.append(marker: "deployed", time: Int64.random(in: 0..<500, using: &random))
      }
      store.append(new)
    }
    let markers = texts(store).enumerated().filter { $0.element == "deployed" }.map(\.offset)
    store.release(Set(store.excess(over: 800).map(\.id)))
    for line in 0...store.count {
      #expect(store.marker(before: line) == markers.last { $0 < line })
      #expect(store.marker(after: line) == markers.first { $0 > line })
    }
  }

  @Test func whatIsStoredIsReadBackAsItWas() {
    var packed = PackedLines()
    packed.append([0xFF, 0x00, 0x61], time: 1, source: 3, level: .error, isCut: true)
    packed.append([], time: 2, source: 4, level: .unknown)
    packed.append(marker: "restarted", time: 2)
    let (entries, texts) = packed.withParts { (Array($0), Array($1)) }
    var parts = [entries, texts]
    let read = PackedLines(count: packed.count, textSize: packed.textSize) {
      $0.copyBytes(from: parts.removeFirst())
    }
    #expect(read == packed)
  }

  @Test func whatWasSpoiledLeadsNowhere() {
    var packed = PackedLines()
    packed.append([0x61], time: 1, source: 3, level: .error)
    let texts = packed.withParts { Array($1) }
    var parts = [[UInt8](repeating: 0xFF, count: packed.size - 1), texts]
    let read = PackedLines(count: 1, textSize: 1) { $0.copyBytes(from: parts.removeFirst()) }
    #expect(read.text(0) == "")
    #expect(read.entries[0].level == .unknown)
  }
}
