import Documents

// What admission and allocation add: it depends on the rest of the cluster, not on the object alone.
extension DemoAPIServer {
  func applyDefaults(_ type: ResourceType, _ object: inout Value) {
    Defaults.apply(type, &object)
    if type.isCustom { definitions[type.id]?.fillIn(&object, type) }
  }

  func allocate(_ type: ResourceType, _ object: inout Value, old: Value?) {
    switch type.id {
    case .pods where old == nil: allocatePod(&object)
    case .services: allocateService(&object, old: old)
    case .namespaces where old == nil:
      object.set("spec", "finalizers", to: ["kubernetes"])
      object["status"] = ["phase": "Active"]
    case .persistentVolumeClaims where old == nil:
      if object.at("spec", "storageClassName") == nil, let name = defaultStorageClass {
        object.set("spec", "storageClassName", to: .string(name))
      }
      object["status"] = ["phase": "Pending"]
    case .persistentVolumes where old == nil: object["status"] = ["phase": "Pending"]
    case .jobs where old == nil: allocateJob(&object)
    case .customResourceDefinitions where old == nil:
      object["status"] = [:]
      object.set("metadata", "finalizers", to: [.string(Self.instancesFinalizer)])
    default:
      if old == nil, type.hasStatus, !type.isCustom {
        object["status"] = Self.emptyStatus[type.id] ?? [:]
      }
    }
  }

  /// The statuses of new objects whose counts are written even where they are zero.
  private static let emptyStatus: [ResourceID: Value] = [
    .replicaSets: ["replicas": 0], .replicationControllers: ["replicas": 0],
    .statefulSets: ["replicas": 0, "availableReplicas": 0],
    .daemonSets: [
      "currentNumberScheduled": 0, "desiredNumberScheduled": 0, "numberMisscheduled": 0,
      "numberReady": 0,
    ],
    .podDisruptionBudgets: [
      "disruptionsAllowed": 0, "currentHealthy": 0, "desiredHealthy": 0, "expectedPods": 0,
    ],
    .horizontalPodAutoscalers: ["desiredReplicas": 0, "currentMetrics": .null],
  ]

  private var defaultStorageClass: String? {
    list(.storageClasses).first {
      $0.annotation("storageclass.kubernetes.io/is-default-class") == "true"
    }?.objectName
  }

  private func allocatePod(_ pod: inout Value) {
    let account = pod.at("spec", "serviceAccountName")?.string ?? "default"
    pod.set("spec", "serviceAccountName", to: .string(account))
    pod.set("spec", "serviceAccount", to: .string(account))
    if pod.at("spec", "priority") == nil {
      let name = pod.at("spec", "priorityClassName")?.string ?? ""
      let priority = get(.priorityClasses, "", name)?["value"] ?? 0
      pod.set("spec", "priority", to: priority)
    }
    if pod.at("spec", "preemptionPolicy") == nil {
      pod.set("spec", "preemptionPolicy", to: "PreemptLowerPriority")
    }
    var tolerations = pod.at("spec", "tolerations")?.array ?? []
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]
    where !tolerations.contains(where: { ($0["key"]?.string ?? key) == key }) {
      tolerations.append([
        "key": .string(key), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300,
      ])
    }
    pod.set("spec", "tolerations", to: .array(tolerations))
    pod["status"] = ["phase": "Pending", "qosClass": .string(Self.quality(of: pod))]
  }

  /// `Guaranteed` where every container is limited to what it requests, `BestEffort` where none says
  /// anything, `Burstable` otherwise.
  private static func quality(of pod: Value) -> String {
    let containers = pod.at("spec", "containers")?.array ?? []
    let resources = containers.map { $0["resources"] ?? [:] }
    if resources.allSatisfy({ ($0["requests"] ?? $0["limits"]) == nil }) { return "BestEffort" }
    let isGuaranteed = resources.allSatisfy { resource in
      ["cpu", "memory"].allSatisfy { name in
        let limit = resource.at("limits", name)
        return limit != nil && (resource.at("requests", name) ?? limit) == limit
      }
    }
    return isGuaranteed ? "Guaranteed" : "Burstable"
  }

  private func allocateService(_ service: inout Value, old: Value?) {
    if old == nil { service["status"] = ["loadBalancer": [:]] }
    let type = service.at("spec", "type")?.string ?? "ClusterIP"
    guard type != "ExternalName" else {
      for field in ["clusterIP", "clusterIPs"] { service.set("spec", field, to: nil) }
      return
    }
    if service.at("spec", "clusterIP")?.string ?? "" == "" {
      // A writer that leaves the address out means the one there is.
      let address = old?.at("spec", "clusterIP")?.string ?? nextServiceAddress()
      service.set("spec", "clusterIP", to: .string(address))
    }
    service.set("spec", "clusterIPs", to: [service.at("spec", "clusterIP") ?? ""])
    guard type != "ClusterIP", case .array(var ports)? = service.at("spec", "ports") else { return }
    let before = old?.at("spec", "ports")?.array ?? []
    for index in ports.indices where ports[index]["nodePort"] == nil {
      let known = before.first {
        $0["port"] == ports[index]["port"] && $0["protocol"] == ports[index]["protocol"]
      }
      ports[index]["nodePort"] =
        known?["nodePort"] ?? .integer(30_000 + Int64(random.next() % 2768))
    }
    service.set("spec", "ports", to: .array(ports))
  }

  private func nextServiceAddress() -> String {
    let taken = Set(list(.services).compactMap { $0.at("spec", "clusterIP")?.string })
    while true {
      let number = random.next()
      let address = "10.96.\(number % 256).\(number / 256 % 254 + 1)"
      if !taken.contains(address) { return address }
    }
  }

  private func allocateJob(_ job: inout Value) {
    job["status"] = [:]
    guard job.at("spec", "manualSelector")?.bool != true else { return }
    let uid = Value.string(job.objectUID)
    let name = Value.string(job.objectName)
    job.set("spec", "selector", to: ["matchLabels": ["batch.kubernetes.io/controller-uid": uid]])
    let labels: Value = [
      "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": name,
      "controller-uid": uid, "job-name": name,
    ]
    for (key, value) in labels.object ?? [:] {
      job.set("spec", "template", "metadata", "labels", key, to: value)
    }
    if job.at("metadata", "labels")?.object?.isEmpty ?? true {
      job.set("metadata", "labels", to: job.at("spec", "template", "metadata", "labels"))
    }
  }
}
