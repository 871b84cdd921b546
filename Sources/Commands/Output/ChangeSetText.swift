import DeployEngine
import Documents
import Kubernetes

/// What a deploy did, as text: exactly that, also when it didn't get to the end.
struct ChangeSetText {
  let changes: ChangeSet
  let name: String
  let output: Output

  /// All of it.
  var lines: [String] {
    var lines: [String] = []
    // What wasn't done isn't among what was told as it happened.
    let left = changes.entries.filter { $0.outcome == .notApplied }
    if changes.ending != .complete, !left.isEmpty {
      lines.append("not applied:")
      for entry in left { lines.append("  · \(entry.key.words)") }
    }
    for status in changes.health?.unhealthy ?? [] {
      lines += self.lines(of: status)
    }
    for warning in changes.warnings {
      lines.append(output.paint("⚠ \(SafeText.line(warning))", .changed))
    }
    lines.append(summary)
    return lines
  }

  private func lines(of status: WaitStatus) -> [String] {
    switch status.outcome {
    case .timedOut?:
      ["still waiting for \(DeployReport.words(status))"] + DeployReport.details(of: status)
    case .cancelled?: ["not waited for any longer: \(DeployReport.words(status))"]
    // Told as it happened.
    case .healthy?, .failed?, nil: []
    }
  }

  /// How it ended, in one line.
  var summary: String {
    let counts = changes.counts
    let done =
      counts.isEmpty
      ? "nothing to do"
      : counts.map { "\($0.count) \($0.word)" }
        .joined(separator: ", ")
    var record = changes.record.map { ", on the record as \($0.id)" } ?? ""
    if let duration = changes.record?.duration { record = " in \(Self.words(duration))" + record }
    switch changes.ending {
    case .complete:
      return output.paint("✓ \(SafeText.line(name)) is deployed", .good) + ": \(done)\(record)"
    case .cancelled:
      return output.paint("■ \(SafeText.line(name)) was stopped", .changed) + ": \(done)\(record)"
    case .failed(let error):
      return output.paint("✖ \(SafeText.line(name)) failed", .bad)
        + ": \(SafeText.line(error.summary)); \(done)\(record)"
    }
  }

  /// A time as people say it: `850 ms`, `12.4 s`, `3 min 20 s`.
  static func words(_ duration: Duration) -> String {
    let milliseconds =
      duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    if milliseconds < 60_000 { return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s" }
    return "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1000) s"
  }
}

extension ChangeSet {
  /// How many objects came to each end, those that happened only.
  var counts: [(word: String, count: Int)] {
    var counts: [(word: String, count: Int)] = []
    for entry in entries {
      let word = entry.outcome.mark.word
      if let index = counts.firstIndex(where: { $0.word == word }) {
        counts[index].count += 1
      } else {
        counts.append((word, 1))
      }
    }
    return counts
  }

  /// The change set as JSON: what `duet deploy -o json` prints for each stack.
  var json: Value {
    var value: Value = [
      "result": .string(ending.word),
      "objects": .array(entries.map(\.json)),
      "counts": .object(
        Dictionary(uniqueKeysWithValues: counts.map { ($0.word, .integer(Int64($0.count))) })),
      "warnings": .array(warnings.map { .string($0) }),
    ]
    if case .failed(let error) = ending { value["error"] = error.json }
    if let health { value["health"] = .array(health.statuses.map(\.json)) }
    value["record"] = record?.value
    return value
  }
}

extension ChangeSet.Ending {
  /// The ending in one word.
  var word: String {
    switch self {
    case .complete: "succeeded"
    case .cancelled: "cancelled"
    case .failed: "failed"
    }
  }
}

extension ChangeSet.Entry {
  fileprivate var json: Value {
    var value = key.json
    value["outcome"] = .string(outcome.mark.word)
    value["error"] = outcome.error?.json
    return value
  }
}

extension WaitStatus {
  /// The status as JSON.
  fileprivate var json: Value {
    var value: Value = [
      "object": key.json, "health": .string("\(health)"), "message": .string(message),
    ]
    switch outcome {
    case .healthy?: value["outcome"] = "healthy"
    case .failed(let failure)?:
      value["outcome"] = "failed"
      value["reason"] = .string(failure.reason)
      value["message"] = .string(failure.message)
    case .timedOut?: value["outcome"] = "timedOut"
    case .cancelled?: value["outcome"] = "cancelled"
    case nil: break
    }
    if !culprits.isEmpty {
      value["pods"] = .array(
        culprits.map {
          [
            "namespace": .string($0.pod.namespace), "name": .string($0.pod.name),
            "reason": .string($0.reason), "message": .string($0.message),
            "log": .array($0.lastLogLines.map { .string($0) }),
          ]
        })
    }
    return value
  }
}
