import ArgumentParser
import Kubernetes
import Logs
import Testing

@testable import Commands

@Suite struct LogArgumentTests {
  private func request(_ arguments: String...) throws -> LogSubject.Request {
    try LogsCommand.parse(arguments).target.request
  }

  private func message(_ arguments: [String]) -> String {
    do {
      _ = try LogsCommand.parse(arguments)
      return ""
    } catch {
      return LogsCommand.message(for: error)
    }
  }

  // MARK: Whose

  @Test func targetsAreNamedAsForKubectlAndStern() throws {
    #expect(try request("web-1") == .init(subject: .query("web-1")))
    #expect(try request("deploy/web") == .init(subject: .object(kind: "deploy", name: "web")))
    #expect(try request("-l", "app=web") == .init(subject: .labels("app=web")))
    #expect(try request("--stack", "traefik") == .init(subject: .stack("traefik")))
    #expect(try request("--app", "argocd/links") == .init(subject: .application("argocd/links")))
  }

  @Test func whatElseIsSaidNarrowsIt() throws {
    #expect(
      try request("web", "-l", "app=web") == .init(subject: .labels("app=web"), pattern: "web"))
    #expect(
      try request("web", "--app", "shop", "-l", "a=b")
        == .init(subject: .application("shop"), pattern: "web", labels: "a=b"))
  }

  @Test(arguments: [
    [], ["-n", "shop"], ["deploy/web", "-l", "a=b"], ["--stack", "a", "--app", "b"],
    ["/web"], ["deploy/"], ["a/b/c"], ["a", "b", "c"], ["web", "app", "-c", "app"],
    ["web", "--all-containers", "-c", "app"], ["("], ["web", "-c", "["], ["-l", "a b"],
    ["web", "--exclude-pod", "*"],
  ])
  func contradictionsAreRefused(arguments: [String]) {
    #expect(message(arguments) != "")
  }

  @Test func namespacesCanBeRepeatedAndHaveCommas() throws {
    let command = try LogsCommand.parse(["web", "-n", "a,b", "-n", "b", "--namespace=c"])
    #expect(command.target.namespaces == ["a", "b", "c"])
  }

  @Test func aPodThatIsNamedHasOneContainer() throws {
    func wanted(_ arguments: String..., isExact: Bool) throws -> ContainerChoice.Wanted {
      try LogsCommand.parse(arguments).target.choice(isExact: isExact).wanted
    }
    #expect(try wanted("web", isExact: true) == .usual)
    #expect(try wanted("web", isExact: false) == .all)
    #expect(try wanted("web", "--all-containers", isExact: true) == .all)
    #expect(try wanted("web", "app", isExact: true) == .named("app"))
    #expect(try wanted("web", "-c", "app", isExact: false) == .named("app"))
  }

  // MARK: How much

  @Test(arguments: [
    ("5s", LogQuery.Start.seconds(5)), ("1h30m", .seconds(5400)), ("1.6s", .seconds(2)),
    ("300ms", .seconds(1)), ("0", .beginning),
  ])
  func agesAreGos(text: String, start: LogQuery.Start) throws {
    let command = try LogsCommand.parse(["web", "--since", text])
    #expect(command.range.range(hasSelector: false).start == start)
  }

  @Test func aTimeIsOneToo() throws {
    let command = try LogsCommand.parse(["web", "--since-time", "2026-07-01T12:30:00+02:00"])
    let time = try #require(Timestamp("2026-07-01T10:30:00Z"))
    #expect(command.range.range(hasSelector: false).start == .time(time))
  }

  @Test func tenLinesAreTakenOfPodsWithLabels() throws {
    func tail(_ arguments: String..., hasSelector: Bool) throws -> Int? {
      try LogsCommand.parse(arguments).range.range(hasSelector: hasSelector).tailLines
    }
    #expect(try tail("web", hasSelector: false) == nil)
    #expect(try tail("-l", "a=b", hasSelector: true) == 10)
    #expect(try tail("-l", "a=b", "--tail", "-1", hasSelector: true) == nil)
    #expect(try tail("-l", "a=b", "--tail=3", hasSelector: true) == 3)
    #expect(try tail("web", "--tail", "0", hasSelector: false) == 0)
  }

  @Test(arguments: [
    (["--since", "5m", "--since-time", "2026-07-01T12:30:00Z"], "at most one of"),
    (["--since", "-5m"], "--since must be greater than 0"),
    (["--since", "soon"], "is no duration"),
    (["--since-time", "noon"], "is no time"), (["--tail", "-2"], "--tail must be"),
    (["--limit-bytes=-1"], "--limit-bytes must be"),
    (["--max-log-requests", "0"], "greater than 0"),
    (["-f", "--no-follow"], "contradict"), (["--level", "loud"], "--level"),
    (["-o", "yaml"], "-o"), (["--include", "("], "--include ( is not a regular expression"),
  ])
  func nonsenseIsRefused(arguments: [String], words: String) {
    #expect(message(["web"] + arguments).contains(words))
  }

  // MARK: Flags with values

  @Test func flagsMayHaveValuesAsInGo() {
    #expect(
      KubectlSpelling.undone([
        "logs", "web", "--follow=true", "--prefix=false", "--init-containers=false",
        "--all-containers=T", "--tail=3", "--", "--follow=true",
      ]) == [
        "logs", "web", "--follow", "--no-init-containers", "--all-containers", "--tail=3", "--",
        "--follow=true",
      ])
    #expect(KubectlSpelling.undone(["sync", "--prune=true"]) == ["sync", "--prune=true"])
    #expect(KubectlSpelling.undone(["logs", "--follow=yes"]) == ["logs", "--follow=yes"])
  }

  @Test func shortOptionsMayHaveTheirValuesAtOnce() {
    #expect(
      KubectlSpelling.undone(["logs", "-lapp=web", "-n=shop", "-cmain", "-f", "-fp"])
        == ["logs", "-l", "app=web", "-n", "shop", "-c", "main", "-f", "-fp"])
  }

  // MARK: How

  private func options(_ arguments: String..., terminal: Bool, colors: Bool = false) throws
    -> LogLineWriter.Options
  {
    try LogsCommand.parse(["web"] + arguments).lines.options(
      output: Printed().output(isTerminal: terminal, hasColors: colors), severalNamespaces: false,
      isPrefixed: false)
  }

  @Test func aPipeGetsBytesAndATerminalWords() throws {
    #expect(try options(terminal: false).format == .raw)
    #expect(try options(terminal: true).format == .default)
    #expect(try options("-o", "default", terminal: false).format == .default)
  }

  @Test func thereAreColoursOnATerminalUnlessOneSaysOtherwise() throws {
    #expect(try options(terminal: true, colors: true).hasColors)
    #expect(try !options(terminal: true, colors: false).hasColors)
    #expect(try !options("--color", "never", terminal: true, colors: true).hasColors)
    #expect(try options("--color=always", "-o", "default", terminal: false).hasColors)
    #expect(try !options(terminal: false).hasColors)
  }

  @Test func rawBytesHaveNoColoursOnAPipe() throws {
    #expect(try !options("-o", "raw", "--color", "always", terminal: false).hasColors)
  }
}
