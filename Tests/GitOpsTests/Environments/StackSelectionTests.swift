import GitOps
import Testing

@Suite struct StackSelectionTests {
  let stacks = [
    stack("infrastructure/base/monitoring", "monitoring"),
    stack("infrastructure/base/registry", "registry"),
    stack("infrastructure/base/web/base", "web/base"),
    stack("infrastructure/base/web/overlays/dev", "web/overlays/dev", "dev"),
    stack("infrastructure/overlays/dev/monitoring", "monitoring", "dev"),
    stack("infrastructure/overlays/prod/monitoring", "monitoring", "prod"),
  ]

  static func stack(_ path: String, _ name: String, _ environment: String? = nil) -> Stack {
    Stack(path: path, name: name, source: .plain, environment: environment)
  }

  func names(_ environment: String?) -> [String] {
    StackSelection(stacks, environment: environment).stacks.map(\.path)
  }

  @Test func withoutAnEnvironmentAllAreMeant() { #expect(names(nil) == stacks.map(\.path)) }

  @Test func anOverlayReplacesItsBase() {
    #expect(
      names("dev") == [
        "infrastructure/base/registry", "infrastructure/base/web/overlays/dev",
        "infrastructure/overlays/dev/monitoring",
      ])
    #expect(
      names("prod") == [
        "infrastructure/base/registry", "infrastructure/base/web/base",
        "infrastructure/overlays/prod/monitoring",
      ])
  }

  @Test func theOthersSayWhy() {
    let hidden = StackSelection(stacks, environment: "prod").hidden
    #expect(
      hidden[Stack.ID("infrastructure/base/monitoring")]
        == .replaced(by: Stack.ID("infrastructure/overlays/prod/monitoring")))
    #expect(
      hidden[Stack.ID("infrastructure/overlays/dev/monitoring")] == .otherEnvironment("dev"))
  }

  @Test(arguments: [
    ("dev", "monitoring", "infrastructure/overlays/dev/monitoring"),
    ("dev", "web", "infrastructure/base/web/overlays/dev"),
    ("dev", "registry", "infrastructure/base/registry"),
    ("prod", "web", "infrastructure/base/web/base"),
    ("prod", "infrastructure/base/monitoring/", "infrastructure/base/monitoring"),
    (nil, "registry", "infrastructure/base/registry"),
  ])
  func aNameLeadsToItsStack(environment: String?, name: String, path: String) throws {
    let selection = StackSelection(stacks, environment: environment)
    #expect(try selection.stack(named: name).path == path)
  }

  @Test(arguments: [
    (
      nil, "monitoring",
      "monitoring may be any of infrastructure/base/monitoring, "
        + "infrastructure/overlays/dev/monitoring, infrastructure/overlays/prod/monitoring"
    ),
    ("prod", "web/overlays/dev", "web/overlays/dev is there for dev, and not for prod"),
    ("prod", "nothing", "there is no stack nothing"),
  ])
  func aNameThatDoesNotSaysWhy(environment: String?, name: String, summary: String) {
    let selection = StackSelection(stacks, environment: environment)
    let error = #expect(throws: StackLookupError.self) { try selection.stack(named: name) }
    #expect(error?.summary == summary)
  }
}
