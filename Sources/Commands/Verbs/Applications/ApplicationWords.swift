import Documents
import GitOps
import Kubernetes

extension ApplicationSource {
  /// Where it is, in one line: repository and folder or chart.
  var words: String {
    let place = isChart ? chart : path
    return place.isEmpty ? repository : "\(repository) \(place)"
  }

  /// The source as JSON, with Argo CD's names for the fields.
  var json: Value {
    var value: Value = ["repoURL": .string(repository)]
    let texts = [
      "path": path, "chart": chart, "targetRevision": targetRevision, "ref": reference,
      "name": name,
    ]
    for (key, text) in texts where !text.isEmpty { value[key] = .string(text) }
    return value
  }
}

extension ApplicationDestination {
  /// Where it is, in one line.
  var words: String {
    let place = isInCluster ? "in-cluster" : cluster.isEmpty ? server : cluster
    return namespace.isEmpty ? place : "\(place) \(namespace)"
  }

  /// The destination as JSON, with Argo CD's names for the fields.
  var json: Value {
    var value: Value = [:]
    for (key, text) in ["server": server, "name": cluster, "namespace": namespace]
    where !text.isEmpty {
      value[key] = .string(text)
    }
    return value
  }
}

extension Automation {
  /// What Argo CD does by itself, in a few words.
  static func words(_ automation: Automation?) -> String {
    guard let automation else { return "manual" }
    guard automation.isEnabled else { return "paused" }
    return
      (["auto"] + (automation.prunes ? ["prune"] : [])
      + (automation.selfHeals ? ["heal"] : [])).joined(separator: ",")
  }

  /// The settings as JSON, with Argo CD's names for the fields.
  var json: Value {
    [
      "enabled": .bool(isEnabled), "prune": .bool(prunes), "selfHeal": .bool(selfHeals),
      "allowEmpty": .bool(allowsEmpty),
    ]
  }
}

extension SyncStatus {
  /// The colour of the status.
  var paint: Output.Paint {
    switch self {
    case .synced: .good
    case .outOfSync: .changed
    case .unknown: .bad
    }
  }
}

extension OperationPhase {
  /// The colour of the phase.
  var paint: Output.Paint {
    switch self {
    case .succeeded: .good
    case .running, .terminating: .changed
    case .failed, .error, .unknown: .bad
    }
  }
}

/// A revision as people read it: a commit short, anything else whole.
func shortRevision(_ revision: String) -> String {
  let isCommit = revision.utf8.count == 40 && revision.allSatisfy(\.isHexDigit)
  return isCommit ? String(revision.prefix(7)) : revision
}

extension Application {
  /// The application as lists show it.
  var row: ApplicationRow? {
    var reader = JSONReader(JSONWriter().bytes(document))
    var decoder = ApplicationDecoder()
    var metadata = ObjectMetadata()
    return try? decoder.decode(&reader, &metadata)
  }
}

extension ApplicationRow {
  /// The row as JSON: what `duet apps -o json` prints for each.
  var json: Value {
    var value: Value = [
      "namespace": .string(name.namespace), "name": .string(name.name),
      "project": .string(project), "sync": .string("\(sync)"), "health": .string("\(health)"),
      "revisions": .array(revisions.map { .string($0) }),
      "sources": .array(sources.map(\.json)), "destination": destination.json,
      "automation": automation.map(\.json) ?? .null, "paused": .bool(isPaused),
      "operating": .bool(isOperating), "message": .string(message),
      "labels": .object(
        Dictionary(
          uniqueKeysWithValues: labels.sorted.map { ("\($0.key)", .string("\($0.value)")) })),
    ]
    if let operation {
      var part: Value = [
        "phase": .string("\(operation.phase)"), "message": .string(operation.message),
        "initiator": .string(operation.initiator), "retries": .integer(Int64(operation.retries)),
        "revisions": .array(operation.revisions.map { .string($0) }),
      ]
      part["startedAt"] = operation.started.map { .string(Timestamp(seconds: $0).rfc3339) }
      part["finishedAt"] = operation.finished.map { .string(Timestamp(seconds: $0).rfc3339) }
      value["operation"] = part
    }
    value["owner"] = owner.map { ["kind": .string($0.kind), "name": .string($0.name)] }
    return value
  }
}
