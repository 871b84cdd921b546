internal import Documents

/// Completes what tells the elements of some lists apart.
///
/// Ports are told apart by number and protocol, and nearly nobody writes the protocol down. Servers
/// before 1.21 refuse to apply such lists, as they don't know the default in time; to the others it
/// is all the same.
enum ListKeyDefaults {
  private static let templates: [String: Pointer] = [
    "Pod": ["spec"], "PodTemplate": ["template", "spec"],
    "Deployment": ["spec", "template", "spec"], "StatefulSet": ["spec", "template", "spec"],
    "DaemonSet": ["spec", "template", "spec"], "ReplicaSet": ["spec", "template", "spec"],
    "ReplicationController": ["spec", "template", "spec"], "Job": ["spec", "template", "spec"],
    "CronJob": ["spec", "jobTemplate", "spec", "template", "spec"],
  ]
  private static let groups: Set = ["v1", "apps", "batch"]

  /// The object with the protocol of every port.
  static func fill(_ object: Value) -> Value {
    let group = object["apiVersion"]?.string?.split(separator: "/").first.map(String.init) ?? ""
    guard groups.contains(group), let kind = object["kind"]?.string else { return object }
    var object = object
    if kind == "Service" { fillPorts(&object, ["spec", "ports"]) }
    guard let template = templates[kind] else { return object }
    for list in ["containers", "initContainers"] {
      let place = template.appending(list)
      for index in (object[place]?.array ?? []).indices {
        fillPorts(&object, place.appending(index).appending("ports"))
      }
    }
    return object
  }

  private static func fillPorts(_ object: inout Value, _ place: Pointer) {
    guard var ports = object[place]?.array,
      ports.contains(where: { $0.object != nil && $0["protocol"] == nil })
    else { return }
    for index in ports.indices where ports[index].object != nil && ports[index]["protocol"] == nil {
      ports[index]["protocol"] = "TCP"
    }
    object[place] = .array(ports)
  }
}
