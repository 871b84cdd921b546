public import Documents
internal import GitOps
internal import Kubernetes

extension Forecast {
  /// The forecast for programs.
  ///
  /// `fields` has one entry for each edit, `object` what becomes of the object itself; words are those
  /// that people read, everything else is stable.
  public var document: Value {
    var document: Value = [
      "made": .string(Timestamp(seconds: made).rfc3339), "urgency": .string(urgency.word),
    ]
    if !fields.isEmpty { document["fields"] = .array(fields.map { $0.document(now: made) }) }
    if !object.isEmpty { document["object"] = .array(object.map { $0.document(now: made, true) }) }
    if !gaps.isEmpty { document["gaps"] = .array(gaps.map { .string($0) }) }
    return document
  }
}

extension FieldForecast {
  fileprivate func document(now: Int64) -> Value {
    [
      "field": .string(edit.path.description), "urgency": .string(urgency.word),
      "outcomes": .array(outcomes.map { $0.document(now: now, false) }),
    ]
  }
}

extension ForecastOutcome {
  fileprivate func document(now: Int64, _ isDeletion: Bool) -> Value {
    var who: Value = ["kind": .string(self.who.kind.rawValue)]
    if !self.who.resource.isEmpty { who["resource"] = .string(self.who.resource) }
    if !self.who.name.namespace.isEmpty { who["namespace"] = .string(self.who.name.namespace) }
    if !self.who.name.name.isEmpty { who["name"] = .string(self.who.name.name) }
    var document: Value = [
      "who": who, "words": .string(words(now: now, isDeletion: isDeletion)),
    ]
    switch verdict {
    case .survives(let reason):
      document["verdict"] = "survives"
      document["reason"] = .string(reason.word)
    case .unknown(let gap):
      document["verdict"] = "unknown"
      document["reason"] = .string(gap.word)
    case .reverted(let moment):
      document["verdict"] = "reverted"
      document["when"] = .string(moment.word)
      switch moment {
      case .atOnce(let seconds), .within(let seconds): document["seconds"] = .integer(seconds)
      case .at(let time, let obstacle):
        document["until"] = .string(Timestamp(seconds: time).rfc3339)
        document["reason"] = .string(obstacle.word)
      case .lifted(let obstacle): document["reason"] = .string(obstacle.word)
      case .nextSync(let wait): document["reason"] = .string(wait.word)
      case .noticed, .nextUpgrade, .nextDeploy, .replaced: break
      }
    }
    return document
  }
}

extension ForecastUrgency {
  /// The word for programs.
  public var word: String {
    switch self {
    case .never: "never"
    case .unknown: "unknown"
    case .later: "later"
    case .soon: "soon"
    case .atOnce: "atOnce"
    }
  }
}

extension ForecastMoment {
  fileprivate var word: String {
    switch self {
    case .atOnce: "atOnce"
    case .noticed: "noticed"
    case .within: "within"
    case .at: "at"
    case .lifted: "lifted"
    case .nextSync: "nextSync"
    case .nextUpgrade: "nextUpgrade"
    case .nextDeploy: "nextDeploy"
    case .replaced: "replaced"
    }
  }
}

extension ForecastObstacle {
  fileprivate var word: String {
    switch self {
    case .pause: "pause"
    case .window: "window"
    }
  }
}

extension ForecastWait {
  fileprivate var word: String {
    switch self {
    case .manual: "manual"
    case .switchedOff: "switchedOff"
    case .notHealing: "notHealing"
    case .skipped: "skipped"
    case .failed: "failed"
    case .ignored: "ignored"
    case .replaces: "replaces"
    }
  }
}

extension ForecastReason {
  fileprivate var word: String {
    switch self {
    case .nobody: "nobody"
    case .notNamed: "notNamed"
    case .same: "same"
    case .ignored: "ignored"
    case .leftAlone: "leftAlone"
    case .notInGit: "notInGit"
    case .notControlled: "notControlled"
    case .scaledToZero: "scaledToZero"
    case .scalerPaused: "scalerPaused"
    case .recommended: "recommended"
    case .chartUnchanged: "chartUnchanged"
    case .onlyCreates: "onlyCreates"
    }
  }
}

extension ForecastGap {
  fileprivate var word: String {
    switch self {
    case .unreadable: "unreadable"
    case .noRecord: "noRecord"
    case .setBy: "setBy"
    case .operatorDecides: "operatorDecides"
    case .failing: "failing"
    case .ownerGoes: "ownerGoes"
    case .rule: "rule"
    }
  }
}
