/// The best of several runs of the console in a process of its own, and of kubectl beside it.
struct BestFigures {
  /// What the console printed, by its names, and `kubectl`: times in milliseconds, memory in KiB.
  private(set) var values: [String: Double] = [:]
  /// The most memory that kubectl had resident, in KiB, in its best run.
  private(set) var kubectlPeak = Int.max

  /// Runs both so many times, one after the other.
  ///
  /// The console's subcommand prints a name and a number on each line.
  init(
    runs: Int, kubeconfig: String, subcommand: String, kubectl arguments: [String]
  ) throws {
    for _ in 0..<runs {
      let own = try Child.run(Child.ownPath, [subcommand, "--kubeconfig", kubeconfig])
      for line in own.output.split(separator: "\n") {
        let parts = line.split(separator: " ")
        guard parts.count == 2, let value = Double(parts[1]) else { continue }
        note(String(parts[0]), value)
      }
      let kubectl = try Child.run(
        "kubectl", ["--kubeconfig", kubeconfig] + arguments, discardsOutput: true)
      note("kubectl", Measure.milliseconds(kubectl.elapsed))
      kubectlPeak = min(kubectlPeak, kubectl.peakKiB)
    }
  }

  /// The least there was of it; 0 where nobody printed it.
  subscript(name: String) -> Double { values[name] ?? 0 }

  private mutating func note(_ name: String, _ value: Double) {
    values[name] = min(values[name] ?? .infinity, value)
  }
}
