import GitOps
import Testing

@Suite struct EnvironmentTests {
  let configuration: RepositoryConfiguration = {
    var configuration = RepositoryConfiguration()
    configuration.environments = [
      "prod": .init(context: "talos-prod", isProtected: true), "dev": .init(context: "talos-dev"),
    ]
    return configuration
  }()
  let stage = Stack(path: "o/stage/web", name: "web", source: .plain, environment: "stage")
  let prod = Stack(path: "o/prod/web", name: "web", source: .plain, environment: "prod")

  @Test func theContextSaysTheEnvironmentUnlessAPersonDoes() throws {
    func found(_ asked: String?, _ context: String?) throws -> String? {
      try configuration.environment(named: asked, context: context, stacks: [stage])
    }
    #expect(try found(nil, "talos-prod") == "prod")
    #expect(try found("dev", "talos-prod") == "dev")
    #expect(try found("stage", nil) == "stage")
    #expect(try found(nil, "kind") == nil)
    #expect(try found(nil, nil) == nil)
  }

  @Test func anUnknownEnvironmentIsRefused() {
    let error = #expect(throws: EnvironmentError.self) {
      try configuration.environment(named: "test", context: nil, stacks: [stage])
    }
    #expect(error?.summary == "there is no environment test")
    #expect(error?.advice == "there are dev, prod, stage")
  }

  @Test func aStackForAnotherClusterIsRefusedUnlessItIsMeant() throws {
    #expect(throws: EnvironmentError.self) {
      try configuration.check(prod, context: "talos-dev", asked: nil)
    }
    try configuration.check(prod, context: "talos-dev", asked: "prod")
    try configuration.check(prod, context: "talos-prod", asked: nil)
    try configuration.check(stage, context: "talos-dev", asked: nil)
  }

  @Test func aPlaceIsProtectedByItsContextOrItsEnvironment() {
    #expect(configuration.isProtected(context: "talos-prod", environment: nil))
    #expect(configuration.isProtected(context: "kind", environment: "prod"))
    #expect(!configuration.isProtected(context: "talos-dev", environment: "dev"))
  }

  @Test(arguments: [
    (StackScript.usual, ["web"], "./scripts/deploy-stack.sh web"),
    (
      StackScript(path: "run.sh", arguments: ["--env", "{environment}", "-s={stack}!"]),
      ["--env", "prod", "-s=web!"], "./run.sh --env prod -s=web!"
    ),
    (StackScript(path: "run.sh", arguments: []), [], "./run.sh"),
  ])
  func aScriptIsToldItsStack(script: StackScript, arguments: [String], command: String) {
    let run = script.run(for: prod, context: "talos-prod")
    #expect(run.arguments == arguments)
    #expect(run.command == command)
    #expect(run.environment["DUET_CONTEXT"] == "talos-prod")
  }

  @Test func aStacksNameBringsNoPlaceholderOfItsOwn() {
    let odd = Stack(path: "o", name: "{environment}", source: .plain)
    let script = StackScript(path: "run.sh", arguments: ["{stack}"])
    #expect(script.run(for: odd, environment: "dev").arguments == ["{environment}"])
  }
}
