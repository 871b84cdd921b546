import ArgumentParser
import Console
import ConsoleRuntime
import Glibc
import Kubernetes
import Logs

/// Prints the logs of the pods that are meant.
struct LogSession: Sendable {
  let world: VerbWorld
  let client: Client
  let selection: PodSelection
  let choice: ContainerChoice
  let range: LogRange
  /// How lines are printed, but for whether it is said whose they are.
  let printing: LogLineWriter.Options
  let filter: LogFilter
  /// Whether only lines are printed, and nothing is said about them.
  let isQuiet: Bool
  /// Whether a log that can't be read is said, and no more.
  let ignoresErrors: Bool
  /// How many logs may be read at once.
  let most: Int
  /// Where pods are looked for, in words.
  let place: String
  /// Whether nothing being there is an answer, as it is to kubectl for labels.
  let mayBeEmpty: Bool

  /// A line waits so long for older ones of other logs that are followed.
  static let patience = Duration.milliseconds(200)

  func run() async throws {
    if range.follows { try await follow() } else { try await printAll() }
  }

  func note(_ text: String) {
    if !isQuiet { world.output.note(SafeText.line(text)) }
  }

  func sieve() -> LogSieve {
    LogSieve(filter, limit: range.limit, hasTimes: printing.hasTimes)
  }

  func printer(severalLogs: Bool, patience: Duration?) -> LogPrinter {
    var options = printing
    options.namesSources = severalLogs
    return LogPrinter(options, patience: patience, write: world.write)
  }

  // MARK: What there is

  private func printAll() async throws {
    let pods = try await pods()
    guard !pods.isEmpty else {
      guard mayBeEmpty else { throw nothingThere }
      return note("no pods are found \(place)")
    }
    var sources: [LogSource] = []
    var idle: [LogSource] = []
    for pod in pods {
      for container in containers(of: pod) {
        let hasLog = range.isPrevious ? container.restarts > 0 : container.hasRun
        let source = LogSource(pod, container)
        if hasLog { sources.append(source) } else { idle.append(source) }
      }
    }
    try check(pods, count: sources.count + idle.count)
    // The server knows best why there is nothing.
    if sources.isEmpty, idle.count == 1 { swap(&sources, &idle) }
    for source in idle {
      note("\(source) \(range.isPrevious ? "has had no run before" : "hasn't been started yet")")
    }
    if sources.count > most { throw tooMany(sources.count) }
    let failures = try await printAll(sources)
    for (source, error) in failures.dropLast(ignoresErrors ? 0 : 1) {
      world.output.note("error: \(SafeText.line("\(source): \(error.summary)"))")
    }
    if !ignoresErrors, let (source, error) = failures.last {
      let name = sources.count > 1 ? "\(source): " : ""
      throw Problem(
        SafeText.line(name + error.summary), advice: error.advice.map(SafeText.line))
    }
  }

  private func pods() async throws -> [PodRow] {
    if !selection.pods.isEmpty { return selection.pods }
    var found: [ObjectName: PodRow] = [:]
    let isMeant = selection.makeFilter()
    for query in selection.queries {
      do throws(KubernetesError) {
        let rows = try await client.rows(query, decoding: PodDecoder())
        for pod in rows where isMeant(pod) { found[pod.name] = pod }
      } catch {
        throw Problem(error)
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// The containers of a pod whose logs are meant.
  func containers(of pod: PodRow) -> [ContainerRow] {
    choice.containers(of: pod, usual: selection.usualContainers[pod.name])
  }

  /// Prints logs side by side; returns which couldn't be read.
  private func printAll(
    _ sources: [LogSource]
  ) async throws -> [(source: LogSource, error: KubernetesError)] {
    let printer = printer(severalLogs: sources.count > 1, patience: nil)
    var logs: [(log: Int, source: LogSource)] = []
    for source in sources { logs.append((await printer.open(source), source)) }
    await printer.complete()
    return try await withThrowingTaskGroup(of: (LogSource, KubernetesError)?.self) { group in
      for (log, source) in logs {
        group.addTask {
          let error = await read(source, as: log, into: printer)
          await printer.close(log)
          return error.map { (source, $0) }
        }
      }
      let isRead = await printer.run()
      // Whoever read it has gone: so does everybody else.
      guard isRead else { throw ExitCode(128 + SIGPIPE) }
      var failures: [(LogSource, KubernetesError)] = []
      for try await failure in group {
        if let failure { failures.append(failure) }
      }
      return failures.sorted { "\($0.0)" < "\($1.0)" }
    }
  }

  /// Reads a log to its end, as the server sends it.
  private func read(
    _ source: LogSource, as log: Int, into printer: LogPrinter
  ) async -> KubernetesError? {
    var sieve = sieve()
    var time: Int64 = 0
    do throws(KubernetesError) {
      for try await var batch in try await client.logs(range.query(source)) {
        // A log that doesn't end with a line's end is printed so.
        if batch.last?.ending == .log { batch[batch.count - 1].ending = .cut }
        var lines = PackedLines()
        lines.append(batch, source: 0, time: time)
        time = lines.entries.last?.time ?? time
        let passed = sieve.pass(lines)
        if !passed.isEmpty, await !printer.put(passed, of: log) { return nil }
        if sieve.isFull { return nil }
      }
      return nil
    } catch {
      return error
    }
  }

  // MARK: What isn't there

  /// Says which container is taken of several, and throws where there is none.
  func check(_ pods: [PodRow], count: Int) throws {
    guard count > 0 else {
      guard case .named(let name) = choice.wanted, let pod = pods.first else {
        throw Problem("all containers are left out")
      }
      let names = Set(pods.map(\.containerNames)).sorted()
      throw Problem(
        "no container of \(pods.count == 1 ? "pod \(pod.name)" : "these pods") is \(name)",
        advice: SafeText.line("there are: \(names.joined(separator: "; "))"))
    }
    guard choice.wanted == .usual else { return }
    for pod in pods where pod.containers.count > 1 {
      guard let container = containers(of: pod).first else { continue }
      note(
        "the log is that of container \(container.name), out of \(pod.containerNames); "
          + "--all-containers takes them all")
    }
  }

  var nothingThere: Problem {
    let text =
      if let pattern = selection.pattern {
        "no pod's name is or matches \(pattern) \(place)"
      } else {
        "no pods are found"
      }
    return Problem(SafeText.line(text), advice: "`kubectl get pods` lists what there is")
  }

  func tooMany(_ count: Int) -> Problem {
    Problem(
      "these are \(count) logs, and \(most) are read at once at most",
      advice: "choose fewer, or allow more with --max-log-requests")
  }
}
