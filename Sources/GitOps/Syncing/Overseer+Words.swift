internal import Kubernetes

extension Overseer {
  /// What becomes of the change, in a sentence for a person.
  public var summary: String {
    let who = "\(kind == "ApplicationSet" ? "application set" : "application") \(name)"
    return switch verdict {
    case .leaves(let reason): "\(who) leaves it alone: \(reason.words)"
    case .reverts(let reason): "\(who) undoes it at once: \(reason.words)"
    case .revertsLater(let reason): "\(who) undoes it at its next sync: \(reason.words)"
    case .unknown(let reason): "\(who) may undo it: \(reason.words)"
    }
  }
}

extension Overseer.Reason {
  fileprivate var words: String {
    switch self {
    case .onlyCreates: "it doesn't change applications that are there"
    case .ignored: "it is told to ignore differences there"
    case .notInGit: "Git doesn't name the field"
    case .inGit: "Git has another value"
    case .replaces: "it replaces its objects as a whole"
    case .makesAnew: "it makes anew what it wants and isn't there"
    case .notHealing: "Git has another value, and it doesn't heal by itself"
    case .unreadable: "it can't be read"
    case .noRecord: "nothing tells what is in Git"
    }
  }
}
