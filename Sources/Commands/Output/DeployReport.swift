import DeployEngine
import Kubernetes

/// What a deploy has to say as it goes: lines that stay, and one that is drawn over.
///
/// A value that is told every event; whoever has a terminal draws `bar`, whoever hasn't leaves it.
struct DeployReport {
  private let output: Output
  private var objects = 0
  private var done = 0
  private var step: DeployEvent.Step?
  private var underWay: [ObjectKey] = []
  private var waiting: [ObjectKey: WaitStatus] = [:]
  private var waitCount = 0
  private var isStopping = false

  init(_ output: Output) { self.output = output }

  /// Takes an event; returns the lines that it is worth.
  mutating func hear(_ event: DeployEvent) -> [String] {
    switch event {
    case .began(let stages): objects = stages.reduce(0) { $0 + $1.count }
    case .entered(let step):
      self.step = step
      underWay = []
    case .started(let key), .deleting(let key):
      if !underWay.contains(key) { underWay.append(key) }
    case .applied(let key, let outcome):
      end(key)
      guard outcome != .unchanged else { return [] }
      return [line(outcome, key)]
    case .failed(let key, let error):
      end(key)
      return [line(.failed(error), key)] + advice(error)
    case .uncertain(let key, let error):
      end(key)
      return [line(.uncertain(error), key)]
    case .retrying(let key, let error, let pause):
      let seconds = max(1, pause.components.seconds)
      return [
        output.paint(
          "  … \(key.words) again in \(count(Int(seconds), "second")): "
            + SafeText.line(error.summary), .faint)
      ]
    case .waiting(let key):
      return [output.paint("  … waiting for \(key.words) to be usable", .faint)]
    case .health(let event): return hear(event)
    case .warning(let text): return [output.paint("  ⚠ \(SafeText.line(text))", .changed)]
    case .finished: step = nil
    }
    return []
  }

  /// Takes note that somebody wants it to stop.
  mutating func stop() -> [String] {
    guard !isStopping else { return [] }
    isStopping = true
    return ["stopping after the objects in hand; once more to leave them alone"]
  }

  // MARK: The bar

  /// How far it is, in that many columns; nil where there is nothing under way.
  func bar(columns: Int) -> String? {
    guard let step else { return nil }
    let (part, whole) =
      step == .waiting ? (waitCount - waiting.count, waitCount) : (done, objects)
    let about =
      step == .waiting
      ? waiting.values.min { ($0.health, $1.key.words) > ($1.health, $0.key.words) }
        .map(Self.words)
      : underWay.last.map(\.words)
    let width = 20
    let filled = whole == 0 ? 0 : width * min(part, whole) / whole
    let blocks =
      String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let counts = step == .applying || step == .pruning || step == .waiting
    var text = Self.word(step, isStopping)
    if counts { text += " \(blocks) \(part)/\(whole)" }
    if let about { text += "  \(about)" }
    guard text.count > columns - 1 else { return text }
    return String(text.prefix(max(0, columns - 2))) + "…"
  }

  private static func word(_ step: DeployEvent.Step, _ isStopping: Bool) -> String {
    if isStopping { return "stopping " }
    return switch step {
    case .preparing: "preparing"
    case .applying: "applying "
    case .pruning: "pruning  "
    case .waiting: "waiting  "
    case .recording: "recording"
    }
  }

  // MARK: Events

  private mutating func end(_ key: ObjectKey) {
    underWay.removeAll { $0 == key }
    done += 1
  }

  private mutating func hear(_ event: WaitEvent) -> [String] {
    switch event {
    case .began(let statuses):
      waitCount = statuses.count
      waiting = [:]
      for status in statuses where status.outcome == nil { waiting[status.key] = status }
      return []
    case .changed(let status):
      let before = waiting[status.key]
      waiting[status.key] = status.outcome == nil ? status : nil
      switch status.outcome {
      case .healthy?:
        // Only what one had to wait for is worth a line.
        return before.map { $0.health == .progressing || $0.health == .degraded } ?? false
          ? ["  " + output.paint("✓ healthy", .good) + "   \(status.key.words)"] : []
      case .failed(let failure)?:
        let reason = [failure.reason, failure.message].filter { !$0.isEmpty }
          .joined(separator: ": ")
        return ["  " + output.paint("✖ unhealthy", .bad) + " \(status.key.words)"]
          + ["      " + SafeText.line(reason)] + Self.details(of: status)
      case .timedOut?, .cancelled?, nil: return []
      }
    case .interrupted(let error):
      return [output.paint("  ⚠ \(SafeText.line(error.summary))", .changed)]
    }
  }

  private func line(_ outcome: ChangeSet.Outcome, _ key: ObjectKey) -> String {
    let mark = outcome.mark
    let word = mark.word + String(repeating: " ", count: max(0, 10 - mark.word.count))
    var line = "  " + output.paint("\(mark.glyph) \(word)", mark.paint) + " \(key.words)"
    if let error = outcome.error { line += ": " + SafeText.line(error.summary) }
    return line
  }

  private func advice(_ error: DeployError) -> [String] {
    error.advice.map { ["      " + SafeText.line($0)] } ?? []
  }

  // MARK: Health

  /// How it stands with an object, in one line.
  static func words(_ status: WaitStatus) -> String {
    var words = "\(status.key.words) is \(status.health)"
    if !status.message.isEmpty { words += ": \(SafeText.line(status.message))" }
    return words
  }

  /// What holds an object up: its warnings, its pods, and the ends of their logs.
  static func details(of status: WaitStatus) -> [String] {
    var lines: [String] = []
    for note in status.events { lines.append("      event: \(words(note))") }
    for culprit in status.culprits {
      let message = culprit.message.isEmpty ? "" : ": \(culprit.message)"
      lines.append("      " + SafeText.line("pod \(culprit.pod): \(culprit.reason)\(message)"))
      for note in culprit.lastEvents { lines.append("        event: \(words(note))") }
      for text in culprit.lastLogLines { lines.append("        log: \(SafeText.line(text))") }
    }
    return lines
  }

  private static func words(_ note: WaitNote) -> String {
    let times = note.count > 1 ? " (\(note.count) times)" : ""
    return SafeText.line("\(note.reason): \(note.message)\(times)")
  }
}

extension ChangeSet.Outcome {
  /// The outcome as a glyph, a word and a colour.
  var mark: (glyph: String, word: String, paint: Output.Paint) {
    switch self {
    case .created: ("+", "created", .good)
    case .configured: ("~", "configured", .changed)
    case .adopted: ("=", "adopted", .faint)
    case .unchanged: ("=", "unchanged", .faint)
    case .recreated: ("±", "recreated", .changed)
    case .pruned: ("-", "pruned", .gone)
    case .failed: ("✖", "failed", .bad)
    case .uncertain: ("?", "uncertain", .bad)
    case .lost: ("✖", "lost", .bad)
    case .notApplied: ("·", "not applied", .faint)
    }
  }

  /// Why it didn't succeed; nil if it did, or wasn't tried.
  var error: DeployError? {
    switch self {
    case .failed(let error), .uncertain(let error), .lost(let error): error
    case .created, .configured, .adopted, .unchanged, .recreated, .pruned, .notApplied: nil
    }
  }
}
