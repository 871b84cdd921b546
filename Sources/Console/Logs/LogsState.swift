public import Kubernetes

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
    /// The container.
    public var container: String
    /// Why nothing comes at the moment; nil while all is well.
    public var problem: String?
  }

  /// How many lines `LogStart.tail` begins with.
  static let tailLines = 200

  /// The pod; nil while none is selected.
  public private(set) var pod: ObjectName?
  /// Its containers, in its own order.
  public private(set) var sources: [Source] = []
  /// The only container to show; nil for all.
  public private(set) var container: String?
  /// Whether the previous run of the containers is shown.
  public private(set) var isPrevious = false
  /// Where the log begins.
  public private(set) var start: LogStart = .tail
  /// The lines.
  public private(set) var buffer: LogBuffer

  /// Whether long lines are wrapped.
  public var isWrapping = false
  /// Whether the time of each line is shown.
  public var showsTimestamps = false
  /// The lowest line on the screen, by its position among those shown; nil to follow the end.
  public var bottom: Int?
  /// How many columns long lines are scrolled to the left.
  public var firstColumn = 0
  /// What was typed after `/`.
  public private(set) var filter: Filter = .none

  /// Makes an empty pane.
  public init(buffer: LogBuffer = LogBuffer()) { self.buffer = buffer }
}

extension LogsState {
  /// The streams that should be open.
  public var queries: [LogQuery] {
    guard let pod else { return [] }
    return sources.filter { container == nil || $0.container == container }.map { source in
      LogQuery(
        namespace: pod.namespace, pod: pod.name, container: source.container,
        previous: isPrevious, follow: !isPrevious, start: logStart,
        tailLines: start == .tail ? Self.tailLines : nil)
    }
  }

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
    let names = pod?.containers.filter { $0.state != .unknown || $0.role == .regular }.map(\.name)
    if pod?.name != self.pod {
      self.pod = pod?.name
      sources = (names ?? []).map { Source(container: $0) }
      container = nil
      isPrevious = false
      restart()
    } else if let names {
      // Streams that are open stay open: containers are only ever added to a pod.
      for name in names where !sources.contains(where: { $0.container == name }) {
        sources.append(Source(container: name))
      }
    }
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
    buffer.setFilter(filter)
    bottom = nil
  }

  /// Forgets the lines so far; new ones go on coming.
  public mutating func clear() {
    buffer.removeAll()
    bottom = nil
  }

  /// Takes in what a stream says; what a stream that is no longer wanted says is dropped.
  public mutating func apply(_ change: LogChange, from query: LogQuery) {
    guard queries.contains(query),
      let index = sources.firstIndex(where: { $0.container == query.container })
    else { return }
    switch change {
    case .lines(let lines):
      sources[index].problem = nil
      let dropped = buffer.droppedCount
      buffer.append(lines, source: index)
      // A pane that stands still stays on its lines when the oldest are dropped.
      if let bottom, buffer.droppedCount > dropped {
        self.bottom = max(0, bottom - (buffer.droppedCount - dropped))
      }
    case .opened: sources[index].problem = nil
    case .ended(let reason): sources[index].problem = reason
    case .interrupted(let interruption):
      sources[index].problem = interruption.error.summary
    }
  }

  /// Scrolls by so many lines; scrolling past the last one follows again.
  public mutating func scroll(by count: Int) {
    let last = buffer.shownCount - 1
    let next = (bottom ?? last) + count
    bottom = next >= last ? nil : max(0, next)
  }

  private mutating func restart() {
    buffer.removeAll()
    bottom = nil
    firstColumn = 0
    for index in sources.indices { sources[index].problem = nil }
  }
}

/// What the stream of one container's log says.
public enum LogChange: Equatable, Sendable {
  /// The stream is open; lines follow when there are any.
  case opened
  /// These lines were written.
  case lines([LogLine])
  /// The container has ended, or its log has; the stream looks for a new run by itself.
  case ended(String)
  /// The connection is lost or the server refuses; it tries again by itself.
  case interrupted(Interruption)
}
