import Documents

/// Keeps one pod of each daemon set on every node that it fits.
enum DaemonSetController {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("daemon set") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .daemonSets) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .nodes) { server, change in
      guard change.kind != .modified || change.old?["spec"] != change.new?["spec"] else { return }
      for set in server.list(.daemonSets) {
        queue.add(set.objectNamespace, set.objectName, on: server)
      }
    }
    server.onChange(of: .pods) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "DaemonSet", let name = owner?["name"]?.string else {
        return
      }
      queue.add(change.namespace, name, on: server)
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let set = server.get(.daemonSets, key.namespace, key.name) else { return }
    let hash = RevisionHistory.record(set, on: server)
    let template = set.at("spec", "template") ?? [:]
    let nodes = server.list(.nodes).filter { node in
      Placement.selects(template, node)
        && Placement.untolerated(Self.tolerant(template), node).isEmpty
    }
    if !set.isBeingDeleted {
      place(set, on: nodes, hash: hash, server: server)
    }
    updateStatus(set, nodes: nodes, hash: hash, on: server)
  }

  private static func pods(of set: Value, on server: isolated DemoAPIServer) -> [Value] {
    server.list(.pods, namespace: set.objectNamespace)
      .filter { $0.controllerUID == set.objectUID }
  }

  private static func place(
    _ set: Value, on nodes: [Value], hash: String, server: isolated DemoAPIServer
  ) {
    let pods = Self.pods(of: set, on: server)
    let names = Set(nodes.map(\.objectName))
    var isBusy = false
    for pod in pods {
      let node = Self.target(of: pod)
      if pod.isBeingDeleted || !pod.isReadyPod { isBusy = true }
      if !names.contains(node) || pod.hasEnded, !pod.isBeingDeleted {
        try? server.delete(.pods, pod.objectNamespace, pod.objectName)
      }
    }
    let covered = Set(pods.map { Self.target(of: $0) })
    for name in names.subtracting(covered).sorted() {
      create(on: name, set, hash: hash, server: server)
      isBusy = true
    }
    // An update replaces one pod after the other.
    let type = set.at("spec", "updateStrategy", "type")?.string
    guard type != "OnDelete" else { return }
    let outdated = pods.filter {
      $0.label("controller-revision-hash") != hash && !$0.isBeingDeleted
    }
    let unavailable = outdated.first { !$0.isReadyPod }
    if let victim = unavailable ?? (isBusy ? nil : outdated.first) {
      try? server.delete(.pods, victim.objectNamespace, victim.objectName)
      event(set, "SuccessfulDelete", "Deleted pod: \(victim.objectName)", on: server)
    }
  }

  private static func create(
    on node: String, _ set: Value, hash: String, server: isolated DemoAPIServer
  ) {
    let template = Self.tolerant(set.at("spec", "template") ?? [:])
    let name = "\(set.objectName)-\(server.random.suffix())"
    var pod = PodFactory.pod(
      of: set, template: template, name: name, labels: ["controller-revision-hash": hash])
    let term: Value = [
      "matchFields": [["key": "metadata.name", "operator": "In", "values": [.string(node)]]]
    ]
    pod.set(
      "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution",
      to: ["nodeSelectorTerms": [term]])
    guard (try? server.create(.pods, pod, as: Self.manager)) != nil else { return }
    event(set, "SuccessfulCreate", "Created pod: \(name)", on: server)
  }

  /// The template with the tolerations that pods of daemon sets always have.
  private static func tolerant(_ template: Value) -> Value {
    var template = template
    var tolerations = template.at("spec", "tolerations")?.array ?? []
    for (key, effect) in [
      ("node.kubernetes.io/not-ready", "NoExecute"),
      ("node.kubernetes.io/unreachable", "NoExecute"),
      ("node.kubernetes.io/disk-pressure", "NoSchedule"),
      ("node.kubernetes.io/memory-pressure", "NoSchedule"),
      ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ] {
      tolerations.append([
        "key": .string(key), "operator": "Exists", "effect": .string(effect),
      ])
    }
    template.set("spec", "tolerations", to: .array(tolerations))
    return template
  }

  private static func target(of pod: Value) -> String {
    pod.at("spec", "nodeName")?.string ?? Placement.requiredNode(of: pod) ?? ""
  }

  private static func event(
    _ set: Value, _ reason: String, _ message: String, on server: isolated DemoAPIServer
  ) {
    server.record(
      EventRecord(component: "daemonset-controller", reason: reason, message: message), about: set)
  }

  private static func updateStatus(
    _ set: Value, nodes: [Value], hash: String, on server: isolated DemoAPIServer
  ) {
    let pods = Self.pods(of: set, on: server).filter { !$0.isBeingDeleted }
    let ready = pods.filter(\.isReadyPod).count
    let updated = pods.filter { $0.label("controller-revision-hash") == hash }.count
    _ = try? server.modify(
      .daemonSets, set.objectNamespace, set.objectName, as: Self.manager, subresource: .status
    ) { object in
      var status: Value = [
        "observedGeneration": .integer(object.generation), "numberMisscheduled": 0,
        "desiredNumberScheduled": .integer(Int64(nodes.count)),
        "currentNumberScheduled": .integer(Int64(pods.count)),
        "numberReady": .integer(Int64(ready)),
      ]
      status.setCount("updatedNumberScheduled", updated)
      status.setCount("numberAvailable", ready)
      status.setCount("numberUnavailable", nodes.count - ready)
      object["status"] = status
    }
  }
}
