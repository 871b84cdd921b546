import Documents

extension Scenario {
  /// Containers that number their lines, and write as many a second as is asked for.
  public static func logs(containers: Int, linesPerSecond: Int) -> Scenario {
    Scenario(
      containers == 20 && linesPerSecond == 100 ? "logs" : "logs-\(containers)-\(linesPerSecond)",
      "\(containers) containers that each number \(linesPerSecond) lines a second",
      past: .seconds(60),
      build: { server, _ in
        ClusterControllers.install(on: server)
        Nodes.add(Nodes.homelab, to: server)
        Manifests.apply(
          LogScenarios.writers(containers, linesPerSecond: linesPerSecond), to: server)
      })
  }

  /// Containers, two in each pod, that write as fast as is asked for, in real time: so many lines a
  /// second each without end, or where that is 0, so many lines each that are there to begin with.
  ///
  /// Faults of logs don't touch them.
  public static func flood(
    containers: Int, linesPerSecond: Int, lines: Int = 0
  ) -> Scenario {
    Scenario(
      "flood", "\(containers) containers that write as fast as a log is read", past: .seconds(60),
      build: { server, _ in
        ClusterControllers.install(on: server)
        Nodes.add(Nodes.homelab, to: server)
        Manifests.apply(
          LogScenarios.writers(
            (containers + 1) / 2, annotation: DemoAPIServer.floodAnnotation,
            "\(linesPerSecond)/\(lines)", containers: ["writer", "sidecar"]), to: server)
      })
  }

  /// Pods that number their lines, one of which is replaced every second.
  public static let churn = Scenario(
    "log-churn", "Pods that number their lines; every second one of them is replaced",
    past: .seconds(60),
    build: { server, _ in
      ClusterControllers.install(on: server)
      Nodes.add(Nodes.homelab, to: server)
      Manifests.apply(LogScenarios.writers(6, linesPerSecond: 20), to: server)
      LogScenarios.replace(after: .seconds(30), on: server)
    })
}

/// What the scenarios about logs consist of.
enum LogScenarios {
  private static let namespace = "load"

  static func writers(_ count: Int, linesPerSecond: Int) -> String {
    writers(
      count, annotation: ContainerLogs.rateAnnotation, String(linesPerSecond),
      containers: ["writer"])
  }

  static func writers(
    _ count: Int, annotation: String, _ value: String, containers: [String]
  ) -> String {
    let list = containers.map { "        - {name: \($0), image: \"busybox:1.37\"}" }
    return """
      apiVersion: v1
      kind: Namespace
      metadata: {name: \(namespace)}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: writer, namespace: \(namespace)}
      spec:
        replicas: \(count)
        selector: {matchLabels: {app: writer}}
        template:
          metadata:
            labels: {app: writer}
            annotations:
              \(ImageCatalog.annotation): count
              \(annotation): "\(value)"
          spec:
            containers:
      \(list.joined(separator: "\n"))
      """
  }

  /// Takes the oldest writer away every second, at once; the deployment makes another.
  static func replace(after delay: Duration, on server: isolated DemoAPIServer) {
    server.schedule(after: delay, "replacement", isRoutine: true) { server in
      let oldest = server.list(.pods, namespace: namespace)
        .filter { $0.at("status", "phase")?.string == "Running" }
        .min { ($0.created, $0.objectName) < ($1.created, $1.objectName) }
      if let oldest { server.replacePod(oldest.objectName, in: namespace) }
      replace(after: .seconds(1), on: server)
    }
  }
}
