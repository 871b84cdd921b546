import ArgumentParser
import ConsoleRuntime
import Documents
import GitOps
import Kubernetes
import YAML

/// Lists Argo CD's applications.
struct AppsCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "apps", abstract: "List Argo CD's applications.",
    discussion: """
      Those of all namespaces that may be read, or with -n of one, or those that are named. Argo \
      CD's own server isn't needed. Filters can be combined: an application has to pass each. With \
      -w a line is added for every application that changes, until ctrl-c; JSON is one object a \
      line then. The exit code is 0, also where there are none, and 1 where something that is named \
      isn't there or the cluster can't be asked.
      """)

  /// In which form the list is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case yaml
    case wide
    case name
  }

  @OptionGroup var options: ApplicationOptions

  @Flag(
    name: [.customShort("A"), .customLong("all-namespaces")],
    help: "List those of all namespaces, whatever -n says.")
  var allNamespaces = false

  @Option(
    name: [.customShort("l"), .long],
    help: ArgumentHelp("Only those with these labels: team=web,tier!=test.", valueName: "labels"))
  var selector: String?

  @Option(help: "Only those of this project.")
  var project: String?

  @Flag(help: "Only those that aren't as Git says, or of which that isn't known.")
  var outOfSync = false

  @Flag(help: "Only those that are Missing, Degraded or Unknown.")
  var unhealthy = false

  @Flag(help: "Only those whose automation is switched off.")
  var paused = false

  @Flag(help: "Only those with an operation that is asked for or running.")
  var operating = false

  @Flag(name: [.customShort("w"), .long], help: "Go on, and print what changes.")
  var watch = false

  @Option(
    name: [.short, .long], help: "How to print it: json, yaml, wide or name; a table otherwise.")
  var output: Format?

  @Argument(help: "The applications: name, or namespace/name; all unless named.")
  var names: [String] = []

  mutating func validate() throws {
    if selector != nil, !names.isEmpty {
      throw ValidationError("name applications, or select them by labels with -l, not both")
    }
    if let selector { try LabelSelector.check(selector) }
  }

  func run(in world: VerbWorld) async throws {
    let cluster = try await ApplicationCluster(
      world, namespace: allNamespaces ? nil : options.namespace)
    var places: [String?] = []
    var all: [ApplicationRow]
    if names.isEmpty {
      (all, places) = try await cluster.rows(labelSelector: selector)
    } else {
      all = try await cluster.applications(named: names).compactMap(\.row)
      places = Set(all.map(\.name.namespace)).sorted()
    }
    let rows = all.filter(isMeant).sorted { $0.name < $1.name }
    var list = ApplicationList(output: world.output, format: output, now: world.now)
    list.begin(rows, isWatched: watch)
    guard watch else { return }
    var known = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    let wanted = names.isEmpty ? nil : Set(known.keys)
    try await cluster.watch(places, labelSelector: selector) { change in
      switch change {
      case .page(let rows, _), .applied(let rows):
        for row in rows where known[row.name] != row && wanted?.contains(row.name) != false {
          // One that has just ceased to be meant is shown once more, so that it doesn't seem to be.
          if isMeant(row) || known[row.name].map(isMeant) == true { list.add(row) }
          known[row.name] = row
        }
      case .deleted(let names):
        for name in names where known.removeValue(forKey: name) != nil {
          world.output.note(SafeText.line("\(name) is gone"))
        }
      case .interrupted(let interruption):
        world.output.note(
          SafeText.line("\(interruption.error.summary); it is tried again"))
      case .unreadable(let name, let reason):
        world.output.note(SafeText.line("\(name?.description ?? "one") can't be read: \(reason)"))
      case .began, .listed, .alive: break
      }
    }
  }

  private func isMeant(_ row: ApplicationRow) -> Bool {
    (project == nil || row.project == project)
      && (!outOfSync || row.sync != .synced)
      && (!unhealthy || row.health > .progressing)
      && (!paused || row.isPaused) && (!operating || row.isOperating)
  }
}

extension ApplicationCluster {
  /// Tells what changes in these namespaces until the task is cancelled; nil stands for all.
  fileprivate func watch(
    _ places: [String?], labelSelector: String?, tell: (Change<ApplicationRow>) -> Void
  ) async throws {
    let (changes, feed) = AsyncStream.makeStream(of: Change<ApplicationRow>.self)
    let task = Task {
      await withDiscardingTaskGroup { group in
        for place in places {
          group.addTask {
            let query = ResourceQuery(
              .applications, namespace: place, labelSelector: labelSelector)
            await client.live(query, decoding: ApplicationDecoder()) { feed.yield($0) }
          }
        }
      }
    }
    defer { task.cancel() }
    for await change in changes { tell(change) }
  }
}

/// Prints applications: all at first, and then those that change.
private struct ApplicationList {
  let output: Output
  let format: AppsCommand.Format?
  let now: @Sendable () -> Timestamp
  private var table: TextTable

  init(output: Output, format: AppsCommand.Format?, now: @escaping @Sendable () -> Timestamp) {
    (self.output, self.format, self.now) = (output, format, now)
    table = TextTable(
      [
        "NAMESPACE", "NAME", "PROJECT", "SYNC", "HEALTH", "REVISION", "AUTOMATION", "OPERATION",
        "LAST SYNC",
      ] + (format == .wide ? ["DESTINATION", "SOURCE", "TARGET", "MESSAGE"] : []))
  }

  mutating func begin(_ rows: [ApplicationRow], isWatched: Bool) {
    switch format {
    case .json? where !isWatched: output.value(["items": .array(rows.map(\.json))], as: .json)
    case .yaml? where !isWatched: output.value(["items": .array(rows.map(\.json))], as: .yaml)
    case .json?, .yaml?, .name?: for row in rows { add(row) }
    case .wide?, nil:
      if rows.isEmpty, !isWatched { return output.note("there are no such applications") }
      for row in rows { table.add(cells(row)) }
      output.lines(table.lines(output))
      table.clear()
    }
  }

  mutating func add(_ row: ApplicationRow) {
    switch format {
    case .json?: output.line(SafeText.json(JSONWriter().string(row.json)))
    case .yaml?: output.write("---\n" + row.json.yaml)
    case .name?: output.line(SafeText.line("\(row.name)"))
    case .wide?, nil:
      table.add(cells(row))
      output.lines(table.lines(output))
      table.clear()
    }
  }

  private func cells(_ row: ApplicationRow) -> [TextTable.Cell] {
    var cells: [TextTable.Cell] = [
      .init(row.name.namespace), .init(row.name.name), .init(row.project),
      .init("\(row.sync)", row.sync.paint), .init("\(row.health)", row.health.paint),
      .init(row.shortRevision), .init(Automation.words(row.automation)),
      .init(row.operationWord, row.isOperating ? .changed : row.operation?.phase.paint),
      .init(
        row.operation.map {
          Age.text(since: $0.finished ?? $0.started, now: now().seconds)
        } ?? ""),
    ]
    if format == .wide {
      cells += [
        .init(row.destination.words), .init(row.sources.map(\.words).joined(separator: ", ")),
        .init(row.targetRevision), .init(row.message),
      ]
    }
    return cells
  }
}

extension ApplicationRow {
  /// What it is doing, or how that ended, in one word.
  fileprivate var operationWord: String {
    if let operation, !operation.phase.isOver || !requestedOperation {
      return "\(operation.phase)"
    }
    return requestedOperation ? "Requested" : ""
  }
}
