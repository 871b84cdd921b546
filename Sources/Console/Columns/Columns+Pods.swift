public import GitOps
public import Kubernetes
public import TUI

/// What the pods can be narrowed to: those of a stack, of an application.
public struct PodScope: Hashable, Sendable {
  /// Whose pods they are, for the title of the pane: `application shop`.
  public var title: String
  /// Which pods belong to it.
  public var links: PodLinks

  /// Makes a scope.
  public init(title: String, links: PodLinks) {
    self.title = title
    self.links = links
  }
}

extension PodRow: ListItem {
  public func isIn(_ scope: PodScope) -> Bool { scope.links.contains(self) }

  public var role: Role {
    if deletion != nil { return .terminating }
    switch health {
    case .healthy: return phase == "Succeeded" ? .completed : .text
    case .suspended: return .suspended
    case .progressing: return .progressing
    case .missing: return .missing
    case .degraded: return .degraded
    case .unknown: return .unknown
    }
  }

  public var isFaulty: Bool { health == .degraded || health == .unknown || isTroubled }

  public static func columns(_ layout: PodLayout) -> [Column<PodRow>] {
    guard let usage = layout.usage else { return podColumns }
    var columns = podColumns
    let place = columns.firstIndex { $0.title == "AGE" } ?? columns.endIndex
    columns.insert(contentsOf: UsageColumns.pods(usage, isWide: layout.isWide), at: place)
    return columns
  }

  public func group(by grouping: PodGrouping) -> RowGroup.Key {
    switch grouping {
    case .owner:
      guard let owner = workload ?? owner else { return RowGroup.Key(name.namespace) }
      return RowGroup.Key(name.namespace, owner.name, owner.kind)
    case .node: return RowGroup.Key(node)
    case .status: return RowGroup.Key(status)
    }
  }

  public var tally: RowGroup.Tally {
    RowGroup.Tally(
      ready: ready == total && phase == "Running" ? 1 : 0, done: phase == "Succeeded" ? 1 : 0,
      restarts: restarts, faults: isFaulty ? 1 : 0)
  }

  public static func heading(of key: RowGroup.Key, by grouping: PodGrouping) -> String {
    switch grouping {
    case .owner:
      key.third.isEmpty
        ? "no owner  \(key.first)" : "\(key.third)/\(key.second)  \(key.first)"
    case .node: key.first.isEmpty ? "no node" : key.first
    case .status: key.first
    }
  }
}

extension RowList where Item == PodRow {
  /// Makes an empty list.
  public init(sort: Sort) {
    self.init(layout: PodLayout(), sort: sort)
  }
}

private let podColumns: [Column<PodRow>] = [
  Column("NAMESPACE", minimumWidth: 9, expendability: 2) { $0.name.namespace },
  Column("NAME", minimumWidth: 16) { $0.name.name },
  Column(
    "READY", .left, minimumWidth: 5, expendability: 1, sortedBy: \.readiness,
    role: { $0.ready < $0.total && $0.phase != "Succeeded" ? .warning : nil },
    text: { pod, _ in pod.readyText }),
  Column(
    "STATUS", minimumWidth: 12, searched: { $0.status }, sortedBy: \.status,
    role: { $0.statusRole },
    text: { pod, _ in "\(pod.health.glyph(isFinished: pod.phase == "Succeeded")) \(pod.status)" }),
  Column(
    "RESTARTS", .left, minimumWidth: 8, expendability: 4, sortedBy: \.restarts,
    text: { $0.restartsText(now: $1) }),
  Column(
    // The youngest first, as with every age.
    "AGE", .right, minimumWidth: 4, expendability: 3, sortedBy: { -($0.created ?? 0) },
    text: { Age.text(since: $0.created, now: $1) }),
  whyColumn,
  Column("NODE", minimumWidth: 6, expendability: 6) { $0.node },
  Column("IP", minimumWidth: 7, expendability: 8) { $0.ip },
  Column("OWNER", minimumWidth: 12, expendability: 7, isFlexible: true) { pod in
    (pod.workload ?? pod.owner).map { "\($0.kind)/\($0.name)" } ?? "-"
  },
  Column("NOMINATED NODE", minimumWidth: 14, expendability: 9) { pod in
    pod.nominatedNode.isEmpty ? "<none>" : pod.nominatedNode
  },
  Column("READINESS GATES", minimumWidth: 15, expendability: 10) { pod in
    pod.readinessGates.isEmpty ? "<none>" : pod.readinessGates
  },
]

/// Where something keeps a pod in view from being ready: what.
private let whyColumn: Column<PodRow> = {
  var column = Column<PodRow>(
    "WHY", minimumWidth: 16, expendability: 5, text: \.why)
  column.hidesWhenEmpty = true
  return column
}()

extension PodRow {
  /// The share of containers that are ready, the fewest first.
  fileprivate var readiness: Double { total == 0 ? 1 : Double(ready) / Double(total) }

  fileprivate var statusRole: Role {
    role == .text ? .healthy : role
  }
}
