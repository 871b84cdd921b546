import DemoCluster
import Documents
import Kubernetes
import Testing

@testable import Commands

/// `duet logs` on the demo cluster.
@Suite(.timeLimit(.minutes(10))) struct LogsVerbTests {
  /// A cluster nothing is changed on; to build one takes a second.
  private static let client = Client(transport: Scenario.standard.makeServer())

  private func run(
    on client: Client = Self.client, _ body: (VerbBench) async throws -> Void
  ) async throws {
    try await VerbBench.empty(on: client, body)
  }

  /// The lines that were printed, as the objects that they are.
  private func objects(_ result: VerbBench.Result) throws -> [Value] {
    try result.output.split(separator: "\n").map { try Value(json: Array($0.utf8)) }
  }

  private func pods(_ lines: [Value]) -> Set<String> {
    Set(lines.compactMap { $0["pod"]?.string })
  }

  // MARK: Whose

  @Test func aPodByItsName() async throws {
    try await run { duet in
      let result = try await duet("logs", "-n", "sandbox", "say-hello")
      #expect(result.code == 0)
      #expect(result.remarks == "")
      #expect(result.output.hasSuffix("\n") && !result.output.contains("say-hello "))
      let same = try await duet("logs", "-n", "sandbox", "pod/say-hello")
      #expect(same.output == result.output)
    }
  }

  @Test func podsByAnExpression() async throws {
    try await run { duet in
      let result = try await duet("logs", "-n", "traefik", "^traef.k-", "--tail", "5", "-o", "json")
      #expect(result.code == 0)
      let lines = try objects(result)
      #expect(pods(lines).count == 3)
      let times = lines.compactMap { $0["time"]?.string }
      #expect(times.count == 15 && times == times.sorted())
      #expect(lines.allSatisfy { $0["namespace"] == "traefik" && $0["node"]?.string != "" })
    }
  }

  @Test func podsOfAWorkload() async throws {
    try await run { duet in
      for target in ["deployment/catalyst-ui", "deploy/catalyst-ui", "Deployment.apps/catalyst-ui"]
      {
        let result = try await duet("logs", target, "-n", "catalyst", "--tail=2", "-o", "json")
        #expect(result.code == 0, "\(result.remarks)")
        let names = pods(try objects(result))
        #expect(names.count == 2 && names.allSatisfy { $0.hasPrefix("catalyst-ui-") })
      }
      for (target, namespace, count) in [
        ("ds/node-exporter", "monitoring", 4), ("sts/opensearch", "observability", 2),
        ("cronjob/thumbnails", "photos", 2), ("service/traefik", "traefik", 3),
      ] {
        let result = try await duet("logs", target, "-n", namespace, "--tail=1", "-o", "json")
        #expect(pods(try objects(result)).count == count, "\(target): \(result.remarks)")
      }
    }
  }

  @Test func podsOfAnApplication() async throws {
    try await run { duet in
      let result = try await duet("logs", "--app", "catalyst-ui", "--tail=1", "-o", "json")
      #expect(result.code == 0, "\(result.remarks)")
      #expect(pods(try objects(result)).count == 2)
      let narrowed = try await duet(
        "logs", "--app", "argocd/catalyst-ui", "nothing", "--tail=1")
      #expect(narrowed.code == 1)
    }
  }

  @Test func podsOfAStack() async throws {
    try await VerbBench.demo { duet in
      let result = try await duet("logs", "--stack", "traefik", "--tail=1", "-o", "json")
      #expect(result.code == 0, "\(result.remarks)")
      #expect(pods(try objects(result)).count == 3)
      let none = try await duet("logs", "--stack", "nonsense")
      #expect(none.code == 1)
    }
  }

  @Test func podsOfSeveralNamespaces() async throws {
    try await run { duet in
      let result = try await duet(
        "logs", "^(links|grafana)-", "-n", "tools,monitoring", "--tail=1", "-o", "default")
      #expect(
        result.output.contains("tools/links-") && result.output.contains("monitoring/grafana"))
      let all = try await duet("logs", "-A", "^(links|grafana)-", "--tail=1", "-o", "json")
      #expect(pods(try objects(all)).count == 2)
      let one = try await duet("logs", "-A", "prometheus-0", "--tail=1")
      #expect(one.code == 0 && one.output.split(separator: "\n").count == 1)
    }
  }

  @Test func aPipeGetsTheLinesOfLabelledPodsAlone() async throws {
    try await run { duet in
      let argo = "app.kubernetes.io/name=argocd-application-controller"
      let result = try await duet("logs", "-n", "argocd", "-l", argo)
      #expect(result.output.split(separator: "\n").count == 10)
      #expect(!result.output.contains("argocd-application-"))
      let prefixed = try await duet("logs", "-n", "argocd", "-l", argo, "--prefix", "--tail=1")
      #expect(prefixed.output.hasPrefix("[pod/argocd-application-controller-0/"))
    }
  }

  // MARK: Containers

  @Test func ofSeveralContainersTheUsualOneIsTaken() async throws {
    try await run { duet in
      let name = try await pairName(duet)
      let one = try await duet("logs", "-n", "sandbox", name, "--tail=3", "-o", "json")
      #expect(try objects(one).allSatisfy { $0["container"] == "pair" })
      #expect(one.remarks.contains("container pair, out of pair, exporter"))
      let both = try await duet("logs", "-n", "sandbox", name, "--all-containers", "--tail=3")
      #expect(both.code == 0)
      #expect(both.remarks == "sandbox/\(name) exporter hasn't been started yet\n")
    }
  }

  @Test func aContainerThatIsNotThereIsSaid() async throws {
    try await run { duet in
      let result = try await duet("logs", "-n", "sandbox", try await pairName(duet), "-c", "nope")
      #expect(result.code == 1)
      #expect(result.remarks.contains("is nope\n  there are: pair, exporter"))
    }
  }

  private func pairName(_ duet: VerbBench) async throws -> String {
    let pods = try await duet.client.list(ResourceQuery(.pods, namespace: "sandbox"))
    let names = pods.compactMap { $0["metadata"]?["name"]?.string }
    return try #require(names.first { $0.hasPrefix("pair-") })
  }

  // MARK: What isn't there

  @Test(arguments: [
    (["nosuch"], "no pod's name is or matches nosuch in namespace default"),
    (["nosuch", "-f"], "no pod's name is or matches nosuch"),
    (["deploy/nosuch"], "there is no deployment nosuch in namespace default"),
    (["nonsense/web"], "the server has no kind nonsense"),
    (["node/talos00"], "node/talos00 has no selector"),
    (["say-hello", "-n", "sandbox", "-p"], "previous terminated container"),
    (["--app", "nosuch"], "there is no application nosuch"),
    ([".", "-A", "--max-log-requests", "3"], "and 3 are read at once at most"),
    ([".", "-A", "-f", "--max-log-requests", "3"], "and 3 are read at once at most"),
  ])
  func whatIsNotThereIsSaid(arguments: [String], words: String) async throws {
    try await run { duet in
      let result = try await duet(["logs"] + arguments)
      #expect(result.code == 1)
      #expect(result.output == "")
      #expect(result.remarks.contains(words), "\(result.remarks)")
    }
  }

  @Test func labelsThatNoPodHasAreNoError() async throws {
    try await run { duet in
      let result = try await duet("logs", "-l", "app=nosuch")
      #expect(result.code == 0 && result.output == "")
      #expect(result.remarks == "no pods are found in namespace default\n")
    }
  }

  // MARK: Lines

  @Test func linesAreFiltered() async throws {
    try await run { duet in
      func lines(_ arguments: String...) async throws -> [Substring] {
        let all = ["logs", "-n", "traefik", "deploy/traefik", "--tail=200"] + arguments
        return try await duet(all).output.split(separator: "\n")
      }
      let all = try await lines()
      let some = try await lines("--include", "GET", "--exclude", " 404 ")
      #expect(!some.isEmpty && some.count < all.count)
      #expect(some.allSatisfy { $0.contains("GET") && !$0.contains(" 404 ") })
      let first = try await lines("--exclude-pod", ".")
      #expect(first.isEmpty)
    }
  }

  // MARK: Following

  @Test func followingAPodThatIsOverEnds() async throws {
    try await run { duet in
      let result = try await duet("logs", "-n", "sandbox", "say-hello", "-f")
      let once = try await duet("logs", "-n", "sandbox", "say-hello")
      #expect(result.code == 0)
      #expect(result.output == once.output && !once.output.isEmpty)
    }
  }

  @Test func followingAJobEndsWithIt() async throws {
    try await run { duet in
      let jobs = try await duet.client.list(ResourceQuery(.jobs, namespace: "photos"))
      let name = try #require(jobs.first?["metadata"]?["name"]?.string)
      let result = try await duet("logs", "-n", "photos", "-f", "job/\(name)")
      let once = try await duet("logs", "-n", "photos", "job/\(name)")
      #expect(result.code == 0)
      #expect(result.output == once.output && !once.output.isEmpty)
    }
  }

  @Test func aSignalEndsFollowing() async throws {
    try await run { duet in
      let result = try await duet(["logs", "-n", "traefik", "deploy/traefik", "-f"], signal: 2)
      #expect(result.code == 130)
    }
  }

  @Test func aLimitEndsFollowing() async throws {
    try await run { duet in
      let result = try await duet(
        "logs", "-n", "monitoring", "prometheus-0", "-f", "--limit-bytes", "50")
      #expect(result.code == 0)
      #expect(result.output.utf8.count == 50)
    }
  }

  @Test func aReplacementIsJoinedAndFollowed() async throws {
    let server = Scenario.standard.makeServer()
    try await run(on: Client(transport: server)) { duet in
      let pods = try await duet.client.list(ResourceQuery(.pods, namespace: "tools"))
      let old = try #require(
        pods.compactMap { $0["metadata"]?["name"]?.string }.first { $0.hasPrefix("links-") })
      let clock = Task {
        while !Task.isCancelled {
          await server.advance(by: .milliseconds(200))
          await Task.yield()
        }
      }
      defer { clock.cancel() }
      let (beginnings, began) = AsyncStream.makeStream(of: Void.self)
      let deletion = Task {
        for await _ in beginnings.prefix(1) {
          try await duet.client.delete(ObjectKey(.pods, namespace: "tools", name: old))
        }
      }
      let result = try await duet(
        ["logs", "-n", "tools", "deploy/links", "-f", "--tail=1", "-o", "default"],
        until: { output, remarks in
          if !output.isEmpty { began.yield() }
          // The new one is said and has a line, and the old one is said to be gone.
          let line = remarks.split(separator: "\n").first { $0.hasPrefix("+ tools/links-") }
          let name = line?.dropFirst("+ tools/".count).prefix { $0 != " " } ?? "none"
          return remarks.contains("- tools/\(old)\n") && output.contains("\n\(name) links ")
        })
      try await deletion.value
      #expect(result.code == 130)
    }
  }
}
