public import GitOps
public import Kubernetes
public import Logs

/// Where a log begins: k9s' presets.
public enum LogStart: Hashable, Sendable {
  /// With the last lines.
  case tail
  /// With the oldest line.
  case beginning
  /// So many minutes ago.
  case minutes(Int)

  /// All of them, from the shortest.
  public static let all: [LogStart] = [
    .tail, .minutes(1), .minutes(5), .minutes(15), .minutes(30), .minutes(60), .beginning,
  ]

  /// For the title of the pane.
  public var title: String {
    switch self {
    case .tail: "tail"
    case .beginning: "all"
    case .minutes(60): "1h"
    case .minutes(let count): "\(count)m"
    }
  }
}

/// The log pane: whose lines it shows, which, and how.
public struct LogsState: Equatable, Sendable {
  /// One container whose log is followed, and what its stream last said.
  public struct Source: Hashable, Sendable {
    /// Its pod.
    public var pod: ObjectName
    /// The container.
    public var container: String
    /// Whether its pod is gone; the lines it wrote stay.
    public var isGone = false
    /// Whether its pod has ended, and is still there.
    public var hasEnded = false
    /// Why nothing comes at the moment; nil while all is well.
    public var problem: String?
  }

  /// How many lines `LogStart.tail` begins with.
  static let tailLines = 200
  /// The same for Argo CD's programs, of whose lines only a few are about one application.
  static let componentTailLines = 2000
  /// So many pods are followed at once: each container is a connection.
  static let mostPods = 50

  /// Whose lines are shown; nil while nothing is selected.
  public private(set) var target: LogTarget?
  /// How many pods there are that the target means, followed or not.
  public private(set) var podCount = 0
  /// Their containers, pod by pod in their own order.
  public private(set) var sources: [Source] = []
  /// The only container to show; nil for all.
  public private(set) var container: String?
  /// The application that lines of Argo CD's programs may be narrowed to; nil for none.
  public private(set) var application: ObjectName?
  /// Why there is nothing to follow, in a few words; nil where there is.
  public private(set) var note: String?
  /// Whether the previous run of the containers is shown.
  public private(set) var isPrevious = false
  /// Where the log begins.
  public private(set) var start: LogStart = .tail
  /// The lines; those of a source have its position in `sources`.
  public internal(set) var contents: LogContents

  /// How they are shown.
  public var display = LogDisplay()
  /// The lowest line on the screen, by its number among all; nil to follow the end.
  public internal(set) var bottom: Int?
  /// The selected line, by its number among all; nil while the end is followed.
  public internal(set) var cursor: Int?
  /// Whether the selection follows the view, and not the view the selection.
  var keepsView = false
  /// The time that somebody went to, in nanoseconds since 1970, until its line is known.
  var awaitedTime: Int64?
  /// The least grave lines that are shown.
  public internal(set) var leastLevel = LogLevel.unknown
  /// What happened while the lines were written, as far as somebody told, by time.
  public internal(set) var moments: [LogMoment] = []
  /// In how many places lines may be missing, as the server no longer had them.
  public private(set) var gapCount = 0
  /// How many marks were made.
  var markCount = 0
  /// The last search for errors that are new.
  public internal(set) var errors: ErrorSearch?
  /// How many such searches there were.
  var errorSearchCount = 0
  /// What was typed after `/`.
  public private(set) var filter: Filter = .none
  /// Deploys and syncs that stand among the lines; others are older than every line.
  var placedChanges: Set<LogMoment> = []
  /// Whether only lines are shown that are about the application.
  private var hidesAsides = false

  /// Makes an empty pane.
  public init(contents: LogContents = LogContents()) { self.contents = contents }
}

extension LogsState {
  /// The streams that should be open.
  public var queries: [LogQuery] {
    let isMeant: (Source) -> Bool = { source in
      !source.isGone && (self.container == nil || source.container == self.container)
    }
    return sources.filter(isMeant).map { source in
      LogQuery(
        namespace: source.pod.namespace, pod: source.pod.name, container: source.container,
        previous: isPrevious, follow: !isPrevious, start: logStart,
        tailLines: start == .tail
          ? component == nil ? Self.tailLines : Self.componentTailLines : nil)
    }
  }

  /// The pod, if one is shown alone.
  public var pod: ObjectName? {
    if case .pod(let name) = target { name } else { nil }
  }

  /// The program of Argo CD, if one is shown.
  public var component: ArgoComponent? {
    if case .component(let component) = target { component } else { nil }
  }

  /// Whether lines that aren't about the application are shown too.
  public var showsAllLines: Bool { !hidesAsides }

  private var logStart: LogQuery.Start {
    switch start {
    case .tail, .beginning: .beginning
    case .minutes(let count): .seconds(Int64(count) * 60)
    }
  }

  /// Shows another pod; the same pod again, with its containers as they are now.
  public mutating func show(_ pod: PodRow?) {
    if target != pod.map({ .pod($0.name) }) { begin(pod.map { .pod($0.name) }) }
    add([pod].compactMap(\.self))
  }

  /// Shows a target, whose pods are told later.
  public mutating func show(_ target: LogTarget) {
    if target != self.target { begin(target) }
  }

  /// Shows one of Argo CD's programs, whose pods are told later, narrowed to an application unless
  /// all lines are to be shown.
  public mutating func show(
    _ component: ArgoComponent, about application: ObjectName?, showsAll: Bool = false
  ) {
    begin(.component(component))
    self.application = application
    hidesAsides = application != nil && !showsAll
    narrow()
  }

  /// Takes over which pods the target means now, and why there are none.
  ///
  /// What came of the pods since stands among the lines, and so do `changes`.
  public mutating func update(
    pods: [PodRow], note: String?, changes: [LogMoment] = [], now: Timestamp
  ) {
    self.note = note
    for moment in comings(of: pods, at: now) { mark(moment) }
    place(changes)
    podCount = pods.count
    // Those that are followed stay, whoever comes.
    let known = Set(sources.map(\.pod))
    let followed =
      (pods.filter { known.contains($0.name) } + pods.filter { !known.contains($0.name) })
      .prefix(Self.mostPods)
    for index in sources.indices {
      let pod = followed.first { $0.name == sources[index].pod }
      sources[index].isGone = pod == nil
      sources[index].hasEnded = pod?.phase == "Succeeded" || pod?.phase == "Failed"
    }
    add(Array(followed))
  }

  /// Shows the lines that are about the application alone, or all.
  public mutating func toggleAsides() {
    hidesAsides.toggle()
    narrow()
  }

  private mutating func begin(_ target: LogTarget?) {
    self.target = target
    sources = []
    podCount = 0
    container = nil
    application = nil
    note = nil
    isPrevious = false
    hidesAsides = false
    narrow()
    restart()
  }

  /// Streams that are open stay open: containers are only ever added to a pod.
  private mutating func add(_ pods: [PodRow]) {
    for pod in pods {
      for name in containers(of: pod)
      where !sources.contains(where: { $0.pod == pod.name && $0.container == name }) {
        sources.append(Source(pod: pod.name, container: name))
      }
    }
  }

  private func containers(of pod: PodRow) -> [String] {
    let names = pod.containers.filter { $0.state != .unknown || $0.role == .regular }.map(\.name)
    // Beside Argo CD's program there may be others, whose lines are of another kind.
    let own = names.filter { component?.containers.contains($0) == true }
    return own.isEmpty ? names : own
  }

  /// Shows one container only; nil for all.
  public mutating func choose(container: String?) {
    guard container != self.container else { return }
    self.container = container
    restart()
  }

  /// Shows the previous run of the containers, or the present one.
  public mutating func setPrevious(_ isPrevious: Bool) {
    guard isPrevious != self.isPrevious else { return }
    self.isPrevious = isPrevious
    restart()
  }

  /// Begins elsewhere.
  public mutating func setStart(_ start: LogStart) {
    guard start != self.start else { return }
    self.start = start
    restart()
  }

  /// Begins earlier (1) or later (-1), by one preset.
  public mutating func moveStart(by step: Int) {
    let at = LogStart.all.firstIndex(of: start) ?? 0
    setStart(LogStart.all[max(0, min(LogStart.all.count - 1, at + step))])
  }

  /// Shows only lines that the filter lets through.
  public mutating func setFilter(_ filter: Filter) {
    self.filter = filter
    narrow()
  }

  /// Shows all lines again.
  mutating func showAll() {
    leastLevel = .unknown
    display.context = .none
    setFilter(.none)
  }

  mutating func narrow() {
    var conditions: [LogFilter.Condition] = []
    if case .text(let pattern, let isInverse) = filter {
      conditions = [LogFilter.Condition(pattern, isInverse: isInverse)]
    }
    contents.setFilter(
      LogFilter(conditions, leastLevel: leastLevel, leavesOutAsides: hidesAsides))
  }

  /// Forgets the lines so far; new ones go on coming.
  public mutating func clear() {
    contents.removeAll()
    scrollToEnd()
  }

  /// Takes in what a stream says; what a stream that is no longer wanted says is dropped.
  ///
  /// Lines are among the others after `settle`.
  public mutating func apply(_ change: LogChange, from query: LogQuery) {
    guard queries.contains(query),
      let index = sources.firstIndex(where: { source in
        source.container == query.container && source.pod.name == query.pod
          && source.pod.namespace == query.namespace
      })
    else { return }
    switch change {
    case .lines(let lines):
      sources[index].problem = nil
      contents.gather(lines, source: index, isAside: isAside(sources[index].pod.namespace))
    case .opened: sources[index].problem = nil
    case .ended(let reason): sources[index].problem = reason
    case .restarted(let time):
      mark(LogMoment(.restart, at: time, "\(name(of: sources[index])) was started anew"))
    case .gap(let after, let before):
      gapCount += 1
      let text =
        "\(name(of: sources[index])): lines between \(after.rfc3339) and \(before.rfc3339) may be "
        + "missing, the log was rotated"
      mark(LogMoment(.other, at: before, text, isWarning: true))
    case .interrupted(let interruption):
      sources[index].problem = interruption.error.summary
    }
  }

  private func name(of source: Source) -> String { "\(source.pod.name)/\(source.container)" }

  /// Whether a line isn't about the application; `namespace` is that of the program that wrote it.
  private func isAside(_ namespace: String) -> ((ArraySlice<UInt8>) -> Bool)? {
    guard let application else { return nil }
    return { !LogRecord($0).isAbout(application, controlNamespace: namespace) }
  }

  /// Puts the lines that came since in their places.
  ///
  /// A pane that stands still stays on its lines.
  public mutating func settle() {
    var kept = [bottom, cursor]
    contents.settle(keeping: &kept)
    if bottom != nil { (bottom, cursor) = (kept[0] ?? 0, kept[1] ?? 0) }
  }

  /// Takes in what came of storing, fetching or searching lines.
  public mutating func apply(_ event: LogStorageEvent) {
    var kept = [bottom, cursor]
    contents.apply(event, keeping: &kept)
    if bottom != nil { (bottom, cursor) = (kept[0] ?? 0, kept[1] ?? 0) }
  }

  /// What is to be done with lines for which there is no room, on a pane of so many rows.
  mutating func commands(rows: Int) -> [LogStorageCommand] {
    guard contents.hasStored else { return contents.commands(lines: [], around: []) }
    let window = window
    /// The lines shown, so many before the lowest in view and so many after it.
    func lines(_ before: Int, _ after: Int) -> [Int] {
      guard let lowest = bottom.flatMap({ window.atOrBefore($0) }) ?? window.last else { return [] }
      var lines: [Int] = []
      var next = window.line(-before, after: lowest)
      while let line = next, lines.count <= before + after {
        lines.append(line)
        next = window.atOrAfter(line + 1)
      }
      return lines
    }
    return contents.commands(lines: lines(2 * rows, rows), around: lines(4 * rows, 3 * rows))
  }

  private mutating func restart() {
    contents.removeAll()
    placedChanges = []
    gapCount = 0
    moments = []
    markCount = 0
    errors = nil
    display.firstColumn = 0
    scrollToEnd()
    for index in sources.indices { sources[index].problem = nil }
  }
}
