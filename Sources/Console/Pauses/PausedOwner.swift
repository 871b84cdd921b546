public import GitOps
import Kubernetes

/// Somebody whose automation Duet has paused, as it is known here.
public struct PausedOwner: Hashable, Sendable {
  /// Who.
  public var owner: ObjectOwner
  /// Who paused it, why and until when.
  public var pause: AutomationPause

  /// Describes a pause.
  public init(_ owner: ObjectOwner, _ pause: AutomationPause) {
    self.owner = owner
    self.pause = pause
  }

  /// Its name alone, for a line with little room.
  var name: String {
    switch owner {
    case .application(let name), .fluxKustomization(let name), .fluxRelease(let name),
      .helmRelease(let name):
      name.name
    case .controller, .applySet, .stack: owner.word()
    }
  }

  /// What it is called in a sentence.
  var words: String {
    switch owner {
    case .application(let name): "application \(name.name)"
    default: owner.words()
    }
  }
}

extension AutomationPause {
  /// How long it still is, as a clock counts down: `12:34`, `1h05m`, `over`; empty for one without an
  /// end.
  func countdown(at now: Int64) -> String {
    guard let left = remaining(at: now) else { return "" }
    guard left > 0 else { return "over" }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if left < 3600 { return "\(left / 60):\(two(left % 60))" }
    if left < 86_400 { return "\(left / 3600)h\(two(left % 3600 / 60))m" }
    return "\(left / 86_400)d\(left % 86_400 / 3600)h"
  }

  /// Who paused it, when, why and for how long, for a person: `paused by ada 3m ago, for 12:34 more:
  /// fire`.
  func words(at now: Int64) -> String {
    var words = user.isEmpty ? "paused" : "paused by \(user)"
    if since > 0 { words += " \(Age.text(since: since, now: now)) ago" }
    switch remaining(at: now) {
    case nil: words += ", until somebody resumes it"
    case 0?: words += ", and the pause is over"
    case _?: words += ", for \(countdown(at: now)) more"
    }
    return reason.isEmpty ? words : "\(words): \(reason)"
  }
}
