internal import Documents
internal import Kubernetes

/// The Event about a deploy, on the inventory: what `kubectl describe` and the cluster's own
/// collectors of events see of it.
struct DeployNote {
  var entry: LedgerEntry
  var inventory: Inventory

  /// The Event as an object; its name is unique, since the entry's is.
  func object(at time: Timestamp) -> Value {
    let isFine = entry.result == .succeeded
    var involved: Value = [
      "apiVersion": "v1", "kind": "ConfigMap", "name": .string(inventory.name.name),
      "namespace": .string(inventory.name.namespace),
    ]
    involved["resourceVersion"] = inventory.version.map { .string($0) }
    return [
      "apiVersion": "v1", "kind": "Event",
      "metadata": [
        "name": .string("\(inventory.name.name).\(entry.id)"),
        "namespace": .string(inventory.name.namespace),
      ],
      "involvedObject": involved, "reason": .string(reason), "message": .string(message),
      "type": isFine ? "Normal" : "Warning", "count": 1,
      "firstTimestamp": .string(Timestamp(seconds: time.seconds).rfc3339),
      "lastTimestamp": .string(Timestamp(seconds: time.seconds).rfc3339),
      "source": ["component": "duet", "host": .string(entry.user.host)],
    ]
  }

  private var reason: String {
    switch entry.result {
    case .succeeded where entry.isPruningAlone: "Pruned"
    case .succeeded: entry.rollbackOf == nil ? "Deployed" : "RolledBack"
    case .failed: "DeployFailed"
    case .cancelled: "DeployStopped"
    }
  }

  private var message: String {
    let counts = entry.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let commit =
      entry.shortCommit.map { $0 + (entry.isDirty ? " with changes" : "") } ?? "no commit"
    let text =
      "\(entry.stack) at \(commit) by \(entry.user): \(counts.joined(separator: ", "))"
      + (entry.reason.isEmpty ? "" : ": \(entry.reason)")
    // The server takes no longer ones.
    return String(text.prefix(1000))
  }
}
