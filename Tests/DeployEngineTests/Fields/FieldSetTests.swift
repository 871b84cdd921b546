import Documents
import Testing

@testable import DeployEngine

@Suite struct FieldSetTests {
  private let owned = FieldSet([
    "f:metadata": ["f:labels": [".": [:], "f:app": [:]]],
    "f:spec": [
      "f:replicas": [:],
      "f:ports": [".": [:], #"k:{"port":80,"protocol":"TCP"}"#: [".": [:], "f:port": [:]]],
      "f:finalizers": [".": [:], #"v:"a""#: [:]],
    ],
  ])

  @Test func readsAndWritesWhatTheServerKeeps() {
    #expect(FieldSet(owned.value) == owned)
    #expect(owned.contains(["f:metadata", "f:labels", "f:app"]))
    #expect(owned.contains(["f:metadata", "f:labels"]))
    #expect(!owned.contains(["f:metadata"]))
  }

  @Test func whatNobodyElseHasIsRemoved() {
    let object: Value = [
      "metadata": ["labels": ["app": "web", "tier": "front"]],
      "spec": [
        "replicas": 3, "finalizers": ["a", "b"],
        "ports": [["port": 80, "protocol": "TCP"], ["port": 81, "protocol": "TCP"]],
      ],
    ]
    let others = FieldSet([
      "f:metadata": ["f:labels": ["f:tier": [:]]],
      "f:spec": [
        "f:replicas": [:], "f:finalizers": [#"v:"b""#: [:]],
        "f:ports": [#"k:{"port":81,"protocol":"TCP"}"#: [".": [:]]],
      ],
    ])
    #expect(
      owned.removed(from: object, keeping: others) == [
        "metadata": ["labels": ["tier": "front"]],
        "spec": [
          "replicas": 3, "finalizers": ["b"], "ports": [["port": 81, "protocol": "TCP"]],
        ],
      ])
  }

  @Test func whatWasNotSaidIsLeftOut() {
    let said: Value = ["metadata": ["labels": [:]], "spec": ["ports": [["port": 80]]]]
    #expect(
      owned.restricted(to: said).value == [
        "f:metadata": ["f:labels": [:]],
        "f:spec": [
          "f:ports": [".": [:], #"k:{"port":80,"protocol":"TCP"}"#: [".": [:], "f:port": [:]]]
        ],
      ])
  }
}
