internal import DeployEngine
internal import Documents
internal import GitOps
internal import Kubernetes

/// The Event about an emergency, on its object: what `kubectl describe` and the cluster's own
/// collectors of events see of it.
struct EmergencyNote {
  var emergency: Emergency

  /// Where it goes: objects without a namespace have their events in `default`.
  var namespace: String {
    emergency.key.name.namespace.isEmpty ? "default" : emergency.key.name.namespace
  }

  /// The Event as an object; its name is unique, since the emergency's is.
  var object: Value {
    let key = emergency.key
    var involved: Value = [
      "apiVersion": .string(key.kind.apiVersion), "kind": .string(key.kind.kind),
      "name": .string(key.name.name),
    ]
    if !key.name.namespace.isEmpty { involved["namespace"] = .string(key.name.namespace) }
    if !emergency.uid.isEmpty { involved["uid"] = .string(emergency.uid) }
    let time = Value.string(Timestamp(seconds: emergency.time.seconds).rfc3339)
    return [
      "apiVersion": "v1", "kind": "Event",
      "metadata": [
        // A name may have 253 bytes.
        "name": .string("\(key.name.name.prefix(220)).\(emergency.id)"),
        "namespace": .string(namespace),
      ],
      "involvedObject": involved,
      "reason": .string(emergency.undoes == nil ? "EmergencyEdit" : "EmergencyUndone"),
      "message": .string(message), "type": "Warning", "count": 1, "firstTimestamp": time,
      "lastTimestamp": time,
      "source": ["component": "duet", "host": .string(emergency.user.host)],
    ]
  }

  private var message: String {
    let fields = emergency.edits.map(\.path.description).filter { !$0.isEmpty }
    let text =
      "\(emergency.action) by \(emergency.user)"
      + (fields.isEmpty ? "" : ": \(fields.joined(separator: ", "))")
      + (emergency.reason.isEmpty ? "" : ": \(emergency.reason)")
    // The server takes no longer ones.
    return String(text.prefix(1000))
  }
}
