import GitOps
import Kubernetes

/// An application as text, for a person.
struct ApplicationText {
  let details: ApplicationDetails
  let output: Output
  /// Whether everything is listed, replica sets that were replaced and all results, too.
  var isWide = false

  private var application: Application { details.application }
  private var status: ApplicationStatus { application.status }

  /// All of it.
  var lines: [String] {
    var lines = summary
    lines += section("Conditions", conditions)
    lines += section("Operation", operation)
    lines += section("Sync windows", windows)
    lines += section("History", history)
    lines += section("Links", links)
    lines += section("Resources", resources)
    return lines
  }

  // MARK: Summary

  private var summary: [String] {
    var fields: [(String, String)] = [
      ("Name", text("\(application.name)")), ("Project", project),
    ]
    if let owner = application.row?.owner {
      fields.append(("Made by", text("\(owner.kind) \(owner.name)")))
    }
    fields += [("Sync", sync), ("Health", health), ("Automation", automation)]
    for (index, source) in application.sources.enumerated() {
      fields.append((index == 0 ? "Source" : "", text(words(source, index))))
    }
    fields.append(("Destination", text(application.destination.words)))
    if !application.policy.options.isEmpty {
      fields.append(("Options", text(application.policy.options.joined(separator: ", "))))
    }
    if let reconciled = status.reconciled {
      fields.append(("Compared", "\(age(reconciled)) ago"))
    }
    fields.append(("Argo CD", controller))
    let width = fields.map { $0.0.count }.max() ?? 0
    return fields.map { name, value in
      let label = name.isEmpty ? "" : "\(name):"
      let space = String(repeating: " ", count: width + 3 - label.count)
      return output.paint(label, .strong) + space + value
    }
  }

  private var project: String {
    switch details.project {
    case .found: text(application.project)
    case .missing:
      text(application.project) + output.paint(", which doesn't exist", .bad)
    case .unreadable(let reason):
      text("\(application.project), which can't be read: \(reason)")
    }
  }

  private var sync: String {
    let revisions = status.revisions.map(shortRevision).joined(separator: ", ")
    let place = revisions.isEmpty ? "" : " at \(revisions)"
    return output.paint("\(status.sync)", status.sync.paint) + text(place)
  }

  private var health: String {
    let health = status.health ?? .unknown
    var words = output.paint("\(health)", health.paint)
    if !status.healthMessage.isEmpty { words += text(": \(status.healthMessage)") }
    if let live = details.liveHealth, live != health {
      words += "; its resources are " + output.paint("\(live)", live.paint)
    }
    return words
  }

  private var automation: String {
    var words = Automation.words(application.policy.automation)
    if let pause = AutomationPause(application), !application.policy.isAutomated {
      words = "paused by \(pause.user) \(age(pause.since)) ago"
      if let until = pause.until { words += ", until \(time(until))" }
      if !pause.reason.isEmpty { words += ": \(pause.reason)" }
    }
    if application.isSkipped { words += ", and Argo CD is told to leave it alone" }
    if application.isBeingDeleted { words += ", and it is being deleted" }
    return text(words)
  }

  private var controller: String {
    let place = text(details.installation.namespace)
    guard let problem = details.installation.problem else { return place }
    return place + text(", whose settings can't be read: \(problem.summary)")
  }

  private func words(_ source: ApplicationSource, _ index: Int) -> String {
    let name = [source.name, source.reference].first { !$0.isEmpty }.map { "\($0): " } ?? ""
    return "\(name)\(source.words) \(application.targetRevision(index))"
  }

  // MARK: Sections

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", output.paint("\(title):", .strong)] + lines.map { "  \($0)" }
  }

  private var conditions: [String] {
    status.conditions.map { condition in
      output.paint(text(condition.type), condition.isError ? .bad : .changed)
        + text(": \(condition.message)")
        + (condition.since.map { " (\(age($0)) ago)" } ?? "")
    }
  }

  private var operation: [String] {
    guard let progress = OperationProgress(application) else { return [] }
    var lines: [String] = []
    let who = progress.operation.isAutomated ? "Argo CD" : progress.operation.initiator
    let phase: String
    switch progress.stage {
    case .waitingForController: phase = output.paint("not taken up yet", .changed)
    case .blockedByWindow: phase = output.paint("blocked by a sync window", .bad)
    case .running: phase = output.paint("Running", .changed)
    case .terminating: phase = output.paint("Terminating", .changed)
    case .waitingToRetry(let moment):
      let then = moment.map { ", again at \(time($0))" } ?? ""
      phase = output.paint("failed\(then)", .changed)
    case .over(let end): phase = output.paint("\(end)", end.paint)
    }
    var line = phase
    if let moment = progress.finished ?? progress.started { line += " \(age(moment)) ago" }
    if !who.isEmpty { line += text(", asked for by \(who)") }
    if !progress.revisions.isEmpty {
      line += text(" at \(progress.revisions.map(shortRevision).joined(separator: ", "))")
    }
    if progress.operation.isDryRun { line += ", only trying" }
    if progress.retries > 0 { line += ", tried again \(count(progress.retries, "time"))" }
    lines.append(line)
    if !progress.message.isEmpty { lines.append(text(progress.message)) }
    for step in progress.steps {
      for result in step.results where isWide || !progress.isOver || result.hasFailed {
        let mark = result.hasFailed ? "✗" : result.isDone ? "✓" : "…"
        let what = ResourceIdentity(group: result.group, kind: result.kind, name: result.name)
        let words = [result.phase?.rawValue ?? "", "\(what)", result.message]
        lines.append("\(mark) " + text(words.filter { !$0.isEmpty }.joined(separator: "  ")))
      }
    }
    return lines
  }

  private var windows: [String] {
    if case .unreadable = details.project { return ["not known: the project can't be read"] }
    guard !details.windows.entries.isEmpty else { return [] }
    var table = TextTable(["KIND", "SCHEDULE", "DURATION", "ZONE", "MANUAL", "STATE"])
    for entry in details.windows.entries {
      let window = entry.window
      table.add([
        .init(window.kind.word), .init(window.schedule), .init(window.duration),
        .init(window.timeZone.isEmpty ? "UTC" : window.timeZone),
        .init(window.allowsManual ? "allowed" : "-"), .init(words(entry.state)),
      ])
    }
    let block = details.windows.block(isManual: true).map { text("a sync is \($0.summary)") }
    return table.lines(output) + [block].compactMap { $0 }
  }

  private func words(_ state: SyncWindowState) -> String {
    switch state {
    case .open(let until): until.map { "open until \(time($0))" } ?? "open"
    case .closed(let opens): opens.map { "closed, opens \(time($0))" } ?? "closed"
    case .invalid: "can't be read"
    case .unknown: "not known here"
    }
  }

  private var history: [String] {
    guard !status.history.isEmpty else { return [] }
    let hasSubjects = !details.subjects.isEmpty
    var table = TextTable(
      ["ID", "REVISION", "DEPLOYED", "BY", "SOURCE"] + (hasSubjects ? ["SUBJECT"] : []))
    for entry in status.history.reversed() {
      let row: [TextTable.Cell] = [
        .init("\(entry.id)"), .init(entry.revisions.map(shortRevision).joined(separator: ", ")),
        .init(entry.deployed.map { "\(age($0)) ago" } ?? ""),
        .init(entry.isAutomated ? "Argo CD" : entry.initiator),
        .init(entry.sources.map(\.words).joined(separator: ", ")),
      ]
      let subject = entry.subject(details.subjects) ?? ""
      table.add(hasSubjects ? row + [.init(subject)] : row)
    }
    return table.lines(output)
  }

  private var links: [String] {
    application.links(details.installation).map { text("\($0.title): \($0.address)") }
  }

  private var resources: [String] {
    var table = TextTable(["KIND", "NAMESPACE", "NAME", "SYNC", "HEALTH", "AGE", "MESSAGE"])
    let nodes = details.nodes(showsOld: isWide)
    for node in nodes {
      let depth = String(repeating: "  ", count: node.depth)
      var sync = node.sync.map { "\($0)" } ?? ""
      if node.requiresPruning { sync += ", not in Git" }
      if node.isHook { sync = "hook" }
      table.add([
        .init(depth + node.id.kind), .init(node.id.name.namespace), .init(node.id.name.name),
        .init(sync, node.sync?.paint), .init(node.health.map { "\($0)" } ?? "", node.health?.paint),
        .init(node.created.map { age($0) } ?? ""), .init(node.message),
      ])
    }
    var lines = nodes.isEmpty ? [] : table.lines(output)
    for (source, reason) in details.hidden {
      let place = source.namespace.map { " in \($0)" } ?? ""
      lines.append(
        output.paint(text("not seen: \(source.kind.plural)\(place): \(reason)"), .changed))
    }
    for gap in details.gaps { lines.append(output.paint(text(gap), .changed)) }
    return lines
  }

  // MARK: Words

  private func text(_ text: String) -> String { SafeText.line(text) }
  private func age(_ moment: Int64) -> String { Age.text(since: moment, now: details.now) }
  private func time(_ moment: Int64) -> String { Timestamp(seconds: moment).rfc3339 }
}

extension SyncWindow.Kind {
  /// Argo CD's word.
  var word: String {
    switch self {
    case .allow: "allow"
    case .deny: "deny"
    case .other(let word): word
    }
  }
}
