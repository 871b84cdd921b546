import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
import Glibc
import Kubernetes
import TUI

/// Lists all pods of a server, once with Duet and once with kubectl.
struct PodsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pods",
    abstract: "All pods on screen, beside `kubectl get pods -A`, on the same server.",
    discussion: "Without --kubeconfig, the demo cluster is served with --pods pods.")

  @Option(help: "The kubeconfig of the server.")
  var kubeconfig: String?

  @Option(help: "How many pods the demo cluster has.")
  var pods = 10_000

  @Option(help: "How many runs; the best of each counts.")
  var runs = 3

  func run() async throws {
    try await Served.with(kubeconfig, scenario: .large(pods: pods)) { path in
      var best: [String: Double] = [:]
      var kubectlPeak = Int.max
      for _ in 0..<runs {
        let own = try Child.run(Child.ownPath, ["watch-once", "--kubeconfig", path])
        for line in own.output.split(separator: "\n") {
          let parts = line.split(separator: " ")
          guard parts.count == 2, let value = Double(parts[1]) else { continue }
          best[String(parts[0])] = min(best[String(parts[0])] ?? .infinity, value)
        }
        let kubectl = try Child.run(
          "kubectl", ["--kubeconfig", path, "get", "pods", "-A"], discardsOutput: true)
        best["kubectl"] = min(best["kubectl"] ?? .infinity, Measure.milliseconds(kubectl.elapsed))
        kubectlPeak = min(kubectlPeak, kubectl.peakKiB)
      }
      let count = best["pods"] ?? 0
      let kubectl = best["kubectl"] ?? 0
      func share(_ key: String) -> String {
        "\(Measure.rounded(kubectl / (best[key] ?? .infinity))) times faster than kubectl"
      }
      report(
        "`kubectl get pods -A`, \(Int(count)) pods", "\(Measure.rounded(kubectl)) ms",
        Measure.mebibytes(kubectlPeak))
      report("first screenful", "\(Measure.rounded(best["first"] ?? 0)) ms", share("first"))
      report("all on screen, live", "\(Measure.rounded(best["all"] ?? 0)) ms", share("all"))
      let bytes = Double(Int(best["peak"] ?? 0)) * 1024 / max(1, count)
      report(
        "peak memory", Measure.mebibytes(Int(best["peak"] ?? 0)), "\(Int(bytes)) bytes a pod in all"
      )
    }
  }
}

/// One run of the console until every pod is on screen: in a process of its own, so that its memory
/// is its own.
struct WatchOnce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "watch-once", shouldDisplay: false)

  @Option var kubeconfig: String

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let deck = try Deck(kubeconfig: kubeconfig)
    let running = Task { await deck.runtime.run() }
    _ = await deck.runtime.wait { $0.pods.visible.count >= 40 || $0.pods.isComplete }
    let first = clock.now - start
    _ = await deck.runtime.wait { $0.pods.isComplete }
    let all = clock.now - start
    let count = await deck.runtime.state.pods.total
    print("first \(Measure.milliseconds(first))")
    print("all \(Measure.milliseconds(all))")
    print("pods \(count)")
    print("peak \(Measure.peakResidentKiB)")
    running.cancel()
    await running.value
  }
}
