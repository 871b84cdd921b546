import Documents
import Kubernetes
import Testing

/// What objects select their pods by.
@Suite struct SelectorOfDocumentTests {
  private func selector(_ value: Value) -> String? {
    LabelSelector(of: ["spec": ["selector": value]]).map { "\($0)" }
  }

  @Test func conditionsOfAWorkloadAreKubectlsWords() {
    let value: Value = [
      "matchLabels": ["tier": "front", "app": "web"],
      "matchExpressions": [
        ["key": "zone", "operator": "In", "values": ["b", "a"]],
        ["key": "canary", "operator": "DoesNotExist"],
        ["key": "stage", "operator": "NotIn", "values": ["test"]],
        ["key": "owner", "operator": "Exists"],
      ],
    ]
    #expect(selector(value) == "app=web,tier=front,zone in (a,b),!canary,stage notin (test),owner")
  }

  @Test func aServiceHasLabels() {
    #expect(selector(["app": "web"]) == "app=web")
  }

  @Test(
    arguments: [
      [:], ["matchLabels": [:]],
      ["matchExpressions": [["key": "a", "operator": "Near", "values": ["b"]]]], "app=web",
    ] as [Value])
  func whatSelectsNothingInParticularIsNone(value: Value) {
    #expect(selector(value) == nil)
  }

  @Test(arguments: ["a=b", "a in (b,c),!d", "a notin (b,c),e", "a>3,b<4"])
  func whatIsSaidReadsTheSame(text: String) throws {
    #expect("\(try LabelSelector(parsing: text))" == text)
  }
}
