import Documents

/// Keeps the endpoints of services: which pods a service leads to, and which of them are ready.
enum EndpointsController {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("endpoints", delay: .milliseconds(50)) { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .services) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .pods) { server, change in
      let isSame =
        change.old?.at("status", "podIP") == change.new?.at("status", "podIP")
        && change.old?.isReadyPod == change.new?.isReadyPod
        && change.old?.isBeingDeleted == change.new?.isBeingDeleted
        && change.old?.at("metadata", "labels") == change.new?.at("metadata", "labels")
      guard !isSame else { return }
      for service in server.list(.services, namespace: change.namespace)
      where Self.selector(of: service)?.matches(change.object) == true {
        queue.add(change.namespace, service.objectName, on: server)
      }
    }
  }

  private static func selector(of service: Value) -> LabelSelector? {
    guard let labels = service.at("spec", "selector")?.object, !labels.isEmpty else { return nil }
    return LabelSelector(labels.compactMapValues(\.string))
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let service = server.get(.services, key.namespace, key.name), !service.isBeingDeleted,
      let selector = Self.selector(of: service)
    else { return }
    let pods = server.list(.pods, namespace: key.namespace, labels: selector)
      .filter { $0.at("status", "podIP") != nil && !$0.hasEnded && !$0.isBeingDeleted }
    updateEndpoints(service, pods, on: server)
    updateSlice(service, pods, on: server)
  }

  private static func updateEndpoints(
    _ service: Value, _ pods: [Value], on server: isolated DemoAPIServer
  ) {
    func addresses(_ pods: [Value]) -> Value {
      .array(
        pods.map { pod in
          [
            "ip": pod.at("status", "podIP") ?? "", "nodeName": pod.at("spec", "nodeName") ?? "",
            "targetRef": Self.reference(pod),
          ]
        })
    }
    var subset: Value = ["ports": .array(Self.ports(of: service, pods.first))]
    let ready = pods.filter(\.isReadyPod)
    let others = pods.filter { !$0.isReadyPod }
    if !ready.isEmpty { subset["addresses"] = addresses(ready) }
    if !others.isEmpty { subset["notReadyAddresses"] = addresses(others) }
    let subsets: Value? = pods.isEmpty ? nil : [subset]
    let (namespace, name) = (service.objectNamespace, service.objectName)
    if server.get(.endpoints, namespace, name) == nil {
      var endpoints: Value = [
        "apiVersion": "v1", "kind": "Endpoints",
        "metadata": ["name": .string(name), "namespace": .string(namespace)],
      ]
      endpoints.set("metadata", "labels", to: service.at("metadata", "labels"))
      endpoints["subsets"] = subsets
      _ = try? server.create(.endpoints, endpoints, as: Self.manager)
    } else {
      _ = try? server.modify(.endpoints, namespace, name, as: Self.manager) {
        $0["subsets"] = subsets
      }
    }
  }

  private static func updateSlice(
    _ service: Value, _ pods: [Value], on server: isolated DemoAPIServer
  ) {
    let (namespace, name) = (service.objectNamespace, service.objectName)
    let endpoints: [Value] = pods.map { pod in
      [
        "addresses": [pod.at("status", "podIP") ?? ""],
        "conditions": [
          "ready": .bool(pod.isReadyPod), "serving": .bool(pod.isReadyPod), "terminating": false,
        ],
        "nodeName": pod.at("spec", "nodeName") ?? "", "targetRef": Self.reference(pod),
      ]
    }
    let ports = Self.ports(of: service, pods.first)
    let existing = server.list(.endpointSlices, namespace: namespace)
      .first { $0.controllerUID == service.objectUID }
    if let existing {
      _ = try? server.modify(
        .endpointSlices, namespace, existing.objectName, as: Self.manager
      ) { slice in
        slice["endpoints"] = .array(endpoints)
        slice["ports"] = .array(ports)
      }
      return
    }
    let slice: Value = [
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
      "metadata": [
        "name": .string("\(name)-\(server.random.suffix())"), "namespace": .string(namespace),
        "labels": [
          "kubernetes.io/service-name": .string(name),
          "endpointslice.kubernetes.io/managed-by": "endpointslice-k8s.io",
        ],
        "ownerReferences": [service.controllerReference],
      ],
      "addressType": "IPv4", "endpoints": .array(endpoints), "ports": .array(ports),
    ]
    _ = try? server.create(.endpointSlices, slice, as: Self.manager)
  }

  private static func reference(_ pod: Value) -> Value {
    [
      "kind": "Pod", "name": .string(pod.objectName), "namespace": .string(pod.objectNamespace),
      "uid": .string(pod.objectUID),
    ]
  }

  /// The service's ports as the pods know them: names of container ports become numbers.
  private static func ports(of service: Value, _ pod: Value?) -> [Value] {
    (service.at("spec", "ports")?.array ?? []).map { port in
      var result: Value = ["protocol": port["protocol"] ?? "TCP"]
      result["name"] = port["name"]
      let target = port["targetPort"] ?? port["port"]
      if let name = target?.string {
        let containers = pod?.at("spec", "containers")?.array ?? []
        result["port"] =
          containers.flatMap { $0["ports"]?.array ?? [] }
          .first { $0["name"]?.string == name }?["containerPort"]
      } else {
        result["port"] = target
      }
      return result
    }
  }
}
