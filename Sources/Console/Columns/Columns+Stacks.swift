public import GitOps
public import Kubernetes
public import TUI

/// A stack, as the pane lists it.
public struct StackRow: ListItem {
  public typealias Scope = NoScope

  /// The stack.
  public var stack: Stack
  /// Paths of it that differ from the commit.
  public var changedFiles: Int

  /// Makes a row.
  public init(stack: Stack, changedFiles: Int = 0) {
    self.stack = stack
    self.changedFiles = changedFiles
  }

  /// The stack's name, with its environment in the place of the namespace.
  public var name: ObjectName {
    ObjectName(namespace: stack.environment ?? "", name: stack.id.path)
  }

  public var labels: Labels { [:] }
  public var isFaulty: Bool { stack.isBroken }
  public var role: Role { stack.isBroken ? .degraded : .text }

  public static func columns(_ layout: FixedLayout) -> [Column<StackRow>] { stackColumns }
}

private let stackColumns: [Column<StackRow>] = [
  Column("NAME", minimumWidth: 12) { $0.stack.name },
  Column("ENV", minimumWidth: 4, expendability: 4) { $0.stack.environment ?? "all" },
  Column("SOURCE", minimumWidth: 9, expendability: 3) { "\($0.stack.source)" },
  Column(
    "OBJ", .right, minimumWidth: 3, expendability: 2, sortedBy: { $0.stack.objects.count },
    text: { row, _ in row.objectsText }),
  Column(
    "GIT", minimumWidth: 5, expendability: 1, sortedBy: \.changedFiles,
    role: { $0.changedFiles > 0 ? .warning : .muted },
    text: { row, _ in row.changedFiles > 0 ? "±\(row.changedFiles)" : "clean" }),
  Column(
    "STATE", minimumWidth: 10, isFlexible: true, searched: { $0.stateText },
    sortedBy: { $0.stack.isBroken ? 0 : 1 },
    role: { $0.stack.isBroken ? .degraded : .muted }, text: { row, _ in row.stateText }),
]

extension StackRow {
  /// How many objects; with a plus where building may add to them.
  var objectsText: String {
    switch stack.content {
    case .objects(let objects): "\(objects.count)"
    case .notBuilt(let objects): "\(objects.count)+"
    }
  }

  /// The first problem, or what is to be known.
  var stateText: String {
    if let problem = stack.problems.first {
      let more = stack.problems.count > 1 ? " (+\(stack.problems.count - 1))" : ""
      return "✖ \(problem)\(more)"
    }
    switch stack.content {
    case .objects: return "● ready"
    case .notBuilt: return "○ not built yet"
    }
  }
}
