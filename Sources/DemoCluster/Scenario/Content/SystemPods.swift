import Documents

/// What a Talos cluster brings along in `kube-system`.
enum SystemPods {
  static let manifests =
    ManifestText.deployment(
      .init(
        name: "coredns", namespace: "kube-system", image: "registry.k8s.io/coredns/coredns:v1.12.4",
        replicas: 2, port: 53, health: "/health", cpu: "100m", memory: "70Mi",
        memoryLimit: "170Mi")) + "---\n"
    + ["kube-flannel", "kube-proxy"].map { daemonSet($0) }.joined(separator: "---\n")

  private static func daemonSet(_ name: String) -> String {
    let image =
      name == "kube-proxy"
      ? "registry.k8s.io/kube-proxy:v1.34.1" : "ghcr.io/siderolabs/flannel:v0.27.4"
    return """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: \(name)
        namespace: kube-system
      spec:
        selector:
          matchLabels:
            k8s-app: \(name)
        template:
          metadata:
            labels:
              k8s-app: \(name)
          spec:
            hostNetwork: true
            tolerations:
              - operator: Exists
            containers:
              - name: \(name)
                image: \(image)

      """
  }

  /// The control plane's own pods, which no controller makes: they mirror files on the node.
  static func addStatic(to server: isolated DemoAPIServer) {
    for (component, memory) in [
      ("kube-apiserver", "512Mi"), ("kube-controller-manager", "256Mi"), ("kube-scheduler", "64Mi"),
    ] {
      let name = "\(component)-talos00"
      let started = server.now.rfc3339
      let pod: Value = [
        "metadata": [
          "name": .string(name), "namespace": "kube-system",
          "labels": ["component": .string(component), "tier": "control-plane"],
          "annotations": ["kubernetes.io/config.source": "file"],
          "ownerReferences": [
            [
              "apiVersion": "v1", "kind": "Node", "name": "talos00", "controller": true,
              "uid": .string(server.get(.nodes, "", "talos00")?.objectUID ?? ""),
            ]
          ],
        ],
        "spec": [
          "nodeName": "talos00", "hostNetwork": true, "restartPolicy": "Always",
          "priorityClassName": "system-cluster-critical",
          "tolerations": [["operator": "Exists"]],
          "containers": [
            [
              "name": .string(component),
              "image": .string("registry.k8s.io/\(component):v1.34.1"),
              "resources": ["requests": ["cpu": "100m", "memory": .string(memory)]],
            ]
          ],
        ],
        "status": [
          "phase": "Running", "podIP": "192.168.10.100", "hostIP": "192.168.10.100",
          "startTime": .string(started), "qosClass": "Burstable",
          "conditions": .array(
            ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map {
              [
                "type": .string($0), "status": "True", "lastTransitionTime": .string(started),
                "lastProbeTime": .null,
              ]
            }),
          "containerStatuses": [
            [
              "name": .string(component), "ready": true, "started": true, "restartCount": 0,
              "image": .string("registry.k8s.io/\(component):v1.34.1"), "imageID": "",
              "lastState": [:], "state": ["running": ["startedAt": .string(started)]],
            ]
          ],
        ],
      ]
      server.insert(.pods, pod)
      ContainerLogs.begin(
        ContainerID(namespace: "kube-system", pod: name, container: component),
        LogWriter(
          style: .klog, seed: server.random.next(), started: server.now, program: component,
          pod: name, version: "v1.34.1"), on: server)
    }
  }
}
