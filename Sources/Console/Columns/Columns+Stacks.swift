public import DeployEngine
public import GitOps
public import Kubernetes
public import TUI

/// A stack, as the pane lists it.
public struct StackRow: ListItem {
  public typealias Scope = NoScope

  /// What is going on with a stack at the moment.
  public enum Work: Hashable, Sendable {
    /// It is deployed: so many of its objects are done.
    case deploying(done: Int, of: Int)
    /// It is waited for to become healthy: so many of its objects are.
    case waiting(healthy: Int, of: Int)
    /// The repository's own script runs.
    case script
  }

  /// What is known of its last deploy.
  public enum Record: Hashable, Sendable {
    /// The cluster hasn't said yet.
    case unknown
    /// It has an inventory without a deploy on the record, or none.
    case never
    /// The last one.
    case deployed(LastDeploy)
  }

  /// The stack.
  public var stack: Stack
  /// Paths of it that differ from the commit.
  public var changedFiles: Int
  /// How the cluster differs from it, less the objects one by one; nil until that is known.
  public var drift: StackDrift?
  /// What is known of its last deploy.
  public var record: Record
  /// What is going on with it.
  public var work: Work?

  /// Makes a row.
  public init(
    stack: Stack, changedFiles: Int = 0, drift: StackDrift? = nil, record: Record = .unknown,
    work: Work? = nil
  ) {
    self.stack = stack
    self.changedFiles = changedFiles
    self.drift = drift
    self.record = record
    self.work = work
  }

  /// The stack's name, with its environment in the place of the namespace.
  public var name: ObjectName {
    ObjectName(namespace: stack.environment ?? "", name: stack.id.path)
  }

  public var labels: Labels { [:] }
  public var isFaulty: Bool { stack.isBroken || isDrifted || isDegraded }
  public var role: Role { stack.isBroken ? .degraded : .text }

  public static func columns(_ layout: FixedLayout) -> [Column<StackRow>] { stackColumns }

  /// Whether the cluster is known to differ from it.
  public var isDrifted: Bool {
    drift.map { $0.changed + $0.missing + $0.extra > 0 } ?? false
  }

  /// Whether something of it is known not to be well.
  public var isDegraded: Bool { drift?.health == .degraded }
}

private let stackColumns: [Column<StackRow>] = [
  Column("NAME", minimumWidth: 12) { $0.stack.name },
  Column("SOURCE", minimumWidth: 5, expendability: 7) { "\($0.stack.source)" },
  Column("ENV", minimumWidth: 3, expendability: 8) { $0.stack.environment ?? "all" },
  Column(
    "OBJ", .right, minimumWidth: 3, expendability: 5, sortedBy: { $0.stack.objects.count },
    text: { row, _ in row.objectsText }),
  Column(
    "DRIFT", minimumWidth: 5, searched: { $0.driftText }, sortedBy: { $0.driftRank },
    role: { $0.driftRole }, text: { row, _ in row.driftText }),
  Column(
    "HEALTH", minimumWidth: 8, expendability: 1, searched: { $0.healthText },
    sortedBy: { -Int($0.healthRank) }, role: { $0.healthRole }, text: { row, _ in row.healthText }),
  Column(
    "GIT", minimumWidth: 5, expendability: 4, sortedBy: \.changedFiles,
    role: { $0.changedFiles > 0 ? .warning : .muted },
    text: { row, _ in row.changedFiles > 0 ? "±\(row.changedFiles)" : "clean" }),
  // What is going on or wrong with a stack matters more than when it was last deployed.
  Column(
    "DEPLOYED", minimumWidth: 10, expendability: 2, isFlexible: true,
    searched: { $0.stateText ?? $0.recordText(now: nil) }, sortedBy: { $0.recordTime },
    role: { $0.stateText == nil ? $0.recordRole : $0.stateRole },
    text: { row, now in row.stateText ?? row.recordText(now: now) }),
]

extension StackRow {
  /// How many objects; with a plus where building may add to them.
  var objectsText: String {
    switch stack.content {
    case .objects(let objects): "\(objects.count)"
    case .notBuilt(let objects): "\(objects.count)+"
    }
  }

  /// `=`, `~3 +1 -2`, `?` for what isn't known: what a deploy would change, create and delete.
  var driftText: String {
    if stack.isBroken { return "-" }
    guard let drift, drift.problem == nil else { return "?" }
    var parts: [String] = []
    if drift.changed > 0 { parts.append("~\(drift.changed)") }
    if drift.missing > 0 { parts.append("+\(drift.missing)") }
    if drift.extra > 0 { parts.append("-\(drift.extra)") }
    if !drift.isComplete { return parts.isEmpty ? "…" : parts.joined(separator: " ") + " …" }
    if drift.unknown > 0 { parts.append("?\(drift.unknown)") }
    return parts.isEmpty ? "=" : parts.joined(separator: " ")
  }

  var driftRole: Role {
    guard !stack.isBroken, let drift, drift.problem == nil else { return .muted }
    if isDrifted { return .outOfSync }
    return drift.isInSync ? .synced : .muted
  }

  fileprivate var driftRank: Int {
    guard let drift else { return 0 }
    return -(drift.changed + drift.missing + drift.extra)
  }

  var healthText: String {
    if stack.isBroken { return "✖ Broken" }
    guard let health = drift?.health else { return drift?.isComplete == true ? "-" : "?" }
    return "\(health.glyph) \(health)"
  }

  fileprivate var healthRole: Role {
    stack.isBroken ? .degraded : drift?.health?.role ?? .muted
  }

  fileprivate var healthRank: UInt8 {
    stack.isBroken ? .max : drift?.health?.rawValue ?? 0
  }

  /// Commit, who and how long ago; `*` where the files differed from the commit.
  func recordText(now: Int64?) -> String {
    switch record {
    case .unknown: return "?"
    case .never: return "never"
    case .deployed(let last):
      var text = last.result == .succeeded ? "" : last.result == .failed ? "✖ " : "‖ "
      text += last.shortCommit ?? "no Git"
      if last.isDirty { text += "*" }
      text += " \(last.user.prefix { $0 != "@" })"
      if let now { text += " \(Age.text(seconds: max(0, now - last.time.seconds)))" }
      return text
    }
  }

  fileprivate var recordRole: Role {
    guard case .deployed(let last) = record else { return .muted }
    return last.result == .failed ? .error : last.result == .cancelled ? .warning : .text
  }

  fileprivate var recordTime: Int64 {
    guard case .deployed(let last) = record else { return .max }
    return -last.time.seconds
  }

  /// The first problem, what is going on, or what is to be known; nil where it is just there.
  var stateText: String? {
    switch work {
    case .deploying(let done, let count): return "◐ deploying \(done)/\(count)"
    case .waiting(let healthy, let count): return "◐ waiting, \(healthy)/\(count) healthy"
    case .script: return "◐ script running"
    case nil: break
    }
    if let problem = stack.problems.first {
      let more = stack.problems.count > 1 ? " (+\(stack.problems.count - 1))" : ""
      return "✖ \(problem)\(more)"
    }
    if let problem = drift?.problem { return "▲ \(problem.summary)" }
    if case .notBuilt = stack.content { return "○ being built" }
    return nil
  }

  fileprivate var stateRole: Role {
    if work != nil { return .progressing }
    if stack.isBroken { return .degraded }
    return drift?.problem == nil ? .muted : .warning
  }
}
