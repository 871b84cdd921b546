import Console
import Kubernetes
import TUI

/// Pods as varied as those of a real cluster.
enum Samples {
  static func pods(_ count: Int) -> [PodRow] {
    (0..<count).map { index in
      let isIll = index % 97 == 0
      let name = "checkout-\(7_000_000 + index / 3 * 31)-\(String(index, radix: 36))"
      return PodRow(
        name: ObjectName(namespace: "team-\(index / 250)", name: name), uid: "uid-\(index)",
        labels: ["app": "checkout", "part-of": "shop"],
        status: isIll ? "CrashLoopBackOff" : "Running", ready: isIll ? 0 : 1, total: 1,
        restarts: index % 13, lastRestart: 1_800_000_000, created: 1_800_000_000 - Int64(index),
        node: "talos-\(index % 12)", ip: "10.244.\(index % 250).\(index / 250 % 250)",
        owner: Owner(kind: "ReplicaSet", name: "checkout-7000000"),
        workload: Owner(kind: "Deployment", name: "checkout"),
        containers: [ContainerRow(name: "checkout", image: "registry.example.com/checkout:2.1")],
        health: isIll ? .degraded : .healthy)
    }
  }

  static func state(pods count: Int, size: Size = Size(200, 50)) -> ConsoleState {
    var state = ConsoleState(
      size: size, now: Timestamp(seconds: 1_800_000_100), context: "bench")
    let query = ResourceQuery(.pods)
    let id = state.cluster.id
    _ = state.update(.cluster(id, .pods(query, .began)))
    _ = state.update(.cluster(id, .pods(query, .page(pods(count), remaining: nil))))
    _ = state.update(.cluster(id, .pods(query, .listed)))
    state.focus = .resources
    return state
  }
}
