import Documents

/// The machines of the demo cluster, and their heartbeats.
enum Nodes {
  /// What tells one machine from another.
  struct Machine: Sendable {
    var name: String
    var address: String
    var isControlPlane = false
    var cpu = 8
    var memoryGi = 16
    var labels: [String: String] = [:]
  }

  static let homelab = [
    Machine(name: "talos00", address: "192.168.10.100", isControlPlane: true, cpu: 4, memoryGi: 8),
    Machine(
      name: "talos01", address: "192.168.10.101", memoryGi: 32,
      labels: ["homelab/disk": "nvme", "homelab/gpu": "intel"]),
    Machine(name: "talos02", address: "192.168.10.102", labels: ["homelab/disk": "nvme"]),
    Machine(name: "talos03", address: "192.168.10.103", labels: ["homelab/disk": "hdd"]),
  ]

  static func add(_ machines: [Machine], to server: isolated DemoAPIServer) {
    for machine in machines {
      server.insert(.nodes, node(machine, at: server.now))
    }
  }

  private static func node(_ machine: Machine, at now: DemoTime) -> Value {
    var labels: Value = [
      "kubernetes.io/hostname": .string(machine.name), "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
    ]
    for (key, value) in machine.labels { labels[key] = .string(value) }
    if machine.isControlPlane { labels["node-role.kubernetes.io/control-plane"] = "" }
    let memory = Int64(machine.memoryGi) * 1_048_576
    func resources(_ reserved: Int64, _ cpu: Int64) -> Value {
      [
        "cpu": cpu == 0
          ? .string(String(machine.cpu)) : .string("\(machine.cpu * 1000 - Int(cpu))m"),
        "memory": .string("\(memory - reserved)Ki"), "pods": "110",
        "ephemeral-storage": "488235460Ki",
      ]
    }
    func condition(_ type: String, _ status: String, _ reason: String, _ message: String) -> Value {
      [
        "type": .string(type), "status": .string(status), "reason": .string(reason),
        "message": .string(message), "lastHeartbeatTime": .string(now.rfc3339),
        "lastTransitionTime": .string(now.rfc3339),
      ]
    }
    var node: Value = [
      "metadata": ["name": .string(machine.name), "labels": labels],
      "spec": ["podCIDR": "10.244.0.0/24"],
      "status": [
        "addresses": [
          ["type": "InternalIP", "address": .string(machine.address)],
          ["type": "Hostname", "address": .string(machine.name)],
        ],
        "capacity": resources(0, 0), "allocatable": resources(524_288, 50),
        "conditions": [
          condition(
            "MemoryPressure", "False", "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available"),
          condition(
            "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
          condition(
            "PIDPressure", "False", "KubeletHasSufficientPID",
            "kubelet has sufficient PID available"),
          condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
        ],
        "nodeInfo": [
          "architecture": "amd64", "operatingSystem": "linux", "osImage": "Talos (v1.11.5)",
          "kernelVersion": "6.12.57-talos", "containerRuntimeVersion": "containerd://2.1.5",
          "kubeletVersion": "v1.34.1", "kubeProxyVersion": "",
          "machineID": .string(machine.name), "systemUUID": .string(machine.name),
          "bootID": .string(machine.name),
        ],
      ],
    ]
    if machine.isControlPlane {
      node.set(
        "spec", "taints",
        to: [["key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"]])
    }
    return node
  }

  /// Has every node renew its lease every ten seconds, as kubelets do.
  static func startHeartbeats(on server: isolated DemoAPIServer) {
    for node in server.list(.nodes) {
      let name = node.objectName
      let lease: Value = [
        "metadata": ["name": .string(name), "namespace": "kube-node-lease"],
        "spec": [
          "holderIdentity": .string(name), "leaseDurationSeconds": 40,
          "renewTime": .string(server.now.rfc3339Micro),
        ],
      ]
      _ = try? server.create(.leases, lease, as: "kubelet")
    }
    beat(on: server)
  }

  private static func beat(on server: isolated DemoAPIServer) {
    server.schedule(after: .seconds(10), "heartbeat", isRoutine: true) { server in
      for lease in server.list(.leases, namespace: "kube-node-lease") {
        _ = try? server.modify(.leases, "kube-node-lease", lease.objectName, as: "kubelet") {
          $0.set("spec", "renewTime", to: .string(server.now.rfc3339Micro))
        }
      }
      beat(on: server)
    }
  }
}
