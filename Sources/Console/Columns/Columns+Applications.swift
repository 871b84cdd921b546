public import GitOps
import Kubernetes
public import TUI

extension ApplicationRow: ListItem {
  public typealias Scope = NoScope

  public var isFaulty: Bool {
    health == .degraded || health == .missing || sync == .outOfSync
      || condition?.isError ?? false
  }

  public var role: Role {
    if deletion != nil { return .terminating }
    switch health {
    case .degraded: return .degraded
    case .missing: return .missing
    case .unknown: return .unknown
    case .progressing: return .progressing
    case .healthy, .suspended: return sync == .outOfSync ? .outOfSync : .text
    }
  }

  public static func columns(_ layout: FixedLayout) -> [Column<ApplicationRow>] {
    applicationColumns
  }
}

private let applicationColumns: [Column<ApplicationRow>] = [
  Column("NAME", minimumWidth: 14) { $0.name.name },
  Column("PROJECT", minimumWidth: 7, expendability: 7) { $0.project },
  Column(
    "SYNC", minimumWidth: 11, searched: { "\($0.sync)" },
    sortedBy: { $0.sync.rawValue },
    role: { $0.sync.role }, text: { app, _ in "\(app.sync.glyph) \(app.sync)" }),
  Column(
    "HEALTH", minimumWidth: 13, searched: { "\($0.health)" }, sortedBy: \.health,
    role: { $0.health.role }, text: { app, _ in "\(app.health.glyph) \(app.health)" }),
  Column("REVISION", minimumWidth: 8, expendability: 5) { $0.shortRevision },
  Column(
    "AUTO", minimumWidth: 6, expendability: 3, searched: { $0.automationText(now: 0) },
    sortedBy: { $0.automationText(now: 0) }, text: { $0.automationText(now: $1) }),
  Column("DESTINATION", minimumWidth: 10, expendability: 6) { $0.destination.text },
  Column(
    "LAST SYNC", minimumWidth: 9, expendability: 4, sortedBy: { -($0.operation?.finished ?? 0) },
    text: { $0.lastSync(now: $1) }),
  Column("MESSAGE", minimumWidth: 12, expendability: 8, isFlexible: true) {
    $0.liveMessage.firstLine
  },
]

extension SyncStatus {
  /// The role that colours it.
  public var role: Role {
    switch self {
    case .synced: .synced
    case .outOfSync: .outOfSync
    case .unknown: .unknown
    }
  }

  /// One character that stands for it.
  public var glyph: String {
    switch self {
    case .synced: "="
    case .outOfSync: "≠"
    case .unknown: "?"
    }
  }
}

extension ApplicationRow {
  /// What Argo CD does by itself: `auto`, `auto+prune+heal`, `paused`, `paused 12m`, `manual`.
  func automationText(now: Int64) -> String {
    guard let automation else { return "manual" }
    guard automation.isEnabled else {
      // Without a time it is only sorted and searched by.
      guard now > 0, let left = pause?.remaining(at: now) else { return "paused" }
      return left > 0 ? "paused \(Age.text(seconds: left))" : "pause over"
    }
    return "auto" + (automation.prunes ? "+prune" : "") + (automation.selfHeals ? "+heal" : "")
  }

  /// What its operation is doing, or else the one line that says most.
  var liveMessage: String {
    guard isOperating else { return message }
    guard let operation, !operation.phase.isOver else { return "waiting for the controller" }
    let retries = operation.retries > 0 ? " (retry \(operation.retries))" : ""
    if operation.phase == .terminating { return "being ended\(retries)" }
    if operation.finished != nil { return "failed, tries again\(retries): \(operation.message)" }
    return operation.message.isEmpty ? "syncing\(retries)" : "\(operation.message)\(retries)"
  }

  /// How the last operation ended and how long ago, or what it is doing.
  func lastSync(now: Int64) -> String {
    guard let operation else { return requestedOperation ? "requested" : "never" }
    guard let finished = operation.finished, operation.phase.isOver else {
      return "\(operation.phase)"
    }
    let age = Age.text(since: finished, now: now)
    return operation.phase == .succeeded ? age : "\(operation.phase) \(age)"
  }
}

extension ApplicationDestination {
  /// The namespace, with the cluster where it is another one.
  var text: String {
    if isInCluster { return namespace.isEmpty ? "in-cluster" : namespace }
    let place = cluster.isEmpty ? server : cluster
    return namespace.isEmpty ? place : "\(place)/\(namespace)"
  }
}

extension String {
  /// The text up to its first line end.
  var firstLine: String {
    guard let end = firstIndex(where: \.isNewline) else { return self }
    return String(self[..<end])
  }
}
