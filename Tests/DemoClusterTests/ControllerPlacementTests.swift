import Documents
import Testing
import YAML

@testable import DemoCluster

@Suite struct ControllerPlacementTests {
  private let nodes: [Value] = [
    Self.node("a", cpu: "2", memory: "4Gi"),
    Self.node("b", cpu: "8", memory: "16Gi", labels: ["disk": "nvme"]),
    Self.node("c", cpu: "4", memory: "8Gi", isControlPlane: true),
  ]

  private static func node(
    _ name: String, cpu: Value, memory: Value, labels: Value = [:], isControlPlane: Bool = false
  ) -> Value {
    var node: Value = [
      "metadata": ["name": .string(name), "labels": labels], "spec": [:],
      "status": ["allocatable": ["cpu": cpu, "memory": memory, "pods": "110"]],
    ]
    if isControlPlane {
      node.set(
        "spec", "taints",
        to: [["key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"]])
    }
    return node
  }

  private func pod(_ yaml: String) throws -> Value { ["spec": try Value(yaml: yaml)] }

  @Test func theEmptiestNodeIsTaken() throws {
    let pod = try pod("containers: [{resources: {requests: {cpu: 500m, memory: 1Gi}}}]")
    #expect(Placement.place(pod, on: nodes, used: [:]) == .node("b"))
    let used = ["b": Placement.Amount(milliCPU: 7000, memory: 15 << 30, pods: 9)]
    #expect(Placement.place(pod, on: nodes, used: used) == .node("a"))
  }

  @Test func aPodThatAsksTooMuchFitsNowhere() throws {
    let pod = try pod("containers: [{resources: {requests: {memory: 64Gi}}}]")
    guard case .unschedulable(let message) = Placement.place(pod, on: nodes, used: [:]) else {
      Issue.record("it was placed")
      return
    }
    #expect(message.hasPrefix("0/3 nodes are available: 1 node(s) had untolerated taint"))
    #expect(message.contains("2 Insufficient memory"))
  }

  @Test func aSelectorPicksNodes() throws {
    #expect(
      Placement.place(try pod("nodeSelector: {disk: nvme}"), on: nodes, used: [:]) == .node("b"))
    guard
      case .unschedulable(let message) = Placement.place(
        try pod("nodeSelector: {disk: tape}"), on: nodes, used: [:])
    else {
      Issue.record("it was placed")
      return
    }
    #expect(message.contains("2 node(s) didn't match Pod's node affinity/selector"))
  }

  @Test func aTolerationOpensTheControlPlane() throws {
    let pod = try pod("tolerations: [{operator: Exists}]")
    #expect(Placement.untolerated(pod, nodes[2]).isEmpty)
    #expect(Placement.untolerated([:], nodes[2]).count == 1)
  }
}
