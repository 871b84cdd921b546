internal import Documents

/// Argo CD's rules for storage, scaling, clusters and machines.
extension Health {
  static let platforms: [RuleEntry] = [
    (
      "keda.sh", ["ScaledObject"],
      keda(degradedBy: ("Fallback", "True"), waiting: "Creating HorizontalPodAutoscaler Object")
    ),
    (
      "keda.sh", ["ScaledJob"],
      keda(degradedBy: ("Ready", "Unknown"), waiting: "Waiting for ScaledJob")
    ),
    ("longhorn.io", ["Volume"], ofLonghornVolume),
    ("ceph.rook.io", ["CephCluster"], ofCephCluster),
    (
      "ceph.rook.io", ["CephObjectStore"],
      { object in
        var health = ObjectHealth(.progressing, "Waiting for status to be reported")
        if let phase = object.text(["phase"]) {
          health.message = "Ceph object store phase is \(phase)"
          if phase == "Ready" { health.health = .healthy }
          if phase == "Failure" { health.health = .degraded }
        }
        if let endpoint = object.text(["info", "endpoint"]), !endpoint.isEmpty {
          health.message += " - endpoint: \(endpoint)"
        }
        return health
      }
    ),
    ("minio.min.io", ["Tenant"], ofMinioTenant),
    (
      "karpenter.sh", ["NodePool"],
      conditions(
        [.degraded("Ready"), .healthy("Ready")], [.degraded("NodeClassReady")],
        waiting: "Waiting for NodePool to be ready")
    ),
    (
      "karpenter.sh", ["NodeClaim"],
      observed(
        "Waiting for NodeClaim spec to be reconciled",
        conditions(
          [.suspended("Disrupting")], [.healthy("Ready"), .degraded("Ready")],
          [.progressing("Initialized", says: "Node initialized, waiting for Ready")],
          [.progressing("Registered", says: "Node registered, waiting for initialization")],
          [.progressing("Launched", says: "Node launched, waiting for registration")],
          waiting: "Waiting for NodeClaim to be launched"))
    ),
    (
      "karpenter.sh", ["EC2NodeClass"],
      conditions(
        [
          .degraded("Ready"), .degraded("SubnetsReady"), .degraded("SecurityGroupsReady"),
          .degraded("ValidationSucceeded"), .healthy("Ready"),
        ], waiting: "Waiting for EC2NodeClass to be ready")
    ),
    ("work.karmada.io", ["ResourceBinding"], ofResourceBinding),
  ]

  private static func keda(degradedBy other: (String, String), waiting: String) -> Rule {
    { object in
      var message = ""
      var (isHealthy, isDegraded, isSuspended) = (false, false, false)
      for condition in object.conditions {
        switch (condition.type, condition.status) {
        case ("Ready", "False"): isDegraded = true
        case ("Ready", "True"): isHealthy = true
        case ("Paused", "True"): isSuspended = true
        case let state where state == other: isDegraded = true
        default: continue
        }
        message = condition.message
      }
      if isDegraded { return ObjectHealth(.degraded, message) }
      if isHealthy { return ObjectHealth(isSuspended ? .suspended : .healthy, message) }
      return ObjectHealth(.progressing, waiting)
    }
  }

  private static func ofLonghornVolume(_ object: AssessedObject) -> ObjectHealth {
    let robustness = object.text(["robustness"])
    if robustness == "faulted" { return ObjectHealth(.degraded, "Volume is faulted") }
    switch object.text(["state"]) ?? "" {
    case "": return ObjectHealth(.progressing, "Waiting for volume")
    case "attached" where robustness == "healthy":
      return ObjectHealth(.healthy, "Volume is attached and healthy")
    case "attached" where robustness == "degraded":
      return ObjectHealth(.progressing, "Volume is degraded (rebuilding replicas)")
    case "detached": return ObjectHealth(.healthy, "Volume is detached")
    case let state: return ObjectHealth(.progressing, "Volume is \(state)")
    }
  }

  private static func ofCephCluster(_ object: AssessedObject) -> ObjectHealth {
    guard !object.status.isNull else {
      return ObjectHealth(.progressing, "Waiting for status to be reported")
    }
    var health = Health.progressing
    var messages: [String] = []
    if let word = object.text(["ceph", "health"]) {
      if word == "HEALTH_OK" { health = .healthy }
      if word == "HEALTH_ERR" || word == "HEALTH_WARN" { health = .degraded }
      let details = (object.status["ceph"]?["details"]?.object ?? [:])
        .sorted { $0.key < $1.key }.compactMap { $0.value["message"]?.string }
      let detail = details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"
      messages.append("Ceph health is \(word)\(detail)")
    }
    if health == .healthy, let state = object.text(["state"]) {
      messages.append("Ceph cluster state is \(state)")
      switch state {
      case "Created", "Connected": break
      case "Error": health = .degraded
      default: health = .progressing
      }
    }
    if let message = object.filled("message") { messages.append(message) }
    return ObjectHealth(health, messages.joined(separator: " - "))
  }

  private static func ofMinioTenant(_ object: AssessedObject) -> ObjectHealth {
    guard let state = object.text(["currentState"]) else {
      return ObjectHealth(.progressing, "No status info available")
    }
    let failures: Set<String> = [
      "Statefulset not controlled by operator",
      "Another MinIO Tenant already exists in the namespace",
      "Tenant credentials are not set properly", "Different versions across MinIO Pools",
      "Pool Decommissioning Not Allowed",
    ]
    if state == "Initialized" { return ObjectHealth(.healthy, state) }
    return ObjectHealth(failures.contains(state) ? .degraded : .progressing, state)
  }

  private static func ofResourceBinding(_ object: AssessedObject) -> ObjectHealth {
    let clusters = object.spec["clusters"]?.array ?? []
    let states = object.status["aggregatedStatus"]?.array
    guard !clusters.isEmpty, let states, states.count == clusters.count else {
      return ObjectHealth(.progressing, "Current resource status is insufficient")
    }
    let isWell = states.allSatisfy {
      $0["health"] != "Unhealthy" && ($0["health"] != "Unknown" || $0["applied"] == true)
    }
    return isWell
      ? ObjectHealth(.healthy) : ObjectHealth(.degraded, "Current resource status is unhealthy")
  }

  // MARK: KubeVirt

  static let virtualization: [RuleEntry] = [
    ("kubevirt.io", ["VirtualMachine"], ofVirtualMachine),
    ("kubevirt.io", ["VirtualMachineInstance"], ofVirtualMachineInstance),
    ("cdi.kubevirt.io", ["DataVolume"], ofDataVolume),
  ]

  private static func ofVirtualMachine(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing, "No status available")
    for condition in object.conditions {
      if condition.type == "Paused", condition.isTrue { return ObjectHealth(.suspended, "Paused") }
      guard condition.type == "Ready" else { continue }
      if condition.isTrue {
        health = ObjectHealth(.healthy, "Running")
      } else if object.status["created"]?.bool == true {
        health.message = "Starting"
      } else {
        health = ObjectHealth(.suspended, "Stopped")
      }
    }
    if let word = object.text(["printableStatus"]) { health.message = word }
    return health
  }

  private static func ofVirtualMachineInstance(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing, "No status available")
    if let phase = object.text(["phase"]) {
      health.message = phase
      switch phase {
      case "Failed": return ObjectHealth(.degraded, phase)
      case "Pending", "Scheduling", "Scheduled": return health
      case "Succeeded": return ObjectHealth(.suspended, phase)
      case "Unknown": return ObjectHealth(.unknown, phase)
      default: break
      }
    }
    for condition in object.conditions {
      if condition.type == "Paused", condition.isTrue {
        return ObjectHealth(.suspended, condition.message)
      }
      guard condition.type == "Ready" else { continue }
      health =
        condition.isTrue
        ? ObjectHealth(.healthy, "Running") : ObjectHealth(.degraded, condition.message)
    }
    return health
  }

  private static func ofDataVolume(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing, object.text(["phase"]) ?? "No status available")
    switch object.text(["phase"]) {
    case "Succeeded": return ObjectHealth(.healthy, health.message)
    case "Paused": return ObjectHealth(.suspended, health.message)
    case "Failed", "Unknown": health.health = .degraded
    default: break
    }
    return object.verdict([[.degraded("Running", because: "Error")]]) ?? health
  }

  // MARK: Cluster API

  static let clusterAPI: [RuleEntry] = [
    ("cluster.x-k8s.io", ["Cluster"], unless("paused", "Cluster is paused", ofCluster)),
    ("cluster.x-k8s.io", ["Machine"], ofMachine),
    (
      "cluster.x-k8s.io", ["MachineDeployment"],
      unless("paused", "MachineDeployment is paused", ofMachineDeployment)
    ),
    ("cluster.x-k8s.io", ["MachineHealthCheck"], ofMachineHealthCheck),
    ("cluster.x-k8s.io", ["MachinePool"], ofMachinePool),
    (
      "addons.cluster.x-k8s.io", ["ClusterResourceSet"],
      ready(
        "ResourcesApplied", says: "cluster resource set is applied",
        waiting: "Initializing cluster resource set")
    ),
    ("controlplane.cluster.x-k8s.io", ["AWSManagedControlPlane"], ofAWSControlPlane),
    ("controlplane.cluster.x-k8s.io", ["KubeadmControlPlane"], ofKubeadmControlPlane),
  ]

  private static func ofCluster(_ object: AssessedObject) -> ObjectHealth {
    let phase = object.text(["phase"])
    let failed = object.conditions.first { $0.type == "Ready" && $0.isFalse }
    // While it is being made, not being ready is an error only where it's called one.
    let isBeingMade = phase != "Provisioned" && phase != "Failed"
    if let failed, !isBeingMade || !["Info", "Warning"].contains(failed.severity) {
      return ObjectHealth(.degraded, failed.message)
    }
    return switch phase {
    case "Provisioned": ObjectHealth(.healthy, "Cluster is running")
    case "Failed": ObjectHealth(.degraded)
    default: ObjectHealth(.progressing, "Waiting for clusters")
    }
  }

  private static func ofMachine(_ object: AssessedObject) -> ObjectHealth {
    let phase = object.text(["phase"])
    if phase == "Running" { return ObjectHealth(.healthy, "Machine is running") }
    let message = object.verdict([[.degraded("Ready")]])?.message ?? "Condition is unknown"
    return ObjectHealth(phase == "Failed" ? .degraded : .progressing, message)
  }

  private static func ofMachineDeployment(_ object: AssessedObject) -> ObjectHealth {
    switch object.text(["phase"]) {
    case "Running": ObjectHealth(.healthy, "Machines are running under this deployment")
    case "ScalingUp": ObjectHealth(.progressing, "Cluster is spawning machines")
    case "ScalingDown": ObjectHealth(.progressing, "Cluster is stopping machines")
    case "Failed": ObjectHealth(.degraded, "MachineDeployment is failed")
    default: ObjectHealth(.progressing, "Waiting for machines")
    }
  }

  private static func ofMachineHealthCheck(_ object: AssessedObject) -> ObjectHealth {
    guard let healthy = object.status["currentHealthy"] else { return ObjectHealth(.progressing) }
    return ObjectHealth(object.status["expectedMachines"] == healthy ? .healthy : .degraded)
  }

  private static func ofMachinePool(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing)
    if let phase = object.text(["phase"]) {
      health.message = "MachinePool is \(phase)"
      if phase == "Running" || phase == "Scaling" { health.health = .healthy }
      if phase == "Failed" || phase == "Unknown" { health.health = .degraded }
    }
    let missing = object.conditions.filter(\.isFalse).map { condition in
      "Not \(condition.type)" + (condition.reason.isEmpty ? "" : " (\(condition.reason))")
    }
    if !missing.isEmpty { health.message += ": " + missing.joined(separator: ", ") }
    return health
  }

  private static func ofAWSControlPlane(_ object: AssessedObject) -> ObjectHealth {
    guard object.hasConditions else { return ObjectHealth(.progressing, "Provisioning...") }
    if let failure = object.filled("failureMessage") { return ObjectHealth(.degraded, failure) }
    let verdict = object.verdict([
      [.progressing("EKSControlPlaneUpdating", says: "EKS control plane is updating")],
      [.healthy("Ready", says: "Control plane is ready")],
    ])
    if let verdict { return verdict }
    let errors = object.conditions.filter { $0.isFalse && $0.severity == "Error" }
    if !errors.isEmpty {
      return ObjectHealth(.degraded, errors.map { $0.message + " " }.joined())
    }
    return ObjectHealth(
      .progressing,
      object.status["ready"]?.bool == false
        ? "Control plane is not ready (.status.ready is false)" : "Control plane is not ready")
  }

  private static func ofKubeadmControlPlane(_ object: AssessedObject) -> ObjectHealth {
    guard !object.status.isNull else {
      return ObjectHealth(.progressing, "Waiting for KubeadmControlPlane status")
    }
    let newer = object.status["v1beta2"].map { AssessedObject.conditions(in: $0) } ?? []
    func fails(_ type: String, in conditions: [AssessedCondition]) -> Bool {
      conditions.first { $0.type == type }.map { !$0.isTrue } ?? false
    }
    if fails("EtcdClusterHealthy", in: object.conditions) {
      return ObjectHealth(.degraded, "Etcd cluster is unhealthy")
    }
    if fails("MachinesReady", in: newer) {
      return ObjectHealth(.progressing, "Machines not ready")
    }
    if fails("MachinesUpToDate", in: newer) {
      return ObjectHealth(.progressing, "Updating machines")
    }
    if fails("ControlPlaneComponentsHealthy", in: object.conditions) {
      return ObjectHealth(.progressing, "Control plane components unhealthy")
    }
    if newer.first(where: { $0.type == "RollingOut" })?.isTrue == true {
      return ObjectHealth(.progressing, "Rolling out")
    }
    let total = object.count("replicas")
    let updated = object.count("updatedReplicas")
    let ready = object.count("readyReplicas")
    if updated < total {
      return ObjectHealth(.progressing, "Updating: \(updated)/\(total) updated, \(ready) ready")
    }
    return ready == total
      ? ObjectHealth(.healthy, "Control plane is healthy")
      : ObjectHealth(.progressing, "\(ready)/\(total) ready")
  }
}
