public import GitOps
internal import Kubernetes

/// One thing that a forecast says, of as many fields as it is true of.
public struct ForecastLine: Hashable, Sendable {
  /// The fields; none for the object itself.
  public var fields: [FieldPath]
  /// What is said of them.
  public var outcome: ForecastOutcome
  /// In a sentence without a full stop, `application shop puts it back within seconds`.
  public var words: String
  /// How soon it is put back.
  public var urgency: ForecastUrgency { outcome.urgency }
}

extension Forecast {
  /// What there is to say, the soonest first; fields of which the same is true together.
  public var lines: [ForecastLine] {
    var fields: [ForecastOutcome: [FieldPath]] = [:]
    var order = object
    for field in self.fields {
      for outcome in field.outcomes {
        if fields[outcome] == nil { order.append(outcome) }
        fields[outcome, default: []].append(field.edit.path)
      }
    }
    let lines = order.map { outcome in
      ForecastLine(
        fields: fields[outcome] ?? [], outcome: outcome,
        words: outcome.words(now: made, isDeletion: fields[outcome] == nil))
    }
    return lines.enumerated().sorted {
      ($1.element.urgency, $0.offset) < ($0.element.urgency, $1.offset)
    }.map(\.element)
  }

  /// In two or three words, for a table: of all that is said what comes soonest.
  public var short: String {
    outcomes.max { $0.urgency < $1.urgency }?.short(now: made) ?? "stays"
  }
}

extension FieldForecast {
  /// In two or three words, for a table.
  public func short(now: Int64) -> String { outcomes.first?.short(now: now) ?? "stays" }
}

extension ForecastOutcome {
  /// In two or three words, for a table.
  public func short(now: Int64) -> String {
    switch verdict {
    case .survives: "stays"
    case .unknown: "can't say"
    case .reverted(let moment):
      switch moment {
      case .atOnce(let delay): delay > 0 ? "back in \(Age.text(seconds: delay))" : "back at once"
      case .noticed: "back soon"
      case .within(let seconds): "back within \(Age.text(seconds: seconds))"
      case .at(let time, _): "back in \(Age.text(seconds: max(0, time - now)))"
      case .lifted(.pause): "until resumed"
      case .lifted(.window): "until a window"
      case .nextSync: "until the next sync"
      case .nextUpgrade: "until an upgrade"
      case .nextDeploy: "until a deploy"
      case .replaced: "until replaced"
      }
    }
  }

  /// Who does what and when, in a sentence without a full stop.
  ///
  /// `now` is in seconds since 1970; `isDeletion` says that the object was deleted rather than changed.
  public func words(now: Int64, isDeletion: Bool = false) -> String {
    let does = isDeletion ? "makes it anew" : "puts it back"
    switch verdict {
    case .survives(let reason): return "\(who.words) \(reason.words(isDeletion: isDeletion))"
    case .unknown(let gap):
      return "\(who.words) may \(isDeletion ? "make it anew" : "put it back"): \(gap.words)"
    case .reverted(let moment):
      if who.kind == .autoscaler, !isDeletion {
        return "\(who.words) \(moment.words(now, "sets the number by its metrics", who))"
      }
      return "\(who.words) \(moment.words(now, does, who))"
    }
  }
}

extension ForecastMoment {
  fileprivate func words(_ now: Int64, _ does: String, _ who: ForecastActor) -> String {
    switch self {
    case .atOnce(let delay):
      let how = who.kind == .application ? " (self-heal)" : ""
      return delay > 0
        ? "\(does) in \(Age.text(seconds: delay))\(how): it has done so a few times of late, and waits longer each time"
        : "\(does) within seconds\(how)"
    case .noticed: return "\(does) when it next looks, mostly at once"
    case .within(let seconds): return "\(does) within \(Age.text(seconds: seconds))"
    case .at(let time, let obstacle):
      return "\(does) in \(Age.text(seconds: max(0, time - now))): \(obstacle.words) until then"
    case .lifted(let obstacle):
      return "\(does) as soon as that changes: \(obstacle.words), and it isn't known until when"
    case .nextSync(let wait): return "\(does) with the next sync: \(wait.words)"
    case .nextUpgrade: return "\(does) with its next upgrade"
    case .nextDeploy: return "\(does) with its next deploy"
    case .replaced: return "leaves it alone, and the pod that takes its place is without it"
    }
  }
}

extension ForecastObstacle {
  var words: String {
    switch self {
    case .pause(let user, let reason):
      (user.isEmpty ? "automation is paused" : "\(user) has paused it")
        + (reason.isEmpty ? "" : " (\(reason))")
    case .window(let summary):
      "a sync window forbids it" + (summary.isEmpty ? "" : " (\(summary))")
    }
  }
}

extension ForecastWait {
  var words: String {
    switch self {
    case .manual: "it isn't synced automatically"
    case .switchedOff: "its automation is switched off"
    case .notHealing: "it is synced for new commits and doesn't heal itself"
    case .skipped: "Argo CD is told to leave the application alone"
    case .failed(let message):
      "its last sync failed, and isn't tried again without a new commit"
        + (message.isEmpty ? "" : " (\(message))")
    case .ignored: "the field doesn't count when comparing, but is applied all the same"
    case .replaces: "it replaces objects as a whole, with what isn't in Git"
    }
  }
}

extension ForecastReason {
  fileprivate func words(isDeletion: Bool) -> String {
    switch self {
    case .nobody: isDeletion ? "is known to make it anew" : "is known to put it back"
    case .notNamed: "leaves it alone: the field isn't in what it applies"
    case .same: "leaves it alone: what it applies says the same"
    case .ignored: "leaves it alone: it is told to ignore differences there"
    case .leftAlone(let mark): "leaves it alone: \(mark)"
    case .notInGit(let isPruned):
      isPruned
        ? "doesn't have the object in Git any more, and deletes it with the next sync"
        : "leaves it alone: the object isn't in Git"
    case .notControlled: "leaves it alone"
    case .scaledToZero: "is off as long as there are no replicas"
    case .scalerPaused: "is told to stand still"
    case .recommended: "leaves it alone, and gives the pods what it recommends all the same"
    case .chartUnchanged: "leaves it alone until the chart itself says something else there"
    case .onlyCreates: "leaves it alone: it doesn't change applications that are there"
    }
  }
}

extension ForecastGap {
  var words: String {
    switch self {
    case .unreadable(let why): "it can't be read: \(why)"
    case .noRecord: "nothing tells what is in Git"
    case .setBy(let manager):
      "\(manager) set the field last, and nothing tells whether Git names it"
    case .operatorDecides: "what its operator does can't be told from outside"
    case .failing(let message): message.isEmpty ? "it fails now" : "it fails now: \(message)"
    case .ownerGoes: "it is being deleted itself"
    case .rule(let rule): "there is a rule that isn't followed here: \(rule)"
    }
  }
}
