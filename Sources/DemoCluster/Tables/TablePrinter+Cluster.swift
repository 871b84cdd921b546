import Documents

extension TablePrinter {
  private static func modes(_ value: Value?) -> Value {
    let short = [
      "ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX",
      "ReadWriteOncePod": "RWOP",
    ]
    let modes = (value?.array ?? []).compactMap(\.string)
    return .string(modes.map { short[$0] ?? $0 }.joined(separator: ","))
  }

  static let persistentVolumes = TablePrinter(columns: [
    .name, Column("Capacity"), Column("Access Modes"), Column("Reclaim Policy"), Column("Status"),
    Column("Claim"), Column("StorageClass"), Column("VolumeAttributesClass"), Column("Reason"),
    .age, .wide("VolumeMode"),
  ]) { volume, now in
    let spec = volume["spec"] ?? [:]
    let claim = spec["claimRef"].map {
      "\($0["namespace"]?.string ?? "")/\($0["name"]?.string ?? "")"
    }
    let phase = volume.at("status", "phase")?.string ?? ""
    return [
      .string(volume.objectName), text(spec.at("capacity", "storage"), or: ""),
      modes(spec["accessModes"]), text(spec["persistentVolumeReclaimPolicy"], or: ""),
      .string(volume.isBeingDeleted ? "Terminating" : phase), .string(claim ?? ""),
      text(spec["storageClassName"], or: ""),
      text(spec["volumeAttributesClassName"], or: "<unset>"),
      text(volume.at("status", "reason"), or: ""), age(volume, now),
      text(spec["volumeMode"], or: "<unset>"),
    ]
  }

  static let persistentVolumeClaims = TablePrinter(columns: [
    .name, Column("Status"), Column("Volume"), Column("Capacity"), Column("Access Modes"),
    Column("StorageClass"), Column("VolumeAttributesClass"), .age, .wide("VolumeMode"),
  ]) { claim, now in
    let spec = claim["spec"] ?? [:]
    let isBound = !(spec["volumeName"]?.string ?? "").isEmpty
    let phase = claim.at("status", "phase")?.string ?? ""
    return [
      .string(claim.objectName), .string(claim.isBeingDeleted ? "Terminating" : phase),
      text(spec["volumeName"], or: ""),
      isBound ? text(claim.at("status", "capacity", "storage"), or: "") : "",
      isBound ? modes(claim.at("status", "accessModes") ?? spec["accessModes"]) : "",
      text(spec["storageClassName"], or: ""),
      text(spec["volumeAttributesClassName"], or: "<unset>"),
      age(claim, now), text(spec["volumeMode"], or: "<unset>"),
    ]
  }

  static let storageClasses = TablePrinter(columns: [
    .name, Column("Provisioner"), Column("ReclaimPolicy"), Column("VolumeBindingMode"),
    Column("AllowVolumeExpansion"), .age,
  ]) { object, now in
    let isDefault = object.annotation("storageclass.kubernetes.io/is-default-class") == "true"
    return [
      .string(object.objectName + (isDefault ? " (default)" : "")),
      text(object["provisioner"], or: ""), text(object["reclaimPolicy"], or: "Delete"),
      text(object["volumeBindingMode"], or: "Immediate"),
      .bool(object["allowVolumeExpansion"]?.bool ?? false), age(object, now),
    ]
  }

  static let roles = created

  static let bindings = TablePrinter(columns: [
    .name, Column("Role"), .age, .wide("Users"), .wide("Groups"), .wide("ServiceAccounts"),
  ]) { object, now in
    let reference = object["roleRef"] ?? [:]
    func subjects(_ kind: String) -> Value {
      let names = (object["subjects"]?.array ?? []).filter { $0["kind"]?.string == kind }
        .map { subject in
          let name = subject["name"]?.string ?? ""
          return kind == "ServiceAccount"
            ? "\(subject["namespace"]?.string ?? "")/\(name)" : name
        }
      return .string(names.joined(separator: ", "))
    }
    return [
      .string(object.objectName),
      .string("\(reference["kind"]?.string ?? "")/\(reference["name"]?.string ?? "")"),
      age(object, now), subjects("User"), subjects("Group"), subjects("ServiceAccount"),
    ]
  }

  static let leases = TablePrinter(columns: [.name, Column("Holder"), .age]) { object, now in
    [
      .string(object.objectName), text(object.at("spec", "holderIdentity"), or: ""),
      age(object, now),
    ]
  }

  static let definitions = created

  static let priorityClasses = TablePrinter(columns: [
    .name, Column("Value", type: "integer"), Column("Global-Default", type: "boolean"), .age,
    Column("PreemptionPolicy"),
  ]) { object, now in
    [
      .string(object.objectName), count(object["value"]),
      .bool(object["globalDefault"]?.bool ?? false), age(object, now),
      text(object["preemptionPolicy"], or: "PreemptLowerPriority"),
    ]
  }

  static let apiServices = TablePrinter(columns: [
    .name, Column("Service"), Column("Available"), .age,
  ]) { object, now in
    let service = object.at("spec", "service").flatMap { $0.isNull ? nil : $0 }.map {
      "\($0["namespace"]?.string ?? "")/\($0["name"]?.string ?? "")"
    }
    let condition = object.condition("Available")
    let isAvailable = condition?["status"]?.string ?? "Unknown"
    let reason = condition?["reason"]?.string ?? ""
    return [
      .string(object.objectName), .string(service ?? "Local"),
      .string(isAvailable == "True" ? "True" : "\(isAvailable) (\(reason))"), age(object, now),
    ]
  }

  static let webhooks = TablePrinter(columns: [
    .name, Column("Webhooks", type: "integer"), .age,
  ]) { object, now in
    [
      .string(object.objectName), .integer(Int64(object["webhooks"]?.array?.count ?? 0)),
      age(object, now),
    ]
  }
}
