import Documents

/// What the server fills in where an object is silent: what every client sees when it reads one.
enum Defaults {
  static func apply(_ type: ResourceType, _ object: inout Value) {
    switch type.id {
    case .pods: podSpec(&object, "spec", isPod: true)
    case .deployments:
      fill(
        &object, "spec",
        ["replicas": 1, "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600])
      strategy(&object, "strategy", ["maxSurge": "25%", "maxUnavailable": "25%"])
      template(&object)
    case .replicaSets, .replicationControllers:
      fill(&object, "spec", ["replicas": 1])
      template(&object)
    case .statefulSets:
      fill(
        &object, "spec",
        [
          "replicas": 1, "revisionHistoryLimit": 10, "podManagementPolicy": "OrderedReady",
          "persistentVolumeClaimRetentionPolicy": [
            "whenDeleted": "Retain", "whenScaled": "Retain",
          ],
        ])
      strategy(&object, "updateStrategy", ["partition": 0])
      claimTemplates(&object)
      template(&object)
    case .daemonSets:
      fill(&object, "spec", ["revisionHistoryLimit": 10])
      strategy(&object, "updateStrategy", ["maxUnavailable": 1, "maxSurge": 0])
      template(&object)
    case .jobs: job(&object)
    case .cronJobs:
      fill(
        &object, "spec",
        [
          "concurrencyPolicy": "Allow", "suspend": false, "successfulJobsHistoryLimit": 3,
          "failedJobsHistoryLimit": 1,
        ])
      change(&object, "spec", "jobTemplate", "spec", "template", "spec") {
        podSpec(&$0, isPod: false)
      }
    case .services: service(&object)
    case .secrets: secret(&object)
    case .persistentVolumeClaims: fill(&object, "spec", ["volumeMode": "Filesystem"])
    case .persistentVolumes:
      fill(
        &object, "spec",
        ["volumeMode": "Filesystem", "persistentVolumeReclaimPolicy": "Retain"])
    case .storageClasses:
      fill(&object, ["reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"])
    case .networkPolicies: networkPolicy(&object)
    case .horizontalPodAutoscalers: fill(&object, "spec", ["minReplicas": 1])
    case .namespaces:
      object.set(
        "metadata", "labels", "kubernetes.io/metadata.name", to: .string(object.objectName))
    case .roleBindings, .clusterRoleBindings: binding(&object)
    case .customResourceDefinitions: definition(&object)
    default: break
    }
  }

  /// Fills in fields that aren't there.
  private static func fill(_ value: inout Value, _ fields: Value) {
    for (name, fallback) in fields.object ?? [:] where value[name] == nil { value[name] = fallback }
  }

  private static func fill(_ value: inout Value, _ part: String, _ fields: Value) {
    var inner = value[part] ?? [:]
    value[part] = nil
    fill(&inner, fields)
    value[part] = inner
  }

  /// Changes something inside, where it is there.
  private static func change(
    _ value: inout Value, _ path: String..., body: (inout Value) -> Void
  ) {
    change(&value, path[...], body)
  }

  private static func change(
    _ value: inout Value, _ path: ArraySlice<String>, _ body: (inout Value) -> Void
  ) {
    guard let first = path.first else { return body(&value) }
    guard var inner = value[first] else { return }
    value[first] = nil
    change(&inner, path.dropFirst(), body)
    value[first] = inner
  }

  private static func changeEach(
    _ value: inout Value, _ list: String, _ body: (inout Value) -> Void
  ) {
    guard case .array(var elements)? = value[list] else { return }
    value[list] = nil
    for index in elements.indices { body(&elements[index]) }
    value[list] = .array(elements)
  }

  private static func strategy(_ object: inout Value, _ field: String, _ rolling: Value) {
    change(&object, "spec") { spec in
      var strategy = spec[field] ?? [:]
      fill(&strategy, ["type": "RollingUpdate"])
      if strategy["type"] == "RollingUpdate" { fill(&strategy, "rollingUpdate", rolling) }
      spec[field] = strategy
    }
  }

  private static func template(_ object: inout Value) {
    change(&object, "spec", "template") { template in
      // The metadata is always there, if only to be empty.
      fill(&template, ["metadata": [:]])
      change(&template, "spec") { podSpec(&$0, isPod: false) }
    }
  }

  private static func podSpec(_ object: inout Value, _ field: String, isPod: Bool) {
    change(&object, field) { podSpec(&$0, isPod: isPod) }
  }

  private static func podSpec(_ spec: inout Value, isPod: Bool) {
    fill(
      &spec,
      [
        "restartPolicy": "Always", "dnsPolicy": "ClusterFirst",
        "schedulerName": "default-scheduler", "terminationGracePeriodSeconds": 30,
        "securityContext": [:],
      ])
    if isPod { fill(&spec, ["enableServiceLinks": true]) }
    // The older name of the field says the same, always.
    if let account = spec["serviceAccountName"] ?? spec["serviceAccount"] {
      spec["serviceAccountName"] = account
      spec["serviceAccount"] = account
    }
    changeEach(&spec, "initContainers", container)
    changeEach(&spec, "containers", container)
    changeEach(&spec, "volumes") { volume in
      for source in ["configMap", "downwardAPI", "projected", "secret"] {
        change(&volume, source) { fill(&$0, ["defaultMode": 420]) }
      }
      change(&volume, "hostPath") { fill(&$0, ["type": ""]) }
      if volume.object?.count == 1 { volume["emptyDir"] = [:] }
    }
  }

  private static func container(_ container: inout Value) {
    let image = container["image"]?.string ?? ""
    let reference = image.split(separator: "/").last ?? ""
    let isLatest =
      !image.contains("@") && (!reference.contains(":") || reference.hasSuffix(":latest"))
    fill(
      &container,
      [
        "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
        "imagePullPolicy": isLatest ? "Always" : "IfNotPresent", "resources": [:],
      ])
    changeEach(&container, "ports") { fill(&$0, ["protocol": "TCP"]) }
    changeEach(&container, "env") { variable in
      change(&variable, "valueFrom", "fieldRef") { fill(&$0, ["apiVersion": "v1"]) }
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
      change(&container, probe) { probe in
        fill(
          &probe,
          [
            "timeoutSeconds": 1, "periodSeconds": 10, "successThreshold": 1, "failureThreshold": 3,
          ])
        change(&probe, "httpGet") { fill(&$0, ["scheme": "HTTP", "path": "/"]) }
      }
    }
    // What is limited and not requested is requested to its limit.
    for (name, limit) in container.at("resources", "limits")?.object ?? [:]
    where container.at("resources", "requests", name) == nil {
      container.set("resources", "requests", name, to: limit)
    }
  }

  private static func claimTemplates(_ object: inout Value) {
    change(&object, "spec") { spec in
      changeEach(&spec, "volumeClaimTemplates") { claim in
        fill(
          &claim,
          [
            "apiVersion": "v1", "kind": "PersistentVolumeClaim", "status": ["phase": "Pending"],
          ])
        fill(&claim, "spec", ["volumeMode": "Filesystem"])
      }
    }
  }

  private static func job(_ object: inout Value) {
    change(&object, "spec") { spec in
      if spec["completions"] == nil, spec["parallelism"] == nil { spec["completions"] = 1 }
      fill(
        &spec,
        [
          "parallelism": 1, "backoffLimit": 6, "completionMode": "NonIndexed", "suspend": false,
          "manualSelector": false, "podReplacementPolicy": "TerminatingOrFailed",
        ])
    }
    template(&object)
  }

  private static func service(_ object: inout Value) {
    fill(
      &object, "spec",
      ["type": "ClusterIP", "sessionAffinity": "None"])
    change(&object, "spec") { spec in
      changeEach(&spec, "ports") { port in
        fill(&port, ["protocol": "TCP"])
        fill(&port, ["targetPort": port["port"] ?? 0])
      }
      guard spec["type"] != "ExternalName" else { return }
      fill(
        &spec,
        [
          "internalTrafficPolicy": "Cluster", "ipFamilyPolicy": "SingleStack",
          "ipFamilies": ["IPv4"],
        ])
      if ["LoadBalancer", "NodePort"].contains(spec["type"]?.string ?? "") {
        fill(&spec, ["externalTrafficPolicy": "Cluster"])
      }
      if spec["type"] == "LoadBalancer" { fill(&spec, ["allocateLoadBalancerNodePorts": true]) }
    }
  }

  private static func secret(_ object: inout Value) {
    fill(&object, ["type": "Opaque"])
    guard let plain = object["stringData"]?.object else { return }
    for (key, text) in plain {
      object.set("data", key, to: .string(Base64.encode(Array((text.string ?? "").utf8))))
    }
    object["stringData"] = nil
  }

  private static func networkPolicy(_ object: inout Value) {
    change(&object, "spec") { spec in
      guard spec["policyTypes"] == nil else { return }
      spec["policyTypes"] =
        spec["egress"]?.array?.isEmpty ?? true ? ["Ingress"] : ["Ingress", "Egress"]
    }
  }

  private static func binding(_ object: inout Value) {
    let group: Value = "rbac.authorization.k8s.io"
    change(&object, "roleRef") { fill(&$0, ["apiGroup": group]) }
    changeEach(&object, "subjects") { subject in
      if subject["kind"] != "ServiceAccount" { fill(&subject, ["apiGroup": group]) }
    }
  }

  private static func definition(_ object: inout Value) {
    fill(&object, "spec", ["conversion": ["strategy": "None"]])
    change(&object, "spec", "names") { names in
      let kind = names["kind"]?.string ?? ""
      fill(
        &names, ["singular": .string(kind.lowercased()), "listKind": .string(kind + "List")])
    }
  }
}
