import ArgumentParser
import DemoCluster
import Glibc

/// Serves a cluster whose containers write as fast as their logs are read, until it is ended: in a
/// process of its own, so that what reads them is measured alone.
struct LogsSource: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs-source", shouldDisplay: false)

  @Option var containers: Int
  @Option(help: "A second, of each container; 0 has them written before.") var rate: Int
  @Option(help: "Of each container, where they were written before.") var lines: Int
  @Option(help: "Where to write the kubeconfig.") var kubeconfig: String

  func run() async throws {
    let scenario = Scenario.flood(
      containers: containers, linesPerSecond: rate, lines: lines)
    let server = scenario.makeServer()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await server.run() }
      group.addTask {
        try await server.serve { [kubeconfig] port in
          await server.advance(by: .seconds(60))
          try? Served.write(DemoAPIServer.kubeconfig(port: port), to: kubeconfig + ".new")
          rename(kubeconfig + ".new", kubeconfig)
        }
      }
      try await group.next()
    }
  }
}

/// A source in a process of its own, as long as the body runs.
enum LogsServed {
  static func with(
    containers: Int, rate: Int = 0, lines: Int = 0,
    _ body: (_ kubeconfig: String) async throws -> Void
  ) async throws {
    let path = "/tmp/duet-bench-\(getpid())-\(rate).kubeconfig"
    unlink(path)
    defer { unlink(path) }
    let arguments = [
      Child.ownPath, "logs-source", "--containers", String(containers), "--rate", String(rate),
      "--lines", String(lines), "--kubeconfig", path,
    ]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { (word: String) in strdup(word) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var source: pid_t = 0
    guard posix_spawn(&source, Child.ownPath, nil, nil, &words, environ) == 0 else {
      throw Child.Failed(description: "the source can't be started")
    }
    defer {
      kill(source, SIGKILL)
      var status: Int32 = 0
      waitpid(source, &status, 0)
    }
    for _ in 0..<600 where access(path, R_OK) != 0 { try await Task.sleep(for: .milliseconds(50)) }
    try await body(path)
  }
}
