import Documents
import Testing
import YAML

@testable import DeployEngine

@Suite struct LiveComparisonTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var desired: String
    var live: String
    var labels: [String]
    var isBuiltIn = true

    init(
      _ name: String, _ desired: String, _ live: String, differs labels: [String] = [],
      isBuiltIn: Bool = true
    ) {
      (self.name, self.desired, self.live) = (name, desired, live)
      (self.labels, self.isBuiltIn) = (labels, isBuiltIn)
    }

    var testDescription: String { name }
  }

  static func pod(_ container: String) -> String { "{spec: {containers: [\(container)]}}" }

  static let agreeing: [Sample] = [
    Sample("theSame", "{spec: {replicas: 2}}", "{spec: {replicas: 2}}"),
    Sample(
      "fieldsThatGitDoesntSay", "{spec: {replicas: 2}}", "{spec: {replicas: 2, paused: true}}"),
    Sample("nothingForNothing", "{spec: {a: null}}", "{spec: {}}"),
    Sample("oneNumberWrittenTwice", "{spec: {a: 1.0}}", "{spec: {a: 1}}"),
    Sample(
      "amountsInTwoUnits", pod("{name: a, resources: {limits: {cpu: 1000m, memory: 1024Mi}}}"),
      pod("{name: a, resources: {limits: {cpu: '1', memory: 1Gi}}}")),
    Sample(
      "amountsAsNumbers", pod("{name: a, resources: {requests: {cpu: 0.5}}}"),
      pod("{name: a, resources: {requests: {cpu: 500m}}}")),
    Sample(
      "containersOfOthers", pod("{name: a, image: x}"),
      pod("{name: sidecar, image: y}, {name: a, image: x}")),
    Sample(
      "portsWithTheDefaultProtocol", pod("{name: a, ports: [{containerPort: 80}]}"),
      pod("{name: a, ports: [{containerPort: 80, protocol: TCP}]}")),
    Sample("emptyLists", "{spec: {tolerations: []}}", "{spec: {}}"),
    Sample("emptyMapsOfTexts", "{metadata: {labels: {}}}", "{metadata: {}}"),
    Sample(
      "defaultsInsideOfWholes",
      pod("{name: a, env: [{name: A, valueFrom: {fieldRef: {fieldPath: p}}}]}"),
      pod("{name: a, env: [{name: A, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: p}}}]}")),
    Sample(
      "claimTemplatesAsTheServerFillsThem",
      "{spec: {volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]}}",
      "{spec: {volumeClaimTemplates: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: d, creationTimestamp: null}, spec: {accessModes: [ReadWriteOnce], volumeMode: Filesystem}, status: {phase: Pending}}]}}"
    ),
  ]

  static let differing: [Sample] = [
    Sample(
      "another value", "{spec: {replicas: 2}}", "{spec: {replicas: 3}}", differs: ["/spec/replicas"]
    ),
    Sample("a missing field", "{spec: {paused: true}}", "{spec: {}}", differs: ["/spec/paused"]),
    Sample(
      "false and absent", "{spec: {hostNetwork: false}}", "{spec: {}}",
      differs: ["/spec/hostNetwork"]),
    Sample(
      "another image", pod("{name: a, image: x}"), pod("{name: a, image: y}"),
      differs: ["/spec/containers[a]/image"]),
    Sample(
      "a missing container", pod("{name: a}, {name: b}"), pod("{name: a}"),
      differs: ["/spec/containers[b]"]),
    Sample(
      "containers in another order", pod("{name: a}, {name: b}"), pod("{name: b}, {name: a}"),
      differs: ["/spec/containers"]),
    Sample(
      "texts that only look like amounts", "{data: {a: 1000m}}", "{data: {a: '1'}}",
      differs: ["/data/a"]),
    Sample(
      "amounts of kinds that aren't known", "{spec: {limits: {cpu: 1000m}}}",
      "{spec: {limits: {cpu: '1'}}}", differs: ["/spec/limits/cpu"], isBuiltIn: false),
    Sample(
      "one more element in a list that is one value", "{spec: {args: [a]}}",
      "{spec: {args: [a, b]}}",
      differs: ["/spec/args"]),
    Sample(
      "one more field in a rule",
      "{spec: {ingress: [{from: [{podSelector: {}}]}]}}",
      "{spec: {ingress: [{from: [{podSelector: {}, namespaceSelector: {}}]}]}}",
      differs: ["/spec/ingress"]),
    Sample(
      "one more label to select by", "{spec: {selector: {app: a}}}",
      "{spec: {selector: {app: a, tier: b}}}", differs: ["/spec/selector"]),
    Sample(
      "named lists of kinds that aren't known", "{spec: {env: [{name: A}]}}",
      "{spec: {env: [{name: A}, {name: B}]}}", differs: ["/spec/env"], isBuiltIn: false),
    Sample(
      "an empty source", "{spec: {a: {emptyDir: {}}}}", "{spec: {a: {}}}",
      differs: ["/spec/a/emptyDir"]),
    Sample("a value that should go", "{spec: {a: null}}", "{spec: {a: 1}}", differs: ["/spec/a"]),
  ]

  @Test(arguments: agreeing + differing) func comparing(_ sample: Sample) throws {
    let comparison = LiveComparison(
      desired: try Value(yaml: sample.desired), live: try Value(yaml: sample.live),
      isBuiltIn: sample.isBuiltIn, hidesValues: false)
    #expect(comparison.fields.map(\.label) == sample.labels)
    #expect(comparison.count == sample.labels.count)
  }

  @Test func valuesOfSecretsAreHidden() throws {
    let comparison = LiveComparison(
      desired: try Value(yaml: "{data: {password: YQ==}}"),
      live: try Value(yaml: "{data: {password: Yg==}}"), isBuiltIn: true, hidesValues: true)
    #expect(
      comparison.fields == [
        ObjectDrift.Field(label: "/data/password", live: "•••", desired: "•••")
      ])
  }

  @Test func longValuesAreCut() throws {
    let comparison = LiveComparison(
      desired: ["data": ["a": .string(String(repeating: "x", count: 500))]],
      live: ["data": ["a": "y"]], isBuiltIn: true, hidesValues: false)
    #expect(comparison.fields.first?.desired?.string?.count == 161)
  }

  @Test func manyDifferencesAreCountedAndFewKept() throws {
    let many = Value.object(
      Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", Value.integer($0)) }))
    let comparison = LiveComparison(
      desired: ["data": many], live: ["data": [:]], isBuiltIn: true, hidesValues: false)
    #expect(comparison.count == 50)
    #expect(comparison.fields.count == LiveComparison.mostFields)
  }

  @Test(arguments: [
    ("100m", 0.1), ("1", 1), ("1k", 1000), ("1Ki", 1024), ("1.5Gi", 1_610_612_736), ("1e3", 1000),
    ("2E", 2e18),
  ])
  func amounts(text: String, value: Double) {
    #expect(Quantity.value(text) == value)
  }

  @Test(arguments: ["", "abc", "1x", "m", "1Kib"]) func noAmounts(text: String) {
    #expect(Quantity.value(text) == nil)
  }

  @Test func textsOfASecretAreEncoded() throws {
    let secret = try Value(
      yaml: """
        apiVersion: v1
        kind: Secret
        metadata: {name: a, namespace: b, labels: {x: z}}
        stringData: {word: hello, empty: ""}
        data: {lines: "aGVs\\nbG8="}
        """)
    #expect(
      NormalForm.of(secret) == [
        "metadata": ["labels": ["x": "z"]],
        "data": ["word": "aGVsbG8=", "empty": "", "lines": "aGVsbG8="],
      ])
  }
}
