public import Kubernetes

/// An Argo CD application, as a list of many keeps it.
///
/// A class whose properties never change, so that a row is one pointer wherever it is kept. The
/// names that many resources have in common are shared between the rows of one list.
public final class ApplicationRow: Row {
  /// Its namespace and name.
  public let name: ObjectName
  /// Its identity, which another application of the same name doesn't share; empty if not known.
  public let uid: String
  /// Its labels.
  public let labels: Labels
  /// The project it belongs to.
  public let project: String
  /// Whether the cluster is as Git says.
  public let sync: SyncStatus
  /// How well it is.
  public let health: Health
  /// Why it isn't well, where Argo CD says so; empty otherwise.
  public let healthMessage: String
  /// The commits or chart versions that were compared, one for each source.
  public let revisions: [String]
  /// Where its manifests come from; several for a multi-source application.
  public let sources: [ApplicationSource]
  /// Where its resources go.
  public let destination: ApplicationDestination
  /// What Argo CD does by itself; nil where syncing is left to people.
  public let automation: Automation?
  /// Who paused its automation, why and until when, where Duet wrote that down.
  public let pause: AutomationPause?
  /// The operation that is asked for but not taken up yet, or running; nil for none.
  public let requestedOperation: Bool
  /// What the last or current operation did; nil if there never was one.
  public let operation: ApplicationOperation?
  /// What is wrong with it in Argo CD's eyes: the first condition that is an error, or else the
  /// first warning; nil for none.
  public let condition: ApplicationCondition?
  /// The resources it manages.
  public let resources: [ApplicationResource]
  /// The application set or application that made it; nil for none.
  public let owner: Owner?
  /// When it was created, in seconds since 1970.
  public let created: Int64?
  /// When Argo CD last compared it, in seconds since 1970.
  public let reconciled: Int64?
  /// When its deletion was asked for, in seconds since 1970; nil if it wasn't.
  public let deletion: Int64?

  /// Makes a row.
  public init(
    name: ObjectName, uid: String = "", labels: Labels = [:], project: String = "default",
    sync: SyncStatus = .unknown,
    health: Health = .unknown, healthMessage: String = "", revisions: [String] = [],
    sources: [ApplicationSource] = [],
    destination: ApplicationDestination = ApplicationDestination(),
    automation: Automation? = nil, requestedOperation: Bool = false,
    operation: ApplicationOperation? = nil, condition: ApplicationCondition? = nil,
    resources: [ApplicationResource] = [], owner: Owner? = nil, created: Int64? = nil,
    reconciled: Int64? = nil, deletion: Int64? = nil, pause: AutomationPause? = nil
  ) {
    self.name = name
    self.uid = uid
    self.labels = labels
    self.project = project
    self.sync = sync
    self.health = health
    self.healthMessage = healthMessage
    self.revisions = revisions
    self.sources = sources
    self.destination = destination
    self.automation = automation
    self.pause = pause
    self.requestedOperation = requestedOperation
    self.operation = operation
    self.condition = condition
    self.resources = resources
    self.owner = owner
    self.created = created
    self.reconciled = reconciled
    self.deletion = deletion
  }
}

extension ApplicationRow {
  /// The first revision, short if it is a commit: `3f2a9c1`, `v1.2.0`; empty if not known.
  public var shortRevision: String {
    guard let first = revisions.first else { return "" }
    let isCommit = first.utf8.count == 40 && first.allSatisfy(\.isHexDigit)
    return isCommit ? String(first.prefix(7)) : first
  }

  /// What the first source is asked for: a branch, tag, commit or chart version.
  public var targetRevision: String { sources.first?.targetRevision ?? "" }

  /// Whether automation is configured and switched off.
  public var isPaused: Bool { automation.map { !$0.isEnabled } ?? false }

  /// Whether an operation is asked for or running.
  public var isOperating: Bool { requestedOperation || operation.map { !$0.phase.isOver } ?? false }

  /// The one line that says most: an error, why the last operation failed or what it is doing, or
  /// why the application isn't well; empty when there is nothing to say.
  public var message: String {
    if let condition, condition.isError { return condition.message }
    if let operation, operation.phase != .succeeded, !operation.message.isEmpty {
      return operation.message
    }
    return healthMessage.isEmpty ? condition?.message ?? "" : healthMessage
  }
}

extension ApplicationRow: Hashable {
  public static func == (a: ApplicationRow, b: ApplicationRow) -> Bool {
    a === b
      || a.name == b.name && a.uid == b.uid && a.labels == b.labels && a.project == b.project
        && a.sync == b.sync
        && a.health == b.health && a.healthMessage == b.healthMessage
        && a.revisions == b.revisions && a.sources == b.sources
        && a.destination == b.destination && a.automation == b.automation
        && a.requestedOperation == b.requestedOperation && a.operation == b.operation
        && a.condition == b.condition && a.resources == b.resources && a.owner == b.owner
        && a.created == b.created && a.reconciled == b.reconciled && a.deletion == b.deletion
        && a.pause == b.pause
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(uid)
    hasher.combine(sync)
    hasher.combine(health)
  }
}

extension ApplicationRow: CustomStringConvertible {
  public var description: String { "\(name) \(sync) \(health)" }
}
