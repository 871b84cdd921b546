import ArgumentParser

/// Measures what the table of numbers to reach asks for, and prints it as rows of a table.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duet-bench",
    abstract: "Measure Duet; figures mean something in a release build only.",
    discussion: "docs/benchmarks.md has the figures, and the commands that gave them.",
    subcommands: [
      FrameBench.self, FilterBench.self, StartBench.self, PodsBench.self, WatchOnce.self,
      ApplicationsBench.self, ApplicationsOnce.self, TreeBench.self,
      EventsBench.self, LatencyBench.self, IdleBench.self, KustomizeBench.self, DeployBench.self,
      DriftBench.self, LogsBench.self, LogsSource.self, LogsOnce.self,
    ])
}

/// A row of the table.
func report(_ what: String, _ figure: String, _ note: String = "") {
  print("| \(what) | \(figure) | \(note) |")
}
