import ArgumentParser
import DeployEngine
import Testing

@testable import Commands

@Suite struct VerbArgumentTests {
  @Test func deployTakesWhatItSays() throws {
    let command = try DeployCommand.parse([
      "web", "db", "-y", "--prune", "--no-wait", "--force-conflicts", "--env", "prod",
      "--confirm", "web", "--context", "c", "-n", "front", "-o", "json",
    ])
    #expect(command.stacks == ["web", "db"])
    #expect(command.deploy.consent == .init(isGiven: true, names: ["web"]))
    #expect(
      command.deploy.engine == Deployer.Options(forcesConflicts: true, prunes: true, wait: nil))
    #expect(command.options.repository.env == "prod")
    #expect(command.options.namespace == "front")
    #expect(command.options.output == .json)
  }

  @Test(arguments: [
    ("90s", Duration.seconds(90)), ("5m", .seconds(300)), ("1h30m", .seconds(5400)),
    ("45", .seconds(45)), ("500ms", .milliseconds(500)),
  ])
  func timesAreKubectls(text: String, duration: Duration) throws {
    let command = try DeployCommand.parse(["web", "--timeout", text])
    #expect(command.deploy.engine.wait?.timeout == duration)
  }

  @Test func noTimeMeansAsLongAsItTakes() throws {
    let command = try DeployCommand.parse(["web", "--timeout", "0"])
    #expect(command.deploy.engine.wait?.timeout == nil)
    #expect(try DeployCommand.parse(["web"]).deploy.engine.wait?.timeout == .seconds(300))
  }

  @Test(arguments: ["", "5x", "m", "1.5h", "5m3", "99999999999999999999s"])
  func otherTimesAreRefused(text: String) {
    #expect(throws: (any Error).self) { try DeployCommand.parse(["web", "--timeout", text]) }
  }

  @Test func aStackHasToBeNamed() {
    #expect(throws: (any Error).self) { try DeployCommand.parse([]) }
    #expect(throws: (any Error).self) { try PlanCommand.parse([]) }
    #expect(throws: (any Error).self) { try RenderCommand.parse(["-o", "wide"]) }
  }

  @Test func everyVerbIsThere() throws {
    #expect(try Duet.parseAsRoot(["stacks"]) is StacksCommand)
    #expect(try Duet.parseAsRoot(["render", "x"]) is RenderCommand)
    #expect(try Duet.parseAsRoot(["plan", "x"]) is PlanCommand)
    #expect(try Duet.parseAsRoot(["deploy", "x"]) is DeployCommand)
    #expect(try Duet.parseAsRoot(["rollback", "x"]) is RollbackCommand)
    #expect(try Duet.parseAsRoot(["ledger", "x"]) is LedgerCommand)
    #expect(try Duet.parseAsRoot(["drift"]) is DriftCommand)
  }
}
