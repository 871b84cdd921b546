import Documents

/// Keeps the pods of stateful sets: numbered, one after the other, each with its own claims.
enum StatefulSetController {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("stateful set") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .statefulSets) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .pods) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "StatefulSet", let name = owner?["name"]?.string else {
        return
      }
      queue.add(change.namespace, name, on: server)
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let set = server.get(.statefulSets, key.namespace, key.name) else { return }
    let hash = RevisionHistory.record(set, on: server)
    let revision = "\(set.objectName)-\(hash)"
    if !set.isBeingDeleted {
      step(set, revision: revision, on: server)
    }
    updateStatus(set, revision: revision, on: server)
  }

  private static func pods(of set: Value, on server: isolated DemoAPIServer) -> [Int: Value] {
    var pods: [Int: Value] = [:]
    for pod in server.list(.pods, namespace: set.objectNamespace)
    where pod.controllerUID == set.objectUID {
      if let ordinal = Int(pod.objectName.dropFirst(set.objectName.count + 1)) {
        pods[ordinal] = pod
      }
    }
    return pods
  }

  /// Does the next thing there is to do: one pod at a time, unless the set is parallel.
  private static func step(_ set: Value, revision: String, on server: isolated DemoAPIServer) {
    let wanted = Int(set.at("spec", "replicas")?.integer ?? 1)
    let isParallel = set.at("spec", "podManagementPolicy")?.string == "Parallel"
    let pods = Self.pods(of: set, on: server)
    for ordinal in 0..<wanted {
      guard let pod = pods[ordinal] else {
        create(ordinal, of: set, revision: revision, on: server)
        if isParallel { continue }
        return
      }
      if pod.hasEnded, !pod.isBeingDeleted {
        try? server.delete(.pods, pod.objectNamespace, pod.objectName, .now)
        return
      }
      if !isParallel, pod.isBeingDeleted || !pod.isReadyPod {
        // A pod that doesn't get ready with an outdated template may be replaced, nothing else.
        if pod.label("controller-revision-hash") == revision || pod.isBeingDeleted { return }
      }
    }
    if let last = pods.keys.filter({ $0 >= wanted }).max(), let pod = pods[last] {
      if !pod.isBeingDeleted {
        delete(pod, of: set, on: server)
      }
      return
    }
    update(set, pods, wanted: wanted, revision: revision, on: server)
  }

  private static func update(
    _ set: Value, _ pods: [Int: Value], wanted: Int, revision: String,
    on server: isolated DemoAPIServer
  ) {
    let strategy = set.at("spec", "updateStrategy")
    if strategy?["type"]?.string == "OnDelete" { return }
    let partition = Int(strategy?.at("rollingUpdate", "partition")?.integer ?? 0)
    for ordinal in (0..<wanted).reversed() {
      guard let pod = pods[ordinal] else { return }
      if ordinal >= partition, pod.label("controller-revision-hash") != revision {
        if !pod.isBeingDeleted { delete(pod, of: set, on: server) }
        return
      }
      // The next one waits until this one is back.
      if !pod.isReadyPod { return }
    }
  }

  private static func create(
    _ ordinal: Int, of set: Value, revision: String, on server: isolated DemoAPIServer
  ) {
    let name = "\(set.objectName)-\(ordinal)"
    var pod = PodFactory.pod(
      of: set, template: set.at("spec", "template") ?? [:], name: name,
      labels: [
        "controller-revision-hash": revision, "statefulset.kubernetes.io/pod-name": name,
        "apps.kubernetes.io/pod-index": String(ordinal),
      ])
    var volumes = pod.at("spec", "volumes")?.array ?? []
    for claim in set.at("spec", "volumeClaimTemplates")?.array ?? [] {
      let template = claim.objectName
      let claimName = "\(template)-\(name)"
      volumes.append([
        "name": .string(template), "persistentVolumeClaim": ["claimName": .string(claimName)],
      ])
      if server.get(.persistentVolumeClaims, set.objectNamespace, claimName) == nil {
        let object: Value = [
          "apiVersion": "v1", "kind": "PersistentVolumeClaim",
          "metadata": [
            "name": .string(claimName), "namespace": .string(set.objectNamespace),
            "labels": set.at("spec", "selector", "matchLabels") ?? [:],
          ],
          "spec": claim["spec"] ?? [:],
        ]
        _ = try? server.create(.persistentVolumeClaims, object, as: Self.manager)
        event(
          set, "SuccessfulCreate",
          "create Claim \(claimName) Pod \(name) in StatefulSet \(set.objectName) success",
          on: server)
      }
    }
    if !volumes.isEmpty { pod.set("spec", "volumes", to: .array(volumes)) }
    pod.set("spec", "hostname", to: .string(name))
    pod.set("spec", "subdomain", to: set.at("spec", "serviceName"))
    guard (try? server.create(.pods, pod, as: Self.manager)) != nil else { return }
    event(
      set, "SuccessfulCreate", "create Pod \(name) in StatefulSet \(set.objectName) successful",
      on: server)
  }

  private static func delete(_ pod: Value, of set: Value, on server: isolated DemoAPIServer) {
    try? server.delete(.pods, pod.objectNamespace, pod.objectName)
    event(
      set, "SuccessfulDelete",
      "delete Pod \(pod.objectName) in StatefulSet \(set.objectName) successful", on: server)
  }

  private static func event(
    _ set: Value, _ reason: String, _ message: String, on server: isolated DemoAPIServer
  ) {
    server.record(
      EventRecord(component: "statefulset-controller", reason: reason, message: message),
      about: set)
  }

  private static func updateStatus(
    _ set: Value, revision: String, on server: isolated DemoAPIServer
  ) {
    let pods = Self.pods(of: set, on: server).values.filter { !$0.hasEnded }
    let updated = pods.filter {
      $0.label("controller-revision-hash") == revision && !$0.isBeingDeleted
    }
    let ready = pods.filter { $0.isReadyPod && !$0.isBeingDeleted }
    let wanted = Int(set.at("spec", "replicas")?.integer ?? 1)
    let isComplete = updated.count == wanted && ready.count == wanted && pods.count == wanted
    _ = try? server.modify(
      .statefulSets, set.objectNamespace, set.objectName, as: Self.manager, subresource: .status
    ) { object in
      let before = object.at("status", "currentRevision")?.string
      let current = isComplete ? revision : before ?? revision
      var status: Value = [
        "observedGeneration": .integer(object.generation),
        "replicas": .integer(Int64(pods.count)), "collisionCount": 0,
        "currentRevision": .string(current), "updateRevision": .string(revision),
        "availableReplicas": .integer(Int64(ready.count)),
      ]
      status.setCount("readyReplicas", ready.count)
      status.setCount("updatedReplicas", updated.count)
      status.setCount(
        "currentReplicas",
        pods.filter { $0.label("controller-revision-hash") == current }.count)
      object["status"] = status
    }
  }
}
