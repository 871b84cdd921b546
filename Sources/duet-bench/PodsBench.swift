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
      let best = try BestFigures(
        runs: runs, kubeconfig: path, subcommand: "watch-once",
        kubectl: ["get", "pods", "-A"])
      let count = best["pods"]
      let kubectl = best["kubectl"]
      func share(_ key: String) -> String {
        "\(Measure.rounded(kubectl / best[key])) times faster than kubectl"
      }
      report(
        "`kubectl get pods -A`, \(Int(count)) pods", "\(Measure.rounded(kubectl)) ms",
        Measure.mebibytes(best.kubectlPeak))
      report("first screenful", "\(Measure.rounded(best["first"])) ms", share("first"))
      report("all on screen, live", "\(Measure.rounded(best["all"])) ms", share("all"))
      let bytes = Double(Int(best["peak"])) * 1024 / max(1, count)
      report(
        "peak memory", Measure.mebibytes(Int(best["peak"])), "\(Int(bytes)) bytes a pod in all"
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
