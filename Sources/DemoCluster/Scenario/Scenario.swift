/// A cluster to begin with: what is in it, what has happened in it, and what is going to.
public struct Scenario: Sendable {
  /// The name by which it is asked for: `standard`, `crash-loop`.
  public let name: String
  /// What it shows, in a sentence.
  public let description: String

  /// How long before now its past begins.
  let past: Duration
  /// Makes the past, up to the time given, in a server whose clock stands at its beginning.
  let build: @Sendable (isolated DemoAPIServer, _ now: DemoTime) -> Void
  /// The Git repositories it has, as they are now.
  let repositories: @Sendable (_ now: DemoTime) -> [ExampleRepository]
  /// How many of the last commits of a repository are in its clone only.
  let unpushed: [String: Int]

  init(
    _ name: String, _ description: String, past: Duration = .zero, unpushed: [String: Int] = [:],
    repositories: @escaping @Sendable (DemoTime) -> [ExampleRepository] = { _ in [] },
    build: @escaping @Sendable (isolated DemoAPIServer, DemoTime) -> Void
  ) {
    self.name = name
    self.description = description
    self.past = past
    self.unpushed = unpushed
    self.repositories = repositories
    self.build = build
  }

  /// Makes the server of this scenario.
  ///
  /// It is set up when it is first used, and its clock stands at `now` then.
  public func makeServer(now: DemoTime = .example, seed: UInt64 = 1) -> DemoAPIServer {
    let build = build
    return DemoAPIServer(startingAt: now - past, seed: seed) { server in
      build(server, now)
      server.advance(to: now)
    }
  }
}

extension Scenario {
  /// All scenarios that have a fixed name.
  public static let all = [
    standard, empty, crashLoop, noArgoCD, forbidden, delivery, large(pods: 10_000),
    logs(containers: 20, linesPerSecond: 100), churn,
  ]

  /// The scenario of that name: one of `all`, or `large-N` for a cluster of N pods, or `logs-N-M` for
  /// N containers that write M lines a second each.
  public static func named(_ name: String) -> Scenario? {
    if name.hasPrefix("large-"), let pods = Int(name.dropFirst("large-".count)), pods >= 0 {
      return large(pods: pods)
    }
    let parts = name.split(separator: "-").map(String.init)
    if parts.count == 3, parts[0] == "logs", let containers = Int(parts[1]),
      let lines = Int(parts[2]), containers > 0, lines > 0
    {
      return logs(containers: containers, linesPerSecond: lines)
    }
    return all.first { $0.name == name }
  }
}

extension DemoAPIServer {
  /// Lets time pass up to a point, if that hasn't passed.
  func advance(to time: DemoTime) {
    if time > now { advance(by: time - now) }
  }
}
