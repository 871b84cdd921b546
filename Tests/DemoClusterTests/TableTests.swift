import Documents
import Testing

@testable import DemoCluster

@Suite struct TableTests {
  let now = DemoTime.example

  private func pod(_ status: Value, _ spec: Value = [:], _ metadata: Value = [:]) -> Value {
    var spec = spec
    spec["containers"] = spec["containers"] ?? [["name": "a"], ["name": "b"]]
    var metadata = metadata
    metadata["name"] = "p"
    metadata["creationTimestamp"] = .string((now - .seconds(150)).rfc3339)
    return ["metadata": metadata, "spec": spec, "status": status]
  }

  private func cells(_ pod: Value) -> [Value] {
    Array(TablePrinter.pods.cells(pod, now).prefix(5))
  }

  @Test func runningPodsAreCounted() {
    let status: Value = [
      "phase": "Running",
      "containerStatuses": [
        ["name": "a", "ready": true, "restartCount": 0, "state": ["running": [:]]],
        [
          "name": "b", "ready": true, "restartCount": 2, "state": ["running": [:]],
          "lastState": ["terminated": ["finishedAt": .string((now - .seconds(90)).rfc3339)]],
        ],
      ],
    ]
    #expect(cells(pod(status)) == ["p", "2/2", "Running", "2 (90s ago)", "2m30s"])
  }

  @Test(
    arguments: [
      (["waiting": ["reason": "CrashLoopBackOff"]], "CrashLoopBackOff"),
      (["terminated": ["reason": "Completed", "exitCode": 0]], "Completed"),
      (["terminated": ["reason": "", "exitCode": 3]], "ExitCode:3"),
      (["terminated": ["signal": 9, "exitCode": 137]], "Signal:9"),
    ] as [(Value, String)])
  func containersSayWhyTheyDoNotRun(_ state: Value, _ reason: String) {
    let status: Value = [
      "phase": "Running", "containerStatuses": [["name": "a", "ready": false, "state": state]],
    ]
    #expect(cells(pod(status))[2] == .string(reason))
  }

  @Test(
    arguments: [
      (["running": [:]], "Init:0/2"),
      (["waiting": ["reason": "PodInitializing"]], "Init:0/2"),
      (["waiting": ["reason": "ImagePullBackOff"]], "Init:ImagePullBackOff"),
      (["terminated": ["exitCode": 1, "reason": "Error"]], "Init:Error"),
      (["terminated": ["exitCode": 2]], "Init:ExitCode:2"),
    ] as [(Value, String)])
  func initContainersComeFirst(_ state: Value, _ reason: String) {
    let status: Value = [
      "phase": "Pending", "initContainerStatuses": [["name": "i", "state": state]],
      "containerStatuses": [["name": "a", "state": ["waiting": ["reason": "PodInitializing"]]]],
    ]
    let spec: Value = ["initContainers": [["name": "i"], ["name": "j"]]]
    #expect(cells(pod(status, spec))[2] == .string(reason))
  }

  @Test func deletedPodsTerminate() {
    let metadata: Value = ["deletionTimestamp": .string(now.rfc3339)]
    #expect(cells(pod(["phase": "Running"], [:], metadata))[2] == "Terminating")
    #expect(cells(pod(["phase": "Succeeded"], [:], metadata))[2] == "Succeeded")
  }

  @Test(arguments: [
    (0, "0s"), (119, "119s"), (120, "2m"), (150, "2m30s"), (599, "9m59s"), (600, "10m"),
    (10_799, "179m"), (10_800, "3h"), (12_600, "3h30m"), (28_800, "8h"), (172_799, "47h"),
    (172_800, "2d"), (180_000, "2d2h"), (691_200, "8d"), (63_072_000, "2y"),
    (63_158_400, "2y1d"),
  ])
  func agesAreShort(_ seconds: Int64, _ text: String) {
    #expect(TablePrinter.duration(.seconds(seconds)) == text)
  }

  @Test func servicesShowTheirPorts() {
    let service: Value = [
      "metadata": ["name": "web", "creationTimestamp": .string(now.rfc3339)],
      "spec": [
        "type": "NodePort", "clusterIP": "10.96.0.9", "selector": ["b": "2", "a": "1"],
        "ports": [
          ["port": 80, "nodePort": 30080, "protocol": "TCP"], ["port": 53, "protocol": "UDP"],
        ],
      ],
    ]
    #expect(
      TablePrinter.services.cells(service, now) == [
        "web", "NodePort", "10.96.0.9", "<none>", "80:30080/TCP,53/UDP", "0s", "a=1,b=2",
      ])
  }

  @Test(arguments: [
    (".spec.size", "[3]"), ("{.spec.size}", "[3]"), (".spec.missing", "[]"),
    (".spec.list[1].n", "[2]"), (".spec.list[*].n", "[1,2]"), (".spec.list[-1].n", "[2]"),
    (".spec.list[?(@.n==\"2\")].n", "[2]"), (".metadata.annotations.a\\.b/c", "[\"x\"]"),
    (".metadata.annotations['a.b/c']", "[\"x\"]"),
  ])
  func pathsFindTheirValues(_ path: String, _ expected: String) throws {
    let object: Value = [
      "metadata": ["annotations": ["a.b/c": "x"]],
      "spec": ["size": 3, "list": [["n": 1], ["n": 2]]],
    ]
    let values = try #require(JSONPath(path)).values(in: object)
    #expect(Value.array(values).json == expected)
  }
}
