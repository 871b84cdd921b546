import Documents

extension DemoAPIServer {
  /// Puts in what every cluster has from its start, once.
  func bootstrap() {
    guard !isBootstrapped else { return }
    isBootstrapped = true
    installDefinitions()
    installNamespaces()
    installGarbageCollection()
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      insert(
        .namespaces,
        [
          "metadata": [
            "name": .string(name), "labels": ["kubernetes.io/metadata.name": .string(name)],
          ],
          "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
        ])
    }
    insert(
      .services,
      [
        "metadata": [
          "name": "kubernetes", "namespace": "default",
          "labels": ["component": "apiserver", "provider": "kubernetes"],
        ],
        "spec": [
          "type": "ClusterIP", "clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1"],
          "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
          "internalTrafficPolicy": "Cluster", "sessionAffinity": "None",
          "ports": [["name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443]],
        ],
        "status": ["loadBalancer": [:]],
      ])
    drainChanges()
    setUp?(self)
    drainChanges()
  }
}
