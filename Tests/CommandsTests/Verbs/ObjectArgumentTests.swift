import Kubernetes
import Testing

@testable import Commands

@Suite struct ObjectArgumentTests {
  func parsed(_ words: String...) throws -> [String] {
    try ObjectArgument.parse(words).map { "\($0.kind) \($0.name)" }
  }

  @Test func objectsAreNamedAsForKubectl() throws {
    #expect(try parsed("deploy/web", "svc/web") == ["deploy web", "svc web"])
    #expect(try parsed("deploy", "web", "api") == ["deploy web", "deploy api"])
    #expect(try parsed("clusterrole/system:node") == ["clusterrole system:node"])
    #expect(try parsed() == [])
  }

  @Test(arguments: [
    "web", "/web", "deploy/", "deploy/a/b", "deploy/..", "deploy/a?x", "deploy/a b",
  ])
  func whatNamesNothingIsRefused(_ word: String) {
    #expect(throws: Problem.self) { try ObjectArgument.parse([word]) }
  }

  @Test func twoKindsForOneObjectAreRefused() {
    #expect(throws: Problem.self) { try ObjectArgument.parse(["deploy", "svc/web"]) }
  }
}
