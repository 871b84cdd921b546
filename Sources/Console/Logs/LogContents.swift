public import Kubernetes
public import Logs

/// The lines of the log pane: in the order of their times, bounded in bytes, with those that the
/// filter lets through at hand.
///
/// A line has a number among all (0 is the oldest) and, if it is shown, a position among those shown.
/// Numbers change when lines come that are older, and when the oldest are dropped; `settle` says what
/// became of a number. Lines that came in one batch of events are put in together.
///
/// Only the newest lines are in memory. The others are stored (`commands` says when), and lines that
/// are looked at are fetched again; a search looks at those that nobody has looked at yet.
public struct LogContents: Equatable, Sendable {
  /// The lines.
  public private(set) var store: LogStore
  /// Those that the filter lets through; nil where it lets all through.
  public private(set) var matches: LogMatches?
  /// The search that should be going on.
  public private(set) var search: LogSearch?
  /// Why lines couldn't be stored or read, for a person; it stays until all lines are forgotten.
  public private(set) var problem: String?

  /// How many bytes of lines are kept in memory.
  private let memory: Int

  // What came since `settle`.
  private var gathered = PackedLines()
  // Segments on their way out, and those that have arrived.
  private var storing: Set<Int> = []
  private var stored: Set<Int> = []
  private var forgotten: [Int] = []
  // Lines of stored segments that were fetched for the pane, by segment.
  private var excerpts: [Int: LogExcerpt] = [:]
  private var isLoading = false
  private var lastWanted: [Int: [Int]] = [:]
  private var unreadable: Set<Int> = []
  private var lastSearch = 0

  /// So many bytes are searched at once; more would keep a key waiting.
  private static let searchedAtOnce = 4 << 20
  /// How much of what is stored goes when there is no room for more.
  private static let droppedAtOnce = 64 << 20

  /// Makes an empty one; so many bytes are kept in memory, and in all as the limits say.
  public init(limits: LogStore.Limits = LogStore.Limits(), memory: Int = 16 << 20) {
    store = LogStore(limits: limits)
    self.memory = memory
  }

  /// How many lines there are.
  public var count: Int { store.count }
  /// How many lines the filter lets through, as far as is known.
  public var shownCount: Int { matches?.count ?? store.count }
  /// How many of the oldest lines were dropped to stay within the limit.
  public var droppedCount: Int { store.droppedCount }

  /// The number of the line at a position among those shown.
  public func number(at position: Int) -> Int { matches?[position] ?? position }

  /// The position among those shown of the first one at or after a line; their count if there is none.
  public func position(atOrAfter number: Int) -> Int {
    matches?.position(atOrAfter: number) ?? min(number, store.count)
  }

  /// A line: the piece it is in, and its place there.
  ///
  /// nil while it isn't in memory: draw its place empty. The lines in view and those around them are
  /// fetched by themselves.
  public func line(_ number: Int) -> (lines: PackedLines, index: Int)? {
    if let line = store.line(number) { return line }
    guard (0..<store.count).contains(number) else { return nil }
    let (segment, place) = store.place(of: number)
    guard let excerpt = excerpts[store.segments[segment].id],
      let index = excerpt.places.firstIndex(of: place)
    else { return nil }
    return (excerpt.lines, index)
  }

  // MARK: - Changes

  /// Takes in lines of a source; they are put in their places by `settle`.
  public mutating func gather(
    _ lines: PackedLines, source: Int, isAside: ((ArraySlice<UInt8>) -> Bool)? = nil
  ) {
    gathered.append(lines, source: UInt16(truncatingIfNeeded: source), isAside: isAside)
  }

  /// Takes in a line that says what happened.
  public mutating func mark(_ text: String, at time: Timestamp, level: LogLevel = .unknown) {
    gathered.append(marker: text, time: time.sinceEpoch, level: level)
  }

  /// Puts what was gathered in its place; `keeping` are the numbers of lines, and are those of the
  /// same lines afterwards, or nil where one was dropped.
  public mutating func settle(keeping numbers: inout [Int?]) {
    if !gathered.isEmpty {
      let dropped = store.droppedCount
      gathered.sort()
      store.append(gathered, keeping: &numbers)
      gathered = PackedLines()
      if store.droppedCount != dropped { forgetDropped() }
    }
    matches?.examine(store, budget: Self.searchedAtOnce)
  }

  /// Shows only lines that the filter lets through.
  public mutating func setFilter(_ filter: LogFilter) {
    guard filter != matches?.filter ?? LogFilter() else { return }
    matches = filter.isEmpty ? nil : LogMatches(filter)
    search = nil
    matches?.examine(store, budget: Self.searchedAtOnce)
  }

  /// Forgets every line.
  public mutating func removeAll() {
    gathered = PackedLines()
    store.removeAll()
    matches = matches.map { LogMatches($0.filter) }
    search = nil
    problem = nil
    forgetDropped()
  }

  /// Takes in what came of a command or a search; `keeping` as for `settle`.
  public mutating func apply(_ event: LogStorageEvent, keeping numbers: inout [Int?]) {
    switch event {
    case .stored(let ids, let failed, let problem):
      storing.subtract(ids)
      storing.subtract(failed)
      let known = Set(store.segments.map(\.id))
      stored.formUnion(known.intersection(ids))
      forgotten += ids.filter { !known.contains($0) }
      store.release(known.intersection(ids))
      if let problem { self.problem = problem }
      if !failed.isEmpty { makeRoom(keeping: &numbers) }
    case .loaded(let loaded, let problem):
      isLoading = false
      let asked = Set(loaded.map(\.segment))
      if let problem { self.problem = problem }
      for excerpt in loaded { excerpts[excerpt.segment] = excerpt }
      // Whatever isn't asked for any more is let go of.
      excerpts = excerpts.filter { asked.contains($0.key) }
    case .found(let id, let findings):
      if id == search?.id { matches?.take(findings, of: store) }
    case .searched(let id, let unreadable):
      self.unreadable.formUnion(unreadable)
      if id == search?.id { search = nil }
    }
  }

  /// Drops the oldest lines, when there is no room for others on the disk.
  private mutating func makeRoom(keeping numbers: inout [Int?]) {
    let onDisk = store.segments.reduce(0) { $0 + (stored.contains($1.id) ? $1.size : 0) }
    let excess = store.excess(over: memory).reduce(0) { $0 + $1.size }
    store.drop(
      bytes: onDisk > 0 ? min(onDisk, Self.droppedAtOnce) : max(1, excess), keeping: &numbers)
    forgetDropped()
  }

  private mutating func forgetDropped() {
    let known = Set(store.segments.map(\.id))
    let gone = stored.subtracting(known)
    forgotten += gone
    stored.subtract(gone)
    unreadable.formIntersection(known)
    for id in gone { excerpts[id] = nil }
    matches?.examine(store, budget: 0)
  }

  // MARK: - What is to be done

  /// Whether there are lines that aren't in memory.
  var hasStored: Bool { !stored.isEmpty }

  /// What is to be done once, when lines with these numbers are looked at, and soon maybe those
  /// around them.
  public mutating func commands(lines near: [Int], around: [Int]) -> [LogStorageCommand] {
    var commands: [LogStorageCommand] = []
    let excess = store.excess(over: memory).filter { !storing.contains($0.id) }
    if !excess.isEmpty || !forgotten.isEmpty {
      storing.formUnion(excess.map(\.id))
      commands.append(.store(excess, forgetting: forgotten))
      forgotten = []
    }
    // What was asked for in vain isn't asked for again.
    if !isLoading, let wanted = missing(near, around), wanted != lastWanted {
      isLoading = true
      lastWanted = wanted
      commands.append(.load(wanted))
    }
    resumeSearch()
    return commands
  }

  /// Looks at what nobody has looked at yet, the newest first.
  private mutating func resumeSearch() {
    guard search == nil, let matches else { return }
    let rest = matches.unexamined(in: store).filter { !unreadable.contains($0.id) }
    guard !rest.isEmpty else { return }
    lastSearch += 1
    search = LogSearch(id: lastSearch, filter: matches.filter, segments: rest)
  }

  /// The lines to fetch, by segment and place; nil if those that are looked at are in memory.
  private func missing(_ near: [Int], _ around: [Int]) -> [Int: [Int]]? {
    guard hasStored else { return nil }
    let isMissing = places(near).contains { id, places in
      let known = Set(excerpts[id]?.places ?? [])
      return !places.allSatisfy(known.contains)
    }
    return isMissing ? places(around) : nil
  }

  /// Where lines are that are stored and can be read.
  private func places(_ numbers: [Int]) -> [Int: [Int]] {
    var found: [Int: [Int]] = [:]
    for number in numbers where (0..<store.count).contains(number) {
      let (index, place) = store.place(of: number)
      let segment = store.segments[index]
      guard segment.lines == nil, !unreadable.contains(segment.id) else { continue }
      found[segment.id, default: []].append(place)
    }
    return found
  }
}
