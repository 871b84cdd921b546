import ArgumentParser
import DemoCluster
import Foundation

/// Deploys a stack, once with Duet and once with kubectl, near and far.
struct DeployBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "A new stack planned and deployed, beside `kubectl apply --server-side`.",
    discussion: """
      Each run deploys other namespaces, and the same stack a second time. Without --kubeconfig, the
      demo cluster is served. The program that deploys is the `duet` beside this one.
      """)

  @Option(help: "The kubeconfig of the server.")
  var kubeconfig: String?

  @Option(help: "How many objects the stack has.")
  var objects = 500

  @Option(help: "How much longer a round trip takes, in milliseconds; 0 for none.")
  var delay = 0

  @Option(help: "How many runs; the best of each counts.")
  var runs = 3

  func run() async throws {
    try await Served.with(kubeconfig, scenario: .empty) { path in
      let text = try String(contentsOfFile: path, encoding: .utf8)
      guard let server = text.firstMatch(of: /server: https?:\/\/[^:\/\s]+:(\d+)/),
        let port = UInt16(server.1)
      else { throw Child.Failed(description: "\(path) names no server with a port") }
      let proxy = try DelayProxy(to: port, delay: .milliseconds(delay))
      defer { proxy.stop() }
      let far = "/tmp/duet-bench-\(ProcessInfo.processInfo.processIdentifier)-far.kubeconfig"
      let scheme = server.0.contains("https") ? "https" : "http"
      try text.replacingOccurrences(
        of: String(server.0), with: "server: \(scheme)://127.0.0.1:\(proxy.port)"
      ).write(toFile: far, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: far) }
      try await measure(delay == 0 ? path : far)
    }
  }

  private func measure(_ kubeconfig: String) async throws {
    var best: [String: Duration] = [:]
    for run in 0..<runs {
      for tool in ["kubectl", "duet"] {
        let files = StackFiles.manifests(objects, prefix: "bench-\(tool)-\(run)")
        let folder = "infrastructure/base/bench-\(tool)-\(run)"
        let placed = Dictionary(
          uniqueKeysWithValues: files.map { ("\(folder)/\($0.key)", $0.value) })
        try await StackFiles.withFolder(placed) { root in
          for turn in ["new", "again"] {
            let child =
              tool == "duet"
              ? try Child.run(
                Self.duet,
                [
                  "deploy", "bench-duet-\(run)", "--repo", root, "--kubeconfig", kubeconfig,
                  "--yes", "--no-wait",
                ], discardsOutput: true)
              : try Child.run(
                "kubectl",
                [
                  "--kubeconfig", kubeconfig, "apply", "--server-side", "-f", "\(root)/\(folder)",
                ], discardsOutput: true)
            let key = "\(tool) \(turn)"
            best[key] = min(best[key] ?? child.elapsed, child.elapsed)
          }
        }
      }
    }
    func row(_ turn: String, _ words: String) {
      let kubectl = best["kubectl \(turn)"] ?? .zero
      let own = best["duet \(turn)"] ?? .zero
      let times = Measure.milliseconds(kubectl) / max(0.001, Measure.milliseconds(own))
      report("kubectl: \(objects) objects \(words), \(delay) ms away", Measure.text(kubectl))
      report(
        "duet: \(objects) objects \(words), \(delay) ms away", Measure.text(own),
        "\(Measure.rounded(times)) times faster")
    }
    row("new", "planned and deployed")
    row("again", "deployed again unchanged")
  }

  private static var duet: String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("duet").path
  }
}
