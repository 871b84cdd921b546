import Documents
import Testing

@testable import DeployEngine

@Suite struct ListKeyDefaultsTests {
  @Test func portsGetTheirProtocol() {
    let filled = ListKeyDefaults.fill([
      "apiVersion": "v1", "kind": "Service",
      "spec": ["ports": [["port": 53, "protocol": "UDP"], ["port": 80]]],
    ])
    #expect(filled["spec"]?["ports"]?.array?.map { $0["protocol"] } == ["UDP", "TCP"])
  }

  @Test func portsOfContainersGetTheirsToo() {
    let filled = ListKeyDefaults.fill([
      "apiVersion": "batch/v1", "kind": "CronJob",
      "spec": [
        "jobTemplate": [
          "spec": ["template": ["spec": ["containers": [["ports": [["containerPort": 1]]]]]]]
        ]
      ],
    ])
    let place: Pointer = [
      "spec", "jobTemplate", "spec", "template", "spec", "containers", "0", "ports", "0",
      "protocol",
    ]
    #expect(filled[place] == "TCP")
  }

  @Test(arguments: ["serving.knative.dev/v1", "v1"])
  func whatHasNoPortsStaysAsItIs(_ apiVersion: String) {
    let object: Value = ["apiVersion": .string(apiVersion), "kind": "Service", "spec": ["x": 1]]
    #expect(ListKeyDefaults.fill(object) == object)
  }
}
