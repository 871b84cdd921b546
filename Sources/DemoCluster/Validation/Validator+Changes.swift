import Documents

extension Validator {
  /// Which changes of a kind aren't allowed.
  mutating func checkChange(_ type: ResourceType, from old: Value, to new: Value) {
    switch type.id {
    case .deployments, .replicaSets, .daemonSets:
      immutable("spec.selector", old.at("spec", "selector"), new.at("spec", "selector"))
    case .statefulSets: checkStatefulSet(old, new)
    case .jobs:
      for field in ["selector", "completions", "completionMode", "template"]
      where old.at("spec", field) != new.at("spec", field) {
        // While a job is suspended its pods may still be placed elsewhere.
        if field == "template", old.at("spec", "suspend")?.bool == true { continue }
        invalid("spec.\(field)", new.at("spec", field) ?? .null, "field is immutable")
      }
    case .services: checkService(old, new)
    case .persistentVolumeClaims: checkClaim(old, new)
    case .configMaps, .secrets: checkData(type, old, new)
    case .pods: checkPod(old, new)
    case .roleBindings, .clusterRoleBindings:
      if old["roleRef"] != new["roleRef"] {
        invalid("roleRef", new["roleRef"] ?? .null, "cannot change roleRef")
      }
    case .storageClasses:
      for field in ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"]
      where old[field] != new[field] {
        if field == "parameters" {
          forbidden(field, "updates to parameters are forbidden.")
        } else {
          immutable(field, old[field], new[field])
        }
      }
    case .customResourceDefinitions:
      for field in ["group", "scope"] {
        immutable("spec.\(field)", old.at("spec", field), new.at("spec", field))
      }
    default: break
    }
  }

  private func without(_ fields: [String], _ spec: Value?) -> Value {
    var spec = spec ?? [:]
    for field in fields { spec[field] = nil }
    return spec
  }

  private mutating func checkStatefulSet(_ old: Value, _ new: Value) {
    let allowed = [
      "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
      "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
    ]
    guard without(allowed, old["spec"]) != without(allowed, new["spec"]) else { return }
    forbidden(
      "spec",
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
        + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
        + "'minReadySeconds' are forbidden")
  }

  private mutating func checkService(_ old: Value, _ new: Value) {
    let before = old.at("spec", "clusterIP")?.string ?? ""
    let after = new.at("spec", "clusterIP")?.string ?? ""
    let stays = new.at("spec", "type")?.string != "ExternalName"
    if !before.isEmpty, before != after, stays, old.at("spec", "type")?.string != "ExternalName" {
      invalid("spec.clusterIPs[0]", [.string(after)], "may not change once set")
    }
  }

  private mutating func checkClaim(_ old: Value, _ new: Value) {
    let isBound = !(old.at("spec", "volumeName")?.string ?? "").isEmpty
    var before = without(["volumeName", "volumeAttributesClassName"], old["spec"])
    var after = without(["volumeName", "volumeAttributesClassName"], new["spec"])
    if isBound || old.at("status", "phase")?.string == "Bound" {
      before.set("resources", "requests", to: nil)
      after.set("resources", "requests", to: nil)
    }
    guard before != after else { return }
    forbidden(
      "spec",
      "spec is immutable after creation except resources.requests and volumeAttributesClassName "
        + "for bound claims")
  }

  private mutating func checkData(_ type: ResourceType, _ old: Value, _ new: Value) {
    if type.id == .secrets { immutable("type", old["type"], new["type"]) }
    guard old["immutable"]?.bool == true else { return }
    if new["immutable"]?.bool != true {
      forbidden("immutable", "field is immutable when `immutable` is set")
    }
    for part in ["data", "binaryData"] where old[part] != new[part] {
      forbidden(part, "field is immutable when `immutable` is set")
    }
  }

  private mutating func checkPod(_ old: Value, _ new: Value) {
    func fixed(_ pod: Value) -> Value {
      var spec = without(
        [
          "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds",
          "ephemeralContainers", "schedulingGates",
        ], pod["spec"])
      // Scheduling sets the node, once.
      if (old.at("spec", "nodeName")?.string ?? "").isEmpty { spec["nodeName"] = nil }
      for list in ["containers", "initContainers"] {
        spec[list] = spec[list]?.array.map { containers in
          .array(
            containers.map { container in
              var container = container
              container["image"] = nil
              container["resources"] = nil
              return container
            })
        }
      }
      return spec
    }
    guard fixed(old) != fixed(new) else { return }
    forbidden(
      "spec",
      "pod updates may not change fields other than `spec.containers[*].image`,"
        + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only "
        + "additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be "
        + "set to 1 if it was previously negative)")
  }
}
