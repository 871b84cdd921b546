import HTTP
import Kubernetes
import Testing

@Suite struct AccessRulesTests {
  private let answer = """
    {"status":{"incomplete":true,"resourceRules":[
    {"verbs":["get","list"],"apiGroups":[""],"resources":["pods","pods/log"]},
    {"verbs":["*"],"apiGroups":["apps"],"resources":["deployments"],"resourceNames":["web"]},
    {"verbs":["update"],"apiGroups":["*"],"resources":["*/scale"]}]}}
    """

  private func rules() async throws -> AccessRules {
    try await Client(transport: ScriptedTransport(.json(answer))).rules(in: "shop")
  }

  @Test(arguments: [
    (Access("list", .pods), true), (Access("delete", .pods), false),
    (Access("get", .pods, subresource: "log"), true),
    (Access("get", .pods, subresource: "exec"), false), (Access("list", .services), false),
    (Access("patch", .deployments, name: "web"), true),
    (Access("patch", .deployments, name: "db"), false), (Access("patch", .deployments), false),
    (Access("update", .statefulSets, subresource: "scale"), true),
    (Access("update", .statefulSets), false),
  ])
  func allowWhatOneOfThemAllows(access: Access, isAllowed: Bool) async throws {
    #expect(try await rules().allows(access) == isAllowed)
  }

  @Test func sayWhetherTheyAreAll() async throws {
    #expect(try await rules().isIncomplete)
  }
}
