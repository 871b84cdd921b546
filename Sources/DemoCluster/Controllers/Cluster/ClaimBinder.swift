import Documents

/// Gives claims their volumes: at once, or when the first pod needs them, as their class says.
enum ClaimBinder {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("claim", delay: .milliseconds(400)) { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .persistentVolumeClaims) { server, change in
      if change.kind == .added {
        queue.add(change.namespace, change.name, on: server)
      } else if change.new == nil {
        release(change.object, on: server)
      }
    }
    server.onChange(of: .pods) { server, change in
      guard change.old?.at("spec", "nodeName") == nil, change.new?.at("spec", "nodeName") != nil
      else { return }
      for volume in change.object.at("spec", "volumes")?.array ?? [] {
        if let claim = volume.at("persistentVolumeClaim", "claimName")?.string {
          queue.add(change.namespace, claim, on: server)
        }
      }
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let claim = server.get(.persistentVolumeClaims, key.namespace, key.name),
      claim.at("status", "phase")?.string != "Bound", !claim.isBeingDeleted
    else { return }
    let className = claim.at("spec", "storageClassName")?.string ?? ""
    guard let storage = server.get(.storageClasses, "", className) else {
      setPhase("Pending", of: claim, on: server)
      event(
        claim, .warning, "ProvisioningFailed",
        "storageclass.storage.k8s.io \"\(className)\" not found", on: server)
      return
    }
    if storage["volumeBindingMode"]?.string == "WaitForFirstConsumer", !isUsed(claim, on: server) {
      setPhase("Pending", of: claim, on: server)
      event(
        claim, .normal, "WaitForFirstConsumer",
        "waiting for first consumer to be created before binding", on: server)
      return
    }
    bind(claim, storage, on: server)
  }

  private static func isUsed(_ claim: Value, on server: isolated DemoAPIServer) -> Bool {
    server.list(.pods, namespace: claim.objectNamespace).contains { pod in
      pod.at("spec", "nodeName") != nil
        && (pod.at("spec", "volumes")?.array ?? []).contains {
          $0.at("persistentVolumeClaim", "claimName")?.string == claim.objectName
        }
    }
  }

  private static func bind(_ claim: Value, _ storage: Value, on server: isolated DemoAPIServer) {
    let name = "pvc-\(claim.objectUID)"
    let size = claim.at("spec", "resources", "requests", "storage") ?? "1Gi"
    let modes = claim.at("spec", "accessModes") ?? ["ReadWriteOnce"]
    let volume: Value = [
      "apiVersion": "v1", "kind": "PersistentVolume",
      "metadata": [
        "name": .string(name),
        "annotations": ["pv.kubernetes.io/provisioned-by": storage["provisioner"] ?? ""],
      ],
      "spec": [
        "capacity": ["storage": size], "accessModes": modes, "volumeMode": "Filesystem",
        "storageClassName": .string(storage.objectName),
        "persistentVolumeReclaimPolicy": storage["reclaimPolicy"] ?? "Delete",
        "hostPath": ["path": .string("/var/local-path/\(name)"), "type": "DirectoryOrCreate"],
        "claimRef": [
          "apiVersion": "v1", "kind": "PersistentVolumeClaim",
          "name": .string(claim.objectName), "namespace": .string(claim.objectNamespace),
          "uid": .string(claim.objectUID),
        ],
      ],
    ]
    _ = try? server.create(.persistentVolumes, volume, as: Self.manager)
    _ = try? server.modify(.persistentVolumes, "", name, as: Self.manager, subresource: .status) {
      $0["status"] = ["phase": "Bound"]
    }
    _ = try? server.modify(
      .persistentVolumeClaims, claim.objectNamespace, claim.objectName, as: Self.manager
    ) { $0.set("spec", "volumeName", to: .string(name)) }
    _ = try? server.modify(
      .persistentVolumeClaims, claim.objectNamespace, claim.objectName, as: Self.manager,
      subresource: .status
    ) { $0["status"] = ["phase": "Bound", "accessModes": modes, "capacity": ["storage": size]] }
    event(
      claim, .normal, "ProvisioningSucceeded", "Successfully provisioned volume \(name)",
      on: server)
  }

  private static func release(_ claim: Value, on server: isolated DemoAPIServer) {
    guard let name = claim.at("spec", "volumeName")?.string else { return }
    try? server.delete(.persistentVolumes, "", name)
  }

  private static func setPhase(_ phase: String, of claim: Value, on server: isolated DemoAPIServer)
  {
    _ = try? server.modify(
      .persistentVolumeClaims, claim.objectNamespace, claim.objectName, as: Self.manager,
      subresource: .status
    ) { $0.set("status", "phase", to: .string(phase)) }
  }

  private static func event(
    _ claim: Value, _ severity: EventRecord.Severity, _ reason: String, _ message: String,
    on server: isolated DemoAPIServer
  ) {
    server.record(
      EventRecord(
        component: "persistentvolume-controller", severity: severity, reason: reason,
        message: message), about: claim)
  }
}
