import Documents
import Kubernetes
import Testing

/// What is read of a node.
@Suite struct NodeFactsTests {
  private let talos: Value = [
    "metadata": [
      "name": "a", "labels": ["node-role.kubernetes.io/control-plane": ""],
      "annotations": [
        "extensions.talos.dev/iscsi-tools": "v0.2.0", "extensions.talos.dev/schematic": "37656779",
      ],
    ],
    "spec": ["unschedulable": true, "taints": [["key": "gpu", "effect": "NoSchedule"]]],
    "status": [
      "conditions": [
        ["type": "DiskPressure", "status": "True", "reason": "KubeletHasDiskPressure"],
        ["type": "Ready", "status": "True", "lastTransitionTime": "2027-01-01T00:00:00Z"],
      ],
      "nodeInfo": ["osImage": "Talos (v1.11.5)", "kernelVersion": "6.12.57-talos"],
      "capacity": ["cpu": "8", "pods": 110],
    ],
  ]

  @Test func talosIsReadFromTheSystemAndItsExtensionsFromAnnotations() {
    let node = NodeFacts(talos)
    #expect(node.talos?.version == "v1.11.5")
    #expect(node.talos?.extensions == ["iscsi-tools": "v0.2.0"])
    #expect(node.talos?.schematic == "37656779")
    #expect(NodeFacts(["status": ["nodeInfo": ["osImage": "Debian 12"]]]).talos == nil)
  }

  @Test func rolesAndStateAreThoseThatKubectlShows() {
    let node = NodeFacts(talos)
    #expect(node.roles == ["control-plane"])
    #expect(node.isReady == true)
    #expect(node.isCordoned)
    #expect(node.troubles.map(\.type) == ["DiskPressure"])
    #expect(node.capacity == ["cpu": "8", "pods": "110"])
  }

  @Test func aSilentKubeletLeavesItUnknown() {
    let silent: Value = ["status": ["conditions": [["type": "Ready", "status": "Unknown"]]]]
    #expect(NodeFacts(silent).isReady == nil)
    #expect(NodeFacts([:]).isReady == nil)
  }
}
