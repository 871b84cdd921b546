public import GitOps
public import Kubernetes
import Logs

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
  public private(set) var contents: LogContents

  /// Whether long lines are wrapped.
  public var isWrapping = false
  /// Whether the time of each line is shown.
  public var showsTimestamps = false
  /// The lowest line on the screen, by its number among all; nil to follow the end.
  public private(set) var bottom: Int?
  /// How many columns long lines are scrolled to the left.
  public var firstColumn = 0
  /// What was typed after `/`.
  public private(set) var filter: Filter = .none
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

  /// Whether new lines move the pane on.
  public var isFollowing: Bool { bottom == nil }

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
  public mutating func update(pods: [PodRow], note: String?) {
    self.note = note
    podCount = pods.count
    // Those that are followed stay, whoever comes.
    let known = Set(sources.map(\.pod))
    let followed =
      (pods.filter { known.contains($0.name) } + pods.filter { !known.contains($0.name) })
      .prefix(Self.mostPods)
    for index in sources.indices {
      sources[index].isGone = !followed.contains { $0.name == sources[index].pod }
    }
    add(Array(followed))
  }

  /// Shows the lines that are about the application alone, or all.
  public mutating func toggleAsides() {
    hidesAsides.toggle()
    narrow()
    bottom = nil
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
    bottom = nil
  }

  private mutating func narrow() {
    var conditions: [LogFilter.Condition] = []
    if case .text(let pattern, let isInverse) = filter {
      conditions = [LogFilter.Condition(pattern, isInverse: isInverse)]
    }
    contents.setFilter(LogFilter(conditions, leavesOutAsides: hidesAsides))
  }

  /// Forgets the lines so far; new ones go on coming.
  public mutating func clear() {
    contents.removeAll()
    bottom = nil
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
      contents.mark("\(name(of: sources[index])) was started anew", at: time)
    case .gap(let after, let before):
      contents.mark(
        "\(name(of: sources[index])): lines between \(after.rfc3339) and \(before.rfc3339) may be "
          + "missing, the log was rotated", at: before, level: .warning)
    case .interrupted(let interruption):
      sources[index].problem = interruption.error.summary
    }
  }

  private func name(of source: Source) -> String { "\(source.pod.name)/\(source.container)" }

  /// Whether a line isn't about the application; `namespace` is that of the program that wrote it.
  private func isAside(_ namespace: String) -> ((ArraySlice<UInt8>) -> Bool)? {
    guard let application else { return nil }
    return { line in
      let text = String(decoding: line, as: UTF8.self)
      return !ControllerLogLine(text).isAbout(application, controlNamespace: namespace)
    }
  }

  /// Puts the lines that came since in their places.
  ///
  /// A pane that stands still stays on its lines.
  public mutating func settle() {
    var kept = [bottom]
    contents.settle(keeping: &kept)
    if bottom != nil { bottom = kept[0] ?? 0 }
  }

  /// Scrolls by so many lines; scrolling past the last one follows again.
  public mutating func scroll(by count: Int) {
    let last = contents.shownCount - 1
    let next = (bottom.map { contents.position(atOrAfter: $0) } ?? last) + count
    bottom = next >= last ? nil : contents.number(at: max(0, next))
  }

  /// Goes to the oldest line, on a pane of so many rows.
  public mutating func scrollToTop(rows: Int) {
    let lowest = min(rows, contents.shownCount) - 1
    bottom = lowest < 0 ? nil : contents.number(at: lowest)
  }

  /// Follows the end.
  public mutating func scrollToEnd() { bottom = nil }

  /// Stands still on the last line, or follows the end again.
  public mutating func toggleFollowing() {
    bottom =
      bottom == nil && contents.shownCount > 0
      ? contents.number(at: contents.shownCount - 1) : nil
  }

  private mutating func restart() {
    contents.removeAll()
    bottom = nil
    firstColumn = 0
    for index in sources.indices { sources[index].problem = nil }
  }
}
