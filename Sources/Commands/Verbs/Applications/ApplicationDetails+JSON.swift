import Documents
import GitOps
import Kubernetes

extension ApplicationDetails {
  /// The application as JSON: what `duet apps` prints of it, and all that is known besides.
  var json: Value {
    let status = application.status
    var value = application.row?.json ?? [:]
    value["options"] = .array(application.policy.options.map { .string($0) })
    value["conditions"] = .array(status.conditions.map(\.json))
    value["operation"] = status.operation?.json ?? .null
    value["windows"] = .array(windows.entries.map(\.json))
    value["blocked"] = windows.block(isManual: true).map { .string($0.summary) } ?? .null
    value["history"] = .array(status.history.map { $0.json(subjects) })
    value["links"] = .array(
      application.links(installation).map {
        ["title": .string($0.title), "address": .string($0.address)]
      })
    value["resources"] = .array(nodes(showsOld: true).map(\.json))
    value["liveHealth"] = liveHealth.map { .string("\($0)") } ?? .null
    var hiddenValues = hidden.map { source, reason -> Value in
      [
        "resource": .string(source.kind.qualifiedName),
        "namespace": source.namespace.map { .string($0) } ?? .null, "reason": .string(reason),
      ]
    }
    hiddenValues += gaps.map { ["reason": .string($0)] }
    if case .unreadable(let reason) = project {
      hiddenValues.append(["resource": "appprojects.argoproj.io", "reason": .string(reason)])
    }
    value["notSeen"] = .array(hiddenValues)
    value["projectExists"] =
      switch project {
      case .found: true
      case .missing: false
      case .unreadable: .null
      }
    if let pause = AutomationPause(application), !application.policy.isAutomated {
      value["pause"] = [
        "user": .string(pause.user), "reason": .string(pause.reason),
        "since": .time(pause.since), "until": .time(pause.until),
      ]
    }
    return value
  }
}

extension Value {
  /// A moment, in seconds since 1970; null for none.
  fileprivate static func time(_ seconds: Int64?) -> Value {
    seconds.map { .string(Timestamp(seconds: $0).rfc3339) } ?? .null
  }
}

extension ApplicationCondition {
  fileprivate var json: Value {
    ["type": .string(type), "message": .string(message), "since": .time(since)]
  }
}

extension SyncWindows.Entry {
  fileprivate var json: Value {
    [
      "kind": .string(window.kind.word), "schedule": .string(window.schedule),
      "duration": .string(window.duration), "timeZone": .string(window.timeZone),
      "manualSync": .bool(window.allowsManual), "open": .bool(state.isOpen),
    ]
  }
}

extension HistoryEntry {
  fileprivate func json(_ subjects: [String: String]) -> Value {
    [
      "id": .integer(id), "revisions": .array(revisions.map { .string($0) }),
      "sources": .array(sources.map(\.json)), "deployedAt": .time(deployed),
      "initiator": .string(initiator), "automated": .bool(isAutomated),
      "subject": subject(subjects).map { .string($0) } ?? .null,
    ]
  }
}

extension ApplicationTree.Node {
  fileprivate var json: Value {
    [
      "group": .string(id.group), "version": .string(version), "kind": .string(id.kind),
      "namespace": .string(id.name.namespace), "name": .string(id.name.name),
      "sync": sync.map { .string("\($0)") } ?? .null,
      "health": health.map { .string("\($0)") } ?? .null, "message": .string(message),
      "requiresPruning": .bool(requiresPruning), "hook": .bool(isHook),
      "managed": .bool(isManaged), "wave": wave.map { .integer(Int64($0)) } ?? .null,
      "depth": .integer(Int64(depth)),
    ]
  }
}
