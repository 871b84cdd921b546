public import Documents

/// Reads pods.
public struct PodDecoder: RowDecoder {
  private var pool = RowPool()
  // One for all pods, so that its arrays are allocated once.
  private var facts = PodFacts()

  /// Makes a decoder.
  public init() {}

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> PodRow {
    facts.reset()
    // Whatever goes wrong later, the name is told.
    defer { metadata = facts.metadata }
    try facts.read(&reader, sharing: &pool)
    return row()
  }

  private mutating func row() -> PodRow {
    let summary = PodSummary(facts)
    let (health, message) = facts.health
    let diagnosis = PodDiagnosis(facts)
    let trouble = diagnosis.troubles.first
    let metadata = facts.metadata
    return PodRow(
      name: metadata.objectName, uid: metadata.uid, labels: metadata.labels,
      status: pool.texts.intern(summary.status), ready: summary.ready, total: summary.total,
      restarts: summary.restarts, lastRestart: summary.lastRestart, created: metadata.created,
      deletion: metadata.deletion, phase: facts.phase, node: facts.node, ip: facts.ip,
      nominatedNode: facts.nominatedNode, readinessGates: gates, owner: metadata.controller,
      workload: workload, containers: containers, requests: facts.effectiveRequests,
      limits: facts.effectiveLimits, health: health, message: pool.texts.intern(message),
      why: trouble.map { pool.texts.intern(diagnosis.summary(of: $0)) } ?? "",
      isTroubled: trouble?.isFault == true)
  }

  private var gates: String {
    guard !facts.readinessGates.isEmpty else { return "" }
    let fulfilled = facts.readinessGates.count { gate in
      facts.conditions.contains { $0.type == gate && $0.isTrue }
    }
    return "\(fulfilled)/\(facts.readinessGates.count)"
  }

  /// Whom a person would name as the owner.
  ///
  /// A replica set made by a deployment has the deployment's name and a hash, which the pods have
  /// as a label.
  private var workload: Owner? {
    guard let owner = facts.metadata.controller else { return nil }
    guard owner.kind == "ReplicaSet", let hash = facts.metadata.labels["pod-template-hash"],
      !hash.isEmpty, owner.name.hasSuffix("-\(hash)")
    else { return owner }
    return Owner(kind: "Deployment", name: String(owner.name.dropLast(hash.count + 1)))
  }

  private var containers: [ContainerRow] {
    var rows: [ContainerRow] = []
    rows.reserveCapacity(
      facts.initSpecs.count + facts.specs.count + facts.ephemeralSpecs.count)
    for spec in facts.initSpecs {
      let role: ContainerRow.Role = spec.restartsAlways ? .sidecar : .initial
      rows.append(Self.row(spec, facts.initStatuses, role))
    }
    for spec in facts.specs { rows.append(Self.row(spec, facts.statuses, .regular)) }
    for spec in facts.ephemeralSpecs {
      rows.append(Self.row(spec, facts.ephemeralStatuses, .ephemeral))
    }
    return rows
  }

  private static func row(
    _ spec: PodFacts.Container, _ statuses: [PodFacts.Container], _ role: ContainerRow.Role
  ) -> ContainerRow {
    guard let status = statuses.first(where: { $0.name == spec.name }) else {
      return ContainerRow(
        name: spec.name, image: spec.image, role: role, state: .unknown, isReady: false)
    }
    return ContainerRow(
      name: spec.name, image: spec.image, role: role, state: status.state.kind,
      isReady: status.isReady, reason: status.state.reason,
      exitCode: Int32(clamping: status.state.exitCode),
      signal: Int32(clamping: status.state.signal), restarts: Int32(clamping: status.restarts),
      lastReason: status.last.reason)
  }
}

extension PodRow {
  /// The row of a pod of which the whole document is there; nil where it can't be read.
  public static func row(of pod: Value) -> PodRow? {
    var decoder = PodDecoder()
    var metadata = ObjectMetadata()
    var reader = JSONReader(JSONWriter().bytes(pod))
    return try? decoder.decode(&reader, &metadata)
  }
}
