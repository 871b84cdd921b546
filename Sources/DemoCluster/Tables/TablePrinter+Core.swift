import Documents

extension TablePrinter {
  static let namespaces = TablePrinter(columns: [.name, Column("Status"), .age]) { object, now in
    [.string(object.objectName), text(object.at("status", "phase"), or: ""), age(object, now)]
  }

  static let nodes = TablePrinter(columns: [
    .name, Column("Status"), Column("Roles"), .age, Column("Version"), .wide("Internal-IP"),
    .wide("External-IP"), .wide("OS-Image"), .wide("Kernel-Version"), .wide("Container-Runtime"),
  ]) { node, now in
    let info = node.at("status", "nodeInfo") ?? [:]
    func address(_ type: String) -> Value {
      let found = (node.at("status", "addresses")?.array ?? []).first {
        $0["type"]?.string == type
      }
      return text(found?["address"])
    }
    return [
      .string(node.objectName), .string(nodeStatus(node)), .string(roles(node)), age(node, now),
      text(info["kubeletVersion"], or: ""), address("InternalIP"), address("ExternalIP"),
      text(info["osImage"], or: "<unknown>"), text(info["kernelVersion"], or: "<unknown>"),
      text(info["containerRuntimeVersion"], or: "<unknown>"),
    ]
  }

  private static func nodeStatus(_ node: Value) -> String {
    var words: [String] = []
    switch node.condition("Ready")?["status"]?.string {
    case "True": words.append("Ready")
    case nil: words.append("Unknown")
    default: words.append("NotReady")
    }
    if node.at("spec", "unschedulable")?.bool == true { words.append("SchedulingDisabled") }
    return words.joined(separator: ",")
  }

  private static func roles(_ node: Value) -> String {
    let prefix = "node-role.kubernetes.io/"
    let labels = node.at("metadata", "labels")?.object ?? [:]
    var roles = labels.keys.filter { $0.hasPrefix(prefix) }.map {
      String($0.dropFirst(prefix.count))
    }
    if let role = labels["kubernetes.io/role"]?.string { roles.append(role) }
    roles = Set(roles.filter { !$0.isEmpty }).sorted()
    return roles.isEmpty ? "<none>" : roles.joined(separator: ",")
  }

  static let events = TablePrinter(columns: [
    Column("Last Seen"), Column("Type"), Column("Reason"), Column("Object"), .wide("Subobject"),
    .wide("Source"), Column("Message"), .wide("First Seen"), .wide("Count"),
    Column("Name", format: "name", priority: 1),
  ]) { event, now in
    let involved = event["involvedObject"] ?? [:]
    let kind = (involved["kind"]?.string ?? "").lowercased()
    let name = involved["name"]?.string ?? ""
    let first = event["firstTimestamp"].flatMap { $0.isNull ? nil : $0 } ?? event["eventTime"]
    let last =
      event.at("series", "lastObservedTime")
      ?? event["lastTimestamp"].flatMap { $0.isNull ? nil : $0 } ?? first
    var source = [
      event.at("source", "component")?.string ?? event["reportingComponent"]?.string ?? ""
    ]
    if let host = event.at("source", "host")?.string { source.append(host) }
    return [
      since(last, now), text(event["type"], or: ""), text(event["reason"], or: ""),
      .string(name.isEmpty ? kind : "\(kind)/\(name)"), text(involved["fieldPath"], or: ""),
      .string(source.filter { !$0.isEmpty }.joined(separator: ", ")),
      .string((event["message"]?.string ?? "").trimmed), since(first, now),
      event.at("series", "count") ?? event["count"] ?? 1, .string(event.objectName),
    ]
  }

  static let configMaps = TablePrinter(columns: [.name, Column("Data"), .age]) { object, now in
    let count =
      (object["data"]?.object?.count ?? 0) + (object["binaryData"]?.object?.count ?? 0)
    return [.string(object.objectName), .integer(Int64(count)), age(object, now)]
  }

  static let secrets = TablePrinter(columns: [.name, Column("Type"), Column("Data"), .age]) {
    object, now in
    [
      .string(object.objectName), text(object["type"], or: ""),
      .integer(Int64(object["data"]?.object?.count ?? 0)), age(object, now),
    ]
  }

  static let serviceAccounts = TablePrinter(columns: [.name, Column("Secrets"), .age]) {
    object, now in
    [
      .string(object.objectName), .integer(Int64(object["secrets"]?.array?.count ?? 0)),
      age(object, now),
    ]
  }

  static let resourceQuotas = TablePrinter(
    columns: [.name, Column("Request"), Column("Limit"), .age]
  ) { object, now in
    func amounts(limits: Bool) -> Value {
      let hard = (object.at("status", "hard") ?? object.at("spec", "hard"))?.object ?? [:]
      let parts = hard.filter { $0.key.hasPrefix("limits.") == limits }
        .sorted { $0.key < $1.key }
        .map { name, most in
          let used = object.at("status", "used", name)?.string ?? "0"
          return "\(name): \(used)/\(most.string ?? most.json)"
        }
      return .string(parts.joined(separator: ", "))
    }
    return [
      .string(object.objectName), amounts(limits: false), amounts(limits: true), age(object, now),
    ]
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
