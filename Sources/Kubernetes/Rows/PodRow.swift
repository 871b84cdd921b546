/// A pod, as a list of many keeps it: what `kubectl get pods -o wide` shows, its containers, its
/// labels and who made it.
///
/// A class whose properties never change, so that a row is one pointer wherever it is kept: there
/// may be 50,000 of them in a dictionary and in several sorted arrays. Texts that many pods have
/// in common (namespace, node, image, labels) are shared between rows of one list.
public final class PodRow: Row {
  /// Its namespace and name.
  public let name: ObjectName
  /// Its identity, which another pod of the same name doesn't share; empty if not known.
  public let uid: String
  /// Its labels.
  public let labels: Labels
  /// The STATUS column of kubectl, such as `Running`, `Init:0/1` or `CrashLoopBackOff`.
  public let status: String
  /// How many of its containers are ready.
  public let ready: Int
  /// How many containers it has, sidecars included.
  public let total: Int
  /// How often its containers were started again, as kubectl counts.
  public let restarts: Int
  /// When that last happened, in seconds since 1970.
  public let lastRestart: Int64?
  /// When it was created, in seconds since 1970.
  public let created: Int64?
  /// When its deletion was asked for, in seconds since 1970; nil if it wasn't.
  public let deletion: Int64?
  /// `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`.
  public let phase: String
  /// The node it runs on; empty before it has one.
  public let node: String
  /// Its address; empty before it has one.
  public let ip: String
  /// The node it waits for others to make room on; empty for none.
  public let nominatedNode: String
  /// How many of its readiness gates are fulfilled, as kubectl shows it: `1/2`; empty for none.
  public let readinessGates: String
  /// Who made it, directly: its controller.
  public let owner: Owner?
  /// Whom a person would name as its owner: the deployment rather than its replica set.
  public let workload: Owner?
  /// Its containers: init containers, then the others, then ephemeral ones.
  public let containers: [ContainerRow]
  /// What is set aside for it.
  public let requests: ResourceAmounts
  /// The most it may use; nothing is said where one of its containers has no limit.
  public let limits: ResourceAmounts
  /// How well it is.
  public let health: Health
  /// Why, in few words; empty if there is nothing to say.
  public let message: String
  /// What keeps it from being ready, in few plain words; empty for nothing, or nothing known.
  public let why: String
  /// Whether that is something a person should look at.
  public let isTroubled: Bool

  /// Makes a row.
  public init(
    name: ObjectName, uid: String = "", labels: Labels = [:], status: String = "Running",
    ready: Int = 1, total: Int = 1, restarts: Int = 0, lastRestart: Int64? = nil,
    created: Int64? = nil, deletion: Int64? = nil, phase: String = "Running", node: String = "",
    ip: String = "", nominatedNode: String = "", readinessGates: String = "",
    owner: Owner? = nil, workload: Owner? = nil, containers: [ContainerRow] = [],
    requests: ResourceAmounts = ResourceAmounts(), limits: ResourceAmounts = ResourceAmounts(),
    health: Health = .healthy, message: String = "", why: String = "", isTroubled: Bool = false
  ) {
    self.name = name
    self.uid = uid
    self.labels = labels
    self.status = status
    self.ready = ready
    self.total = total
    self.restarts = restarts
    self.lastRestart = lastRestart
    self.created = created
    self.deletion = deletion
    self.phase = phase
    self.node = node
    self.ip = ip
    self.nominatedNode = nominatedNode
    self.readinessGates = readinessGates
    self.owner = owner
    self.workload = workload
    self.containers = containers
    self.requests = requests
    self.limits = limits
    self.health = health
    self.message = message
    self.why = why
    self.isTroubled = isTroubled
  }
}

extension PodRow {
  /// The READY column of kubectl: `1/2`.
  public var readyText: String { "\(ready)/\(total)" }

  /// The RESTARTS column of kubectl: `5 (3m ago)`, or `5` if it isn't known when.
  public func restartsText(now: Int64) -> String {
    guard restarts > 0, let lastRestart else { return String(restarts) }
    return "\(restarts) (\(Age.text(seconds: now - lastRestart)) ago)"
  }
}

extension PodRow: Hashable {
  public static func == (a: PodRow, b: PodRow) -> Bool {
    a === b
      || a.name == b.name && a.uid == b.uid && a.status == b.status && a.ready == b.ready
        && a.total == b.total && a.restarts == b.restarts && a.lastRestart == b.lastRestart
        && a.created == b.created && a.deletion == b.deletion && a.phase == b.phase
        && a.node == b.node && a.ip == b.ip && a.nominatedNode == b.nominatedNode
        && a.readinessGates == b.readinessGates && a.owner == b.owner && a.workload == b.workload
        && a.containers == b.containers && a.labels == b.labels && a.health == b.health
        && a.message == b.message && a.requests == b.requests && a.limits == b.limits
        && a.why == b.why && a.isTroubled == b.isTroubled
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(uid)
    hasher.combine(status)
  }
}

extension PodRow: CustomStringConvertible {
  public var description: String { "\(name) \(readyText) \(status)" }
}
