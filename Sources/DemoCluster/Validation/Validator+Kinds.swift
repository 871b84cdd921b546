import Documents

extension Validator {
  /// The rules of one kind.
  mutating func checkKind(_ type: ResourceType, _ object: Value) {
    let spec = object["spec"] ?? [:]
    switch type.id {
    case .pods:
      checkPodSpec(spec, "spec", restartPolicies: ["Always", "OnFailure", "Never"])
    case .deployments, .replicaSets, .daemonSets, .statefulSets:
      atLeastZero("spec.replicas", spec["replicas"])
      checkSelector(spec)
      // What a stateful set makes claims for is a volume of its pods.
      let claims = (spec["volumeClaimTemplates"]?.array ?? []).map(\.objectName)
      checkTemplate(
        spec["template"] ?? [:], "spec.template", restartPolicies: ["Always"], volumes: claims)
      if type.id == .deployments {
        oneOf("spec.strategy.type", spec.at("strategy", "type"), ["Recreate", "RollingUpdate"])
      }
    case .jobs:
      for field in ["completions", "parallelism", "backoffLimit"] {
        atLeastZero("spec.\(field)", spec[field])
      }
      checkTemplate(
        spec["template"] ?? [:], "spec.template", restartPolicies: ["OnFailure", "Never"])
    case .cronJobs:
      checkSchedule(spec)
      oneOf("spec.concurrencyPolicy", spec["concurrencyPolicy"], ["Allow", "Forbid", "Replace"])
      checkTemplate(
        spec.at("jobTemplate", "spec", "template") ?? [:], "spec.jobTemplate.spec.template",
        restartPolicies: ["OnFailure", "Never"])
    case .services: checkService(spec)
    case .configMaps, .secrets: checkData(object)
    case .ingresses: checkIngress(spec)
    case .persistentVolumeClaims:
      require(
        !(spec["accessModes"]?.array ?? []).isEmpty, "spec.accessModes",
        "at least 1 access mode is required")
      require(spec.at("resources", "requests", "storage") != nil, "spec.resources[storage]")
    case .horizontalPodAutoscalers:
      let maximum = spec["maxReplicas"]?.integer ?? 0
      if maximum < 1 { invalid("spec.maxReplicas", .integer(maximum), "must be greater than 0") }
    case .roleBindings, .clusterRoleBindings:
      oneOf("roleRef.kind", object.at("roleRef", "kind"), ["Role", "ClusterRole"])
    default: break
    }
  }

  private mutating func checkSelector(_ spec: Value) {
    guard let selector = spec["selector"] else { return }
    let labels = (spec.at("template", "metadata", "labels")?.object ?? [:])
      .compactMapValues(\.string)
    guard let parsed = LabelSelector(selector: selector) else {
      invalid("spec.selector", selector, "not a valid selector operator")
      return
    }
    if parsed.requirements.isEmpty {
      invalid("spec.selector", selector, "empty selector is invalid for this resource")
    } else if !parsed.matches(labels) {
      invalid(
        "spec.template.metadata.labels", .object(labels.mapValues(Value.string)),
        "`selector` does not match template `labels`")
    }
  }

  private mutating func checkTemplate(
    _ template: Value, _ path: String, restartPolicies: [String], volumes: [String] = []
  ) {
    checkLabels(template.at("metadata", "labels"), "\(path).labels")
    checkPodSpec(
      template["spec"] ?? [:], "\(path).spec", restartPolicies: restartPolicies,
      volumes: Set(volumes))
  }

  private mutating func checkPodSpec(
    _ spec: Value, _ path: String, restartPolicies: [String], volumes: Set<String> = []
  ) {
    atLeastZero("\(path).terminationGracePeriodSeconds", spec["terminationGracePeriodSeconds"])
    let containers = spec["containers"]?.array ?? []
    if containers.isEmpty, spec["containers"] == nil || spec["containers"]?.array?.isEmpty == true,
      !causes.contains(where: { $0.field == "\(path).containers" })
    {
      require(false, "\(path).containers")
    }
    var volumes = volumes
    for (index, volume) in (spec["volumes"]?.array ?? []).enumerated() {
      let name = volume["name"]?.string ?? ""
      let field = "\(path).volumes[\(index)].name"
      if !Names.isLabel(name), !name.isEmpty { invalid(field, .string(name), Names.label) }
      if !volumes.insert(name).inserted { duplicate(field, .string(name)) }
    }
    var names: Set<String> = []
    checkContainers(
      spec["initContainers"]?.array ?? [], "\(path).initContainers", volumes, &names)
    checkContainers(containers, "\(path).containers", volumes, &names)
    if restartPolicies == ["OnFailure", "Never"], spec["restartPolicy"] == "Always" {
      // The default isn't among what jobs may have, so it counts as not given.
      require(false, "\(path).restartPolicy", "valid values: \"OnFailure\", \"Never\"")
    } else {
      oneOf("\(path).restartPolicy", spec["restartPolicy"], restartPolicies)
    }
  }

  private mutating func checkContainers(
    _ containers: [Value], _ path: String, _ volumes: Set<String>, _ names: inout Set<String>
  ) {
    for (index, container) in containers.enumerated() {
      let place = "\(path)[\(index)]"
      let name = container["name"]?.string ?? ""
      if name.isEmpty {
        if container["name"] != nil { require(false, "\(place).name") }
      } else if !Names.isLabel(name) {
        invalid("\(place).name", .string(name), Names.label)
      } else if !names.insert(name).inserted {
        duplicate("\(place).name", .string(name))
      }
      require(!(container["image"]?.string ?? "").isEmpty, "\(place).image")
      oneOf(
        "\(place).imagePullPolicy", container["imagePullPolicy"],
        ["Always", "IfNotPresent", "Never"])
      for (number, port) in (container["ports"]?.array ?? []).enumerated() {
        self.port("\(place).ports[\(number)].containerPort", port["containerPort"] ?? 0)
        oneOf("\(place).ports[\(number)].protocol", port["protocol"], ["SCTP", "TCP", "UDP"])
      }
      for (number, mount) in (container["volumeMounts"]?.array ?? []).enumerated() {
        let volume = mount["name"]?.string ?? ""
        if !volumes.contains(volume) {
          notFound("\(place).volumeMounts[\(number)].name", .string(volume))
        }
      }
      checkResources(container["resources"] ?? [:], "\(place).resources")
    }
  }

  private mutating func checkResources(_ resources: Value, _ path: String) {
    for (name, request) in resources["requests"]?.object ?? [:] {
      guard let limit = resources.at("limits", name),
        let a = Quantity(request.string ?? request.json),
        let b = Quantity(limit.string ?? limit.json), a > b
      else { continue }
      invalid(
        "\(path).requests", request,
        "must be less than or equal to \(name) limit of \(limit.string ?? limit.json)")
    }
  }

  private mutating func checkSchedule(_ spec: Value) {
    let schedule = spec["schedule"]?.string ?? ""
    let parts = schedule.split(separator: " ")
    guard parts.count == 5 || schedule.hasPrefix("@") else {
      invalid(
        "spec.schedule", .string(schedule),
        "expected exactly 5 fields, found \(parts.count): \(parts.map(String.init))")
      return
    }
  }

  private mutating func checkService(_ spec: Value) {
    let type = spec["type"]?.string ?? "ClusterIP"
    oneOf(
      "spec.type", spec["type"], ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"])
    let ports = spec["ports"]?.array ?? []
    if ports.isEmpty, type != "ExternalName", spec["clusterIP"]?.string != "None" {
      require(false, "spec.ports")
    }
    if type == "ExternalName" {
      require(!(spec["externalName"]?.string ?? "").isEmpty, "spec.externalName")
    }
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let name = port["name"]?.string ?? ""
      if ports.count > 1 { require(!name.isEmpty, "spec.ports[\(index)].name") }
      if !name.isEmpty, !names.insert(name).inserted {
        duplicate("spec.ports[\(index)].name", .string(name))
      }
      self.port("spec.ports[\(index)].port", port["port"] ?? 0)
      oneOf("spec.ports[\(index)].protocol", port["protocol"], ["SCTP", "TCP", "UDP"])
    }
  }

  private mutating func checkData(_ object: Value) {
    for part in ["data", "binaryData"] {
      for key in (object[part]?.object ?? [:]).keys.sorted() {
        let isValid =
          !key.isEmpty && key.utf8.count <= 253 && key != "." && key != ".."
          && key.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
          }
        if !isValid {
          invalid(
            "\(part)[\(key)]", .string(key),
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. "
              + "'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
              + "'[-._a-zA-Z0-9]+')")
        }
      }
    }
  }

  private mutating func checkIngress(_ spec: Value) {
    if spec["rules"]?.array?.isEmpty ?? true, spec["defaultBackend"] == nil {
      invalid("spec", spec, "either `defaultBackend` or `rules` must be specified")
    }
    for (index, rule) in (spec["rules"]?.array ?? []).enumerated() {
      for (number, path) in (rule.at("http", "paths")?.array ?? []).enumerated() {
        let place = "spec.rules[\(index)].http.paths[\(number)]"
        require(path["pathType"] != nil, "\(place).pathType", "pathType must be specified")
        oneOf(
          "\(place).pathType", path["pathType"], ["Exact", "ImplementationSpecific", "Prefix"])
      }
    }
  }
}
