public import GitOps
public import Kubernetes

/// Something to ask Argo CD for, about an application.
public enum ApplicationRequest: Hashable, Sendable {
  /// That it is made as Git says.
  case sync(SyncRequest)
  /// That it is made as it was.
  case rollBack(RollbackRequest)
  /// That it is compared anew; hard, with manifests made anew too.
  case refresh(isHard: Bool)
  /// That its operation ends.
  case terminate
  /// That nothing happens by itself for a while, or until it is resumed.
  case pause(PauseOrder)
  /// That things happen by themselves again.
  case resume
  /// That it is deleted, and its resources as told.
  case delete(DeletionCascade)
}

/// What came of asking for something, or what would come of it, for one object.
public struct RequestAnswer: Hashable, Sendable {
  /// The object.
  public var name: ObjectName
  /// Why it isn't done; nil where it is.
  public var problem: String?
  /// What is to be known beforehand, or else about what was done.
  public var notes: [String]

  /// Makes an answer.
  public init(_ name: ObjectName, problem: String? = nil, notes: [String] = []) {
    self.name = name
    self.problem = problem
    self.notes = notes
  }
}

extension ApplicationRequest {
  /// Whether it is only tried what it would do.
  var isDryRun: Bool {
    switch self {
    case .sync(let sync): sync.isDryRun
    case .rollBack(let rollback): rollback.isDryRun
    case .refresh, .terminate, .pause, .resume, .delete: false
    }
  }

  /// For the button that agrees to it.
  var title: String {
    switch self {
    case .sync: isDryRun ? "Dry run" : "Sync"
    case .rollBack: isDryRun ? "Dry run" : "Roll back"
    case .refresh(let isHard): isHard ? "Hard refresh" : "Refresh"
    case .terminate: "Terminate"
    case .pause: "Pause"
    case .resume: "Resume"
    case .delete: "Delete"
    }
  }

  /// Whether an operation comes of it.
  var startsOperation: Bool {
    switch self {
    case .sync, .rollBack: true
    case .refresh, .terminate, .pause, .resume, .delete: false
    }
  }

  /// What was asked for, once it was: *sync of shop asked for*.
  var noun: String {
    switch self {
    case .sync: isDryRun ? "dry run of a sync" : "sync"
    case .rollBack: isDryRun ? "dry run of a rollback" : "rollback"
    case .refresh(let isHard): isHard ? "hard refresh" : "refresh"
    case .terminate: "end of the operation"
    case .pause: "pause"
    case .resume: "automation"
    case .delete: "deletion"
    }
  }
}
