internal import Kubernetes

/// What has happened to pods during a wait.
struct PodHistory: Sendable {
  private struct Record: Sendable {
    var uid: String
    /// How often each container had been restarted when the wait first saw the pod.
    var restartsBefore: [String: Int32] = [:]
    /// What a registry said that won't change its mind.
    var refusal: String?
    var changes = 0
  }

  private var records: [ObjectName: Record] = [:]

  /// Takes note of pods; those of the first list were there before.
  mutating func note(_ change: Change<PodRow>, isFirstList: Bool) {
    switch change {
    case .page(let pods, _): for pod in pods { note(pod, wasThere: isFirstList) }
    case .applied(let pods): for pod in pods { note(pod, wasThere: false) }
    case .deleted(let names): for name in names { records[name] = nil }
    case .began, .listed, .alive, .interrupted, .unreadable: break
    }
  }

  private mutating func note(_ pod: PodRow, wasThere: Bool) {
    var record = records[pod.name] ?? Record(uid: pod.uid)
    if record.uid != pod.uid { record = Record(uid: pod.uid) }
    if records[pod.name] == nil, wasThere {
      for container in pod.containers { record.restartsBefore[container.name] = container.restarts }
    }
    record.changes += 1
    let isPulling = pod.containers.contains { $0.reason == "ErrImagePull" }
    if isPulling, Self.isForGood(pod.message) { record.refusal = pod.message }
    records[pod.name] = record
  }

  /// Takes note of a warning.
  mutating func note(_ event: EventRow) {
    guard event.objectKind == "Pod" else { return }
    var record = records[event.object] ?? Record(uid: "")
    record.changes += 1
    if event.reason == "Failed", event.message.hasPrefix("Failed to pull image"),
      Self.isForGood(event.message)
    {
      record.refusal = event.message
    }
    records[event.object] = record
  }

  /// Counts what has happened to a pod.
  func mark(of pod: ObjectName) -> Int { records[pod]?.changes ?? 0 }

  /// How often a container was restarted during the wait.
  func restarts(of container: ContainerRow, in pod: PodRow) -> Int {
    Int(container.restarts - (records[pod.name]?.restartsBefore[container.name] ?? 0))
  }

  /// What a registry said about a pod's image that won't change its mind; nil if it may.
  func refusal(of pod: PodRow) -> String? { records[pod.name]?.refusal }

  /// Whether a registry has said that it hasn't got an image or doesn't give it.
  ///
  /// Other failures pass: a network that is down, a registry that is busy or limits how often.
  private static func isForGood(_ message: String) -> Bool {
    let text = message.lowercased()
    let passing = ["timeout", "deadline", "too many requests", "toomanyrequests", "refused:"]
    guard !passing.contains(where: text.contains) else { return false }
    return [
      "not found", "manifest unknown", "no such image", "repository does not exist",
      "pull access denied", "unauthorized", "authentication required", "denied:",
      "no match for platform", "no matching manifest", "invalid reference format",
    ].contains(where: text.contains)
  }
}
