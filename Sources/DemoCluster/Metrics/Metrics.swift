import Documents

/// Says how much processor time and memory pods and nodes use, as a metrics server does.
enum Metrics {
  /// How often a metrics server asks the nodes, unless it is told otherwise.
  private static let interval = Duration.seconds(15)

  /// Measures now, and every quarter of a minute from then on.
  static func start(on server: isolated DemoAPIServer) {
    measure(on: server)
    server.schedule(after: interval, "metrics", isRoutine: true) { server in start(on: server) }
  }

  private static func measure(on server: isolated DemoAPIServer) {
    var nodes: [String: (cpu: Int64, memory: Int64)] = [:]
    var measured: Set<ObjectLocation> = []
    for pod in server.list(.pods) where pod.at("status", "phase")?.string == "Running" {
      let containers = containers(of: pod, on: server)
      guard !containers.isEmpty else { continue }
      let location = ObjectLocation(
        resource: .podMetrics, namespace: pod.objectNamespace, name: pod.objectName)
      measured.insert(location)
      let total = containers.reduce((cpu: Int64(0), memory: Int64(0))) {
        ($0.cpu + $1.cpu, $0.memory + $1.memory)
      }
      let node = pod.at("spec", "nodeName")?.string ?? ""
      let before = nodes[node] ?? (0, 0)
      nodes[node] = (before.cpu + total.cpu, before.memory + total.memory)
      var metadata: Value = [
        "name": .string(location.name), "namespace": .string(location.namespace),
        "creationTimestamp": .string(server.now.rfc3339),
      ]
      metadata["labels"] = pod.at("metadata", "labels")
      server.insert(
        .podMetrics,
        [
          "metadata": metadata, "timestamp": .string(server.now.rfc3339), "window": "15s",
          "containers": .array(
            containers.map { ["name": .string($0.name), "usage": usage($0.cpu, $0.memory)] }),
        ])
    }
    for stale in server.list(.podMetrics) {
      let location = ObjectLocation(
        resource: .podMetrics, namespace: stale.objectNamespace, name: stale.objectName)
      if !measured.contains(location) { server.commitRemoval(location) }
    }
    for node in server.list(.nodes) {
      let used = nodes[node.objectName] ?? (0, 0)
      server.insert(
        .nodeMetrics,
        [
          "metadata": [
            "name": .string(node.objectName), "creationTimestamp": .string(server.now.rfc3339),
          ],
          "timestamp": .string(server.now.rfc3339), "window": "15s",
          // What the system itself takes comes on top.
          "usage": usage(used.cpu + 90_000_000, used.memory + 900 << 10),
        ])
    }
  }

  private struct Usage {
    var name: String
    /// In billionths of a processor.
    var cpu: Int64
    /// In KiB.
    var memory: Int64
  }

  /// What each running container uses: about half of what it requests, up and down.
  private static func containers(of pod: Value, on server: isolated DemoAPIServer) -> [Usage] {
    let statuses = pod.at("status", "containerStatuses")?.array ?? []
    let running = Set(
      statuses.filter { $0.at("state", "running") != nil }.compactMap { $0["name"]?.string })
    let states = server.controllers.pods[pod.objectUID]?.containers ?? []
    let quarter = UInt64(max(0, server.now.milliseconds / 15_000))
    return (pod.at("spec", "containers")?.array ?? []).compactMap { container in
      guard let name = container["name"]?.string, running.contains(name) else { return nil }
      let requests = container.at("resources", "requests")
      let milli = Quantity(requests?["cpu"])?.milli ?? 20
      let bytes = Quantity(requests?["memory"])?.whole ?? 48 << 20
      var seed: UInt64 = 7
      for byte in (pod.objectUID + name).utf8 { seed = seed &* 31 &+ UInt64(byte) }
      // A level that lasts for some minutes, and what goes up and down around it.
      var level = RandomSource(seed: seed &+ quarter / 16)
      var noise = RandomSource(seed: seed &+ quarter)
      let cpu =
        milli * 1_000_000 * Int64(15 + level.next() % 45) / 100 + Int64(noise.next() % 4_000_000)
      let memory = (bytes >> 10) * Int64(60 + seed % 30 + noise.next() % 8) / 100
      let state = states.first { $0.name == name }
      return Usage(
        name: name, cpu: cpu,
        memory: state.flatMap { leaked(by: $0, container, at: server.now) } ?? memory)
    }
  }

  /// The memory, in KiB, of a container that needs more and more until it is ended for it.
  private static func leaked(
    by state: ContainerState, _ container: Value, at now: DemoTime
  ) -> Int64? {
    guard case .outOfMemory(let end) = state.behaviour.run, end > .zero,
      case .running(let since) = state.phase
    else { return nil }
    let limit = Quantity(container.at("resources", "limits", "memory"))?.whole ?? 256 << 20
    let share = min(1, max(0, (now - since) / end))
    return Int64(Double(limit >> 10) * (0.2 + 0.79 * share))
  }

  private static func usage(_ cpu: Int64, _ memory: Int64) -> Value {
    ["cpu": .string("\(cpu)n"), "memory": .string("\(memory)Ki")]
  }
}
