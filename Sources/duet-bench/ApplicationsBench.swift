import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
import Documents
import GitOps
import Glibc
import Kubernetes

/// Lists all applications of a server, once with Duet and once with kubectl.
struct ApplicationsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "applications",
    abstract: "All applications on screen, beside `kubectl get applications -A`.",
    discussion: "Without --kubeconfig, the demo cluster is served with --applications of them.")

  @Option(help: "The kubeconfig of the server.")
  var kubeconfig: String?

  @Option(help: "How many applications the demo cluster has.")
  var applications = 5_000

  @Option(help: "How many resources each has, on average.")
  var resources = 15

  @Option(help: "How many runs; the best of each counts.")
  var runs = 3

  func run() async throws {
    let scenario = Scenario.applications(applications, resources: resources)
    try await Served.with(kubeconfig, scenario: scenario) { path in
      let best = try BestFigures(
        runs: runs, kubeconfig: path, subcommand: "applications-once",
        kubectl: ["get", "applications.argoproj.io", "-A", "-o", "json"])
      report(
        "`kubectl get applications -A -o json`, \(Int(best["applications"])) applications",
        "\(Measure.rounded(best["kubectl"])) ms", Measure.mebibytes(best.kubectlPeak))
      report("first screenful", "\(Measure.rounded(best["first"])) ms", "from the start")
      report(
        "all listed and live", "\(Measure.rounded(best["all"])) ms",
        "\(Measure.rounded(best["all"] - best["byte"])) ms after the first rows")
      report(
        "a change on screen", "\(Measure.rounded(best["change"])) ms",
        "from before it is sent")
      report("peak memory", Measure.mebibytes(Int(best["peak"])))
    }
  }
}

/// One run of the console until every application is on screen, and a change of one of them is.
struct ApplicationsOnce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "applications-once", shouldDisplay: false)

  @Option var kubeconfig: String

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let deck = try Deck(kubeconfig: kubeconfig)
    let running = Task { await deck.runtime.run() }
    _ = await deck.runtime.wait { $0.applications.total > 0 }
    let byte = clock.now - start
    _ = await deck.runtime.wait {
      $0.applications.visible.count >= 40 || $0.applications.isComplete
    }
    let first = clock.now - start
    _ = await deck.runtime.wait { $0.applications.isComplete }
    let all = clock.now - start
    let rows = await deck.runtime.state.applications
    print("byte \(Measure.milliseconds(byte))")
    print("first \(Measure.milliseconds(first))")
    print("all \(Measure.milliseconds(all))")
    print("applications \(rows.total)")
    if let name = rows.visible.first?.name {
      let client = try Deck.client(kubeconfig: kubeconfig)
      let project = "moved-\(getpid())"
      let changing = clock.now
      _ = try await client.patch(
        ObjectKey(.applications, namespace: name.namespace, name: name.name), .merge,
        ["spec": ["project": .string(project)]], WriteOptions(fieldManager: "bench"))
      _ = await deck.runtime.wait { $0.applications[name]?.project == project }
      print("change \(Measure.milliseconds(clock.now - changing))")
    }
    print("peak \(Measure.peakResidentKiB)")
    running.cancel()
    await running.value
  }
}
