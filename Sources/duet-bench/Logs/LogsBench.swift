import ArgumentParser
import DemoCluster

/// Reads the logs of many containers at once, with Duet and with kubectl, from the same server.
struct LogsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Logs of many containers at once, beside `kubectl logs -f`, on the same server.",
    discussion: "The demo cluster is served by a process of its own, which takes its share.")

  @Option(help: "How many containers there are.")
  var containers = 20

  @Option(help: "How many lines each has written before.")
  var lines = 50_000

  @Option(help: "How many lines a second each writes, where they go on writing.")
  var rate = 10_000

  @Option(help: "For how many seconds to look at those that go on writing.")
  var seconds = 20

  @Option(help: "How many runs; the best of each counts.")
  var runs = 3

  func run() async throws {
    try await readAll()
    try await watch()
  }

  private func readAll() async throws {
    let all = containers * lines
    try await LogsServed.with(containers: containers, lines: lines) { path in
      var own = BestOf()
      var kubectl = BestOf()
      for _ in 0..<runs {
        own.note(try once(path, lines: lines))
        let child = try Child.run(
          "kubectl",
          [
            "--kubeconfig", path, "logs", "-f", "-n", "load", "-l", "app=writer", "--prefix",
            "--all-containers", "--tail=-1", "--max-log-requests=\(containers)",
          ], discardsOutput: true)
        kubectl.note([
          "all": Measure.milliseconds(child.elapsed), "peak": Double(child.peakKiB),
          "processor": Measure.milliseconds(child.processorTime),
        ])
      }
      func rate(_ figures: BestOf) -> String {
        "\(Int(Double(all) / figures["all"] * 1000)) lines a second"
      }
      func cost(_ figures: BestOf) -> String {
        "\(Measure.rounded(figures["processor"] / 1000)) s of a core, "
          + Measure.mebibytes(Int(figures["peak"]))
      }
      report(
        "`kubectl logs -f`, \(all) lines of \(containers) containers", rate(kubectl),
        cost(kubectl))
      report(
        "the same on the deck", rate(own),
        "\(cost(own)); \(Int(own["lost"])) lost, \(Int(own["misplaced"])) out of their order")
      // Where not all of them are kept there is nothing to compare with.
      if own["search"] > 0 {
        report(
          "search of them, from the last key", "\(Measure.rounded(own["search"])) ms",
          "a regular expression that finds \(all / 1000)")
      }
    }
  }

  private func watch() async throws {
    try await LogsServed.with(containers: containers, rate: rate) { path in
      let own = try once(path, lines: 0)
      func figure(_ name: String) -> Double { own[name] ?? 0 }
      report(
        "\(containers * rate) lines a second from \(containers) containers",
        "\(Int(figure("rate"))) lines a second",
        "\(Int(figure("lines"))) in all, \(Int(figure("lost"))) lost, "
          + "\(Measure.rounded(figure("processor") / Double(seconds) / 10)) % of a core")
      report("peak memory while they come", Measure.mebibytes(Int(figure("peak"))))
      report(
        "key to frame while they come",
        "p50 \(Measure.rounded(figure("p50"))) ms, p99 \(Measure.rounded(figure("p99"))) ms",
        "\(Int(figure("keys"))) keys, \(Int(figure("frames"))) frames")
    }
  }

  /// One run of the console, in a process of its own: what it printed.
  private func once(_ kubeconfig: String, lines: Int) throws -> [String: Double] {
    let child = try Child.run(
      Child.ownPath,
      [
        "logs-once", "--kubeconfig", kubeconfig, "--containers", String(containers), "--lines",
        String(lines), "--seconds", String(seconds),
      ])
    var figures: [String: Double] = [:]
    for line in child.output.split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2 { figures[String(parts[0])] = Double(parts[1]) }
    }
    return figures
  }
}

/// The least of each figure, over several runs.
private struct BestOf {
  private var values: [String: Double] = [:]

  mutating func note(_ figures: [String: Double]) {
    for (name, value) in figures { values[name] = min(values[name] ?? .infinity, value) }
  }

  subscript(name: String) -> Double { values[name] ?? 0 }
}
