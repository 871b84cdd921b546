import ArgumentParser
import GitOps
import Kubernetes
import Logs
import Patterns

/// Whose logs are printed.
struct LogTargetOptions: ParsableArguments {
  @Option(
    name: [.customShort("n"), .long],
    help: "The namespace; several with commas, or repeated. The context's unless one is named.")
  var namespace: [String] = []

  @Flag(name: [.customShort("A"), .customLong("all-namespaces")], help: "All namespaces.")
  var allNamespaces = false

  @Option(
    name: [.customShort("l"), .long],
    help: ArgumentHelp("The pods with these labels: app=web,tier!=test.", valueName: "labels"))
  var selector: String?

  @Option(
    help: ArgumentHelp("The pods of a stack of the repository.", valueName: "name"))
  var stack: String?

  @Option(
    help: ArgumentHelp(
      "The pods of an application: name, or namespace/name.", valueName: "name"))
  var app: String?

  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp(
      "The container of that name, or those whose names match in pods without it.",
      valueName: "name"))
  var container: String?

  @Flag(help: "All containers of a pod that is named; of others they are all taken anyway.")
  var allContainers = false

  @Flag(help: "Say whose each line is in kubectl's form; all pods are taken anyway.")
  var allPods = false

  @Flag(inversion: .prefixedNo, help: "Init containers too, where all are taken.")
  var initContainers = true

  @Flag(inversion: .prefixedNo, help: "Containers for debugging too, where all are taken.")
  var ephemeralContainers = true

  @Option(
    name: [.customShort("E"), .long], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Leave out containers whose names match; may be repeated.", valueName: "regex"))
  var excludeContainer: [String] = []

  @Option(
    help: ArgumentHelp("Leave out pods whose names match; may be repeated.", valueName: "regex"))
  var excludePod: [String] = []

  @Argument(
    help: ArgumentHelp(
      "The pod, its name as a regular expression, or KIND/NAME; then its container.",
      valueName: "target"))
  var names: [String] = []

  /// The namespaces that were named, each once.
  var namespaces: [String] {
    var seen: Set<String> = []
    return namespace.flatMap { $0.split(separator: ",").map(String.init) }
      .filter { seen.insert($0).inserted }
  }

  /// What is meant; throws a `Problem` where nothing is.
  var request: LogSubject.Request {
    get throws {
      try LogSubject.Request(
        target: names.first, labels: selector, stack: stack, application: app)
    }
  }

  /// Which containers of a pod are meant; fewer of one that was named itself.
  func choice(isExact: Bool) -> ContainerChoice {
    let named = container ?? names.dropFirst().first
    return ContainerChoice(
      wanted: named.map { .named($0) } ?? (isExact && !allContainers ? .usual : .all),
      excluded: excludeContainer, includesInitial: initContainers,
      includesEphemeral: ephemeralContainers)
  }

  func check() throws {
    guard names.count <= 2 else {
      throw ValidationError("name one pod, or several by a regular expression: 'web|db'")
    }
    if container != nil, names.count == 2 {
      throw ValidationError("name the container with -c or after the pod, not both")
    }
    if allContainers, container != nil || names.count == 2 {
      throw ValidationError("--all-containers leaves no choice of a container")
    }
    if let selector { try LabelSelector.check(selector) }
    if names.first?.contains("/") == false {
      try Pattern.check(names[0], of: "")
    }
    if let container { try Pattern.check(container, of: "-c") }
    for text in excludeContainer { try Pattern.check(text, of: "--exclude-container") }
    for text in excludePod { try Pattern.check(text, of: "--exclude-pod") }
    _ = try request
  }
}

/// Which part of the logs is printed, and how they are read.
struct LogRangeOptions: ParsableArguments {
  @Flag(name: [.customShort("f"), .long], help: "Go on, and print what is written.")
  var follow = false

  @Flag(help: "Print what there is and end, which goes without saying.")
  var noFollow = false

  @Flag(name: [.customShort("p"), .long], help: "The log of the containers' previous run.")
  var previous = false

  @Option(
    name: [.customShort("s"), .long],
    parsing: .unconditional,
    help: ArgumentHelp("Lines at most so old: 5s, 2m, 1h30m.", valueName: "duration"))
  var since: String?

  @Option(help: ArgumentHelp("Lines not older than that: 2026-07-01T12:30:00Z.", valueName: "time"))
  var sinceTime: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The last lines of each log, so many; -1 for all. With -l alone, 10 unless said.",
      valueName: "lines"))
  var tail: Int?

  @Option(help: ArgumentHelp("So many bytes of each log.", valueName: "bytes"))
  var limitBytes: Int?

  @Option(help: ArgumentHelp("So many logs are read at once.", valueName: "count"))
  var maxLogRequests = 50

  @Flag(help: "Say which logs can't be read, and print the others.")
  var ignoreErrors = false

  func check() throws {
    if follow, noFollow { throw ValidationError("--follow and --no-follow contradict each other") }
    if since != nil, sinceTime != nil {
      throw ValidationError("at most one of --since and --since-time may be used")
    }
    if let since {
      guard let duration = GoDuration(since) else {
        throw ValidationError("--since \(SafeText.line(since)) is no duration: 5s, 2m, 1h30m")
      }
      if duration.seconds < 0 { throw ValidationError("--since must be greater than 0") }
    }
    if let sinceTime, Timestamp(sinceTime) == nil {
      throw ValidationError(
        "--since-time \(SafeText.line(sinceTime)) is no time: 2026-07-01T12:30:00Z")
    }
    if let tail, tail < -1 { throw ValidationError("--tail must be greater than or equal to -1") }
    if let limitBytes, limitBytes < 0 {
      throw ValidationError("--limit-bytes must be greater than 0")
    }
    if maxLogRequests < 1 { throw ValidationError("--max-log-requests must be greater than 0") }
  }

  /// The part; of pods that are selected by labels alone, kubectl takes ten lines.
  func range(hasSelector: Bool) -> LogRange {
    var range = LogRange(follows: follow, isPrevious: previous)
    // Rounded as kubectl rounds it; the server takes no less than a second.
    if let since, let seconds = GoDuration(since)?.seconds, seconds > 0 {
      range.start = .seconds(max(1, Int64(min(seconds, 1e12).rounded())))
    }
    if let sinceTime, let time = Timestamp(sinceTime) { range.start = .time(time) }
    range.tailLines = tail.map { $0 < 0 ? nil : $0 } ?? (hasSelector ? 10 : nil)
    range.limit = limitBytes == 0 ? nil : limitBytes
    return range
  }
}

/// Which part of a log is read.
struct LogRange: Hashable, Sendable {
  /// Whether it is followed.
  var follows = false
  /// Whether it is that of the previous run.
  var isPrevious = false
  /// Where to begin.
  var start = LogQuery.Start.beginning
  /// How many of the last lines there are at most; nil for all.
  var tailLines: Int?
  /// How many bytes are printed at most; nil for all.
  var limit: Int?

  /// What asks for the log of a container.
  func query(_ source: LogSource) -> LogQuery {
    LogQuery(
      namespace: source.pod.namespace, pod: source.pod.name, container: source.container,
      previous: isPrevious, follow: follows, start: start, tailLines: tailLines)
  }
}

/// Which lines are printed, and how.
struct LogLineOptions: ParsableArguments {
  @Option(
    name: [.customShort("i"), .long], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Lines that match; of several, one of them. Letter case matters; (?i) ignores it.",
      valueName: "regex"))
  var include: [String] = []

  @Option(
    name: [.customShort("e"), .long], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("No lines that match; may be repeated.", valueName: "regex"))
  var exclude: [String] = []

  @Option(
    name: [.customShort("H"), .long], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Have what matches stand out, where there are colours; may be repeated.", valueName: "regex"))
  var highlight: [String] = []

  @Option(
    help: ArgumentHelp(
      "Lines at least so grave: trace, debug, info, warning, error, fatal.", valueName: "level"))
  var level: LevelChoice?

  @Flag(name: [.customShort("t"), .long], help: "Begin each line with its time.")
  var timestamps = false

  @Flag(help: "Begin each line with whose it is: [pod/NAME/CONTAINER].")
  var prefix = false

  @Option(
    name: [.customShort("o"), .long],
    help: "How to print lines: default, raw, json or pretty; raw on a pipe unless said.")
  var output: LogLineWriter.Format?

  @Option(help: "Whether there are colours: auto, always or never.")
  var color = ColorChoice.auto

  @Flag(help: "Print lines, and don't say what happens.")
  var onlyLogLines = false

  func check() throws {
    for text in include { try Pattern.check(text, of: "--include") }
    for text in exclude { try Pattern.check(text, of: "--exclude") }
    for text in highlight { try Pattern.check(text, of: "--highlight") }
  }

  /// Which lines are printed.
  var filter: LogFilter {
    LogFilter(including: include, excluding: exclude, leastLevel: level?.level ?? .unknown)
  }

  /// How they are printed; whose they are is for the session to say.
  func options(output: Output, severalNamespaces: Bool, isPrefixed: Bool) -> LogLineWriter.Options {
    let hasColors =
      switch color {
      case .auto: output.hasColors
      case .always: true
      case .never: false
      }
    // Colours on a pipe are for a pager, which a person reads.
    let isRead = output.isTerminal || color == .always
    return LogLineWriter.Options(
      format: self.output ?? (isRead ? .default : .raw), hasTimes: timestamps,
      hasPrefixes: prefix || isPrefixed, namesNamespaces: severalNamespaces,
      isTerminal: output.isTerminal,
      hasColors: hasColors && (output.isTerminal || self.output != .raw),
      highlights: highlight + include)
  }
}

extension LogLineWriter.Format: ExpressibleByArgument {}

/// Whether there are colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never
}

/// A level as people write it: `warning`, `warn`, `W`.
struct LevelChoice: ExpressibleByArgument, Hashable {
  /// The level.
  var level: LogLevel

  init?(argument: String) {
    guard let level = LogLevel(word: argument.utf8) else { return nil }
    self.level = level
  }

  static var allValueStrings: [String] {
    ["trace", "debug", "info", "warning", "error", "fatal"]
  }
}
