import Documents

extension PodMachine {
  /// The pod's phase, from its containers.
  var phase: String {
    let initial = containers[..<initCount]
    let main = containers[initCount...]
    let failed = initial.contains { $0.termination.map { $0.exitCode != 0 } ?? false }
    if stage == .ended || (restartPolicy != "Always" && main.allSatisfy { $0.termination != nil }) {
      if failed && restartPolicy == "Never" { return "Failed" }
      if main.allSatisfy({ $0.termination != nil }) {
        return main.allSatisfy(\.hasSucceeded) ? "Succeeded" : "Failed"
      }
    }
    let isInitialized = initial.allSatisfy { $0.hasSucceeded || ($0.isSidecar && $0.isRunning) }
    let hasStarted = main.contains { $0.run > 0 }
    return isInitialized && hasStarted ? "Running" : "Pending"
  }

  /// The status as the kubelet reports it; `before` is what the pod has now.
  func status(before: Value?, address: String, host: String, at now: DemoTime) -> Value {
    var status = before ?? [:]
    let phase = phase
    let initial = containers[..<initCount]
    let main = containers[initCount...]
    status["phase"] = .string(phase)
    status["hostIP"] = .string(host)
    status["hostIPs"] = [["ip": .string(host)]]
    if stage != .creating {
      status["podIP"] = .string(address)
      status["podIPs"] = [["ip": .string(address)]]
    }
    if status["startTime"] == nil { status["startTime"] = .string(now.rfc3339) }
    status["containerStatuses"] = .array(main.map(\.status))
    status["initContainerStatuses"] = initCount == 0 ? nil : .array(initial.map(\.status))

    let isInitialized = initial.allSatisfy { $0.hasSucceeded || ($0.isSidecar && $0.isRunning) }
    let isReady = stage == .running && main.allSatisfy(\.isReady)
    let unready = main.filter { !$0.isReady }.map(\.name)
    var conditions = status["conditions"]?.array ?? []
    conditions.setCondition(
      Self.condition("PodReadyToStartContainers", stage != .creating && stage != .ended), at: now)
    conditions.setCondition(
      isInitialized
        ? Self.condition(
          "Initialized", true, reason: phase == "Succeeded" ? "PodCompleted" : nil)
        : Self.condition(
          "Initialized", false, reason: "ContainersNotInitialized",
          message: "containers with incomplete status: "
            + "[\(initial.filter { !$0.hasSucceeded }.map(\.name).joined(separator: " "))]"),
      at: now)
    for type in ["Ready", "ContainersReady"] {
      let isDone = phase == "Succeeded" || phase == "Failed"
      conditions.setCondition(
        isReady
          ? Self.condition(type, true)
          : Self.condition(
            type, false,
            reason: phase == "Succeeded"
              ? "PodCompleted" : isDone ? "PodFailed" : "ContainersNotReady",
            message: isDone
              ? nil : "containers with unready status: [\(unready.joined(separator: " "))]"),
        at: now)
    }
    status["conditions"] = .array(conditions)
    return status
  }

  private static func condition(
    _ type: String, _ isTrue: Bool, reason: String? = nil, message: String? = nil
  ) -> Value {
    var condition: Value = [
      "type": .string(type), "status": isTrue ? "True" : "False", "lastProbeTime": .null,
    ]
    if let reason { condition["reason"] = .string(reason) }
    if let message { condition["message"] = .string(message) }
    return condition
  }
}

extension PodMachine {
  /// The machine of a pod that has been given to a node.
  init(_ pod: Value, catalog: ImageCatalog) {
    name = pod.objectName
    namespace = pod.objectNamespace
    uid = pod.objectUID
    node = pod.at("spec", "nodeName")?.string ?? ""
    restartPolicy = pod.at("spec", "restartPolicy")?.string ?? "Always"
    let initial = pod.at("spec", "initContainers")?.array ?? []
    initCount = initial.count
    let main = pod.at("spec", "containers")?.array ?? []
    let waitsFor = initial.isEmpty ? "ContainerCreating" : "PodInitializing"
    containers = (initial.map { ($0, true) } + main.map { ($0, false) }).map { container, isInit in
      let image = container["image"]?.string ?? ""
      let isSidecar = isInit && container["restartPolicy"]?.string == "Always"
      let probe = container["readinessProbe"]
      var behaviour = catalog.behaviour(of: image, in: pod, isInit: isInit && !isSidecar)
      if Self.fails(container) { behaviour.run = .exits(code: 1, after: .seconds(3)) }
      return ContainerState(
        name: container["name"]?.string ?? "", image: image, behaviour: behaviour,
        probeDelay: probe.map { .seconds($0["initialDelaySeconds"]?.integer ?? 0) },
        isSidecar: isSidecar, phase: .waiting(reason: waitsFor))
    }
  }

  /// A container whose command says that it fails: `false`, or a shell that exits with an error.
  private static func fails(_ container: Value) -> Bool {
    let words = ((container["command"]?.array ?? []) + (container["args"]?.array ?? []))
      .compactMap(\.string)
    return words.first == "false" || words.last.map { $0.hasSuffix("exit 1") } ?? false
  }
}
