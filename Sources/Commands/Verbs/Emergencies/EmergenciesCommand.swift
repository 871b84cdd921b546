import ArgumentParser
import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes

/// Lists changes past Git, and what became of them.
struct EmergenciesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergencies",
    abstract: "List the changes past Git, and what became of them.",
    discussion: """
      The record is in the cluster, where every operator finds the same; what became of each is \
      looked up, and written down. One that is named, by the beginning of its ID, is shown with \
      everything that is known of it. The exit code is 0 where nothing is owed to Git any more, 2 \
      where something is, and 1 where the record can't be read.
      """)

  @OptionGroup var options: EmergencyOptions

  @Flag(help: "List only what is still owed to Git.")
  var owed = false

  @Argument(help: "The one to show.")
  var id: String?

  func run() async throws { try await run(in: options.world()) }

  func run(in world: VerbWorld) async throws {
    let cluster = try await EmergencyCluster(world, options.repository)
    await cluster.resumeExpiredPauses()
    let (all, problem) = await cluster.desk.currentEntries()
    if let problem {
      world.output.note(
        "the record of the cluster can't be read: \(SafeText.line(problem.summary))")
    }
    if let id { return try show(try all.one(named: id), world.output) }
    var entries = owed ? all.filter(\.isOwed) : all
    if let namespace = options.namespace {
      entries = entries.filter { $0.key.name.namespace == namespace }
    }
    switch options.output {
    case .json?, .yaml?:
      world.output.value(
        ["items": .array(entries.map(\.json))], as: options.output ?? .json)
    case .wide?, nil:
      if entries.isEmpty {
        world.output.note(owed ? "nothing is owed to Git" : "nothing is on the record")
      } else {
        world.output.lines(table(entries, now: world.now()).lines(world.output))
      }
    }
    if problem != nil { throw ExitCode(1) }
    if all.contains(where: \.isOwed) { throw ExitCode(2) }
  }

  private func table(_ entries: [Emergency], now: Timestamp) -> TextTable {
    let isWide = options.output == .wide
    var table = TextTable(
      ["ID", "AGE", "WHO", "OBJECT", "CHANGE", "STATE"]
        + (isWide ? ["OWNER", "GIT", "REASON"] : []))
    for entry in entries {
      var row: [TextTable.Cell] = [
        .init(entry.id.text), .init(Age.text(since: entry.time.seconds, now: now.seconds)),
        .init("\(entry.user)"), .init(entry.key.words), .init(entry.change),
        .init("\(entry.state)", entry.paint),
      ]
      if isWide {
        row += [
          .init(entry.owners.joined(separator: ", ")), .init(entry.commit?.branch ?? ""),
          .init(entry.reason),
        ]
      }
      table.add(row)
    }
    return table
  }

  private func show(_ entry: Emergency, _ output: Output) throws {
    switch options.output {
    case .json?, .yaml?: output.value(entry.json, as: options.output ?? .json)
    case .wide?, nil: output.lines(EmergencyText(entry: entry, output: output).lines)
    }
    if entry.isOwed { throw ExitCode(2) }
  }
}

extension [Emergency] {
  /// The one that is meant, by its ID or the beginning of it; throws a `Problem` where none is.
  func one(named name: String) throws -> Emergency {
    let found = filter { $0.id.text.hasPrefix(name) }
    if let exact = found.first(where: { $0.id.text == name }) { return exact }
    guard let first = found.first, !name.isEmpty else {
      throw Problem(
        "there is no change \(SafeText.line(name)) on the record",
        advice: "`duet emergencies` lists them")
    }
    guard found.count == 1 else {
      throw Problem("\(SafeText.line(name)) may be any of \(found.count) changes")
    }
    return first
  }
}

extension Emergency {
  /// The fields it changed, or what it did to the whole object.
  var change: String {
    let fields = edits.map(\.path.description)
    guard action == "edited", let first = fields.first else { return action }
    return fields.count == 1 ? first : "\(first) and \(fields.count - 1) more"
  }

  /// The colour of its state.
  var paint: Output.Paint? {
    switch state {
    case .live, .pending, .partly: isOwed ? .changed : nil
    case .reverted, .superseded, .gone, .undone: .faint
    case .inGit: .good
    case .failed: .bad
    }
  }

  /// The emergency as JSON, with its state in words and what is owed.
  var json: Value {
    var value = value
    value["owed"] = .bool(isOwed)
    value["state"]?["words"] = .string("\(state)")
    return value
  }
}
