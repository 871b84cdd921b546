import Documents

/// Something that happened to an object, for people to read.
struct EventRecord: Hashable, Sendable {
  enum Severity: String, Hashable, Sendable {
    case normal = "Normal"
    case warning = "Warning"
  }

  /// Who says so: `kubelet`, `deployment-controller`.
  var component: String
  var severity: Severity = .normal
  /// One word in camel case: `Scheduled`, `BackOff`.
  var reason: String
  var message: String
  /// The part of the object, such as `spec.containers{web}`.
  var fieldPath: String = ""
  /// The node, where a kubelet says so.
  var host: String = ""
}

extension DemoAPIServer {
  /// Records an event about an object; the same one again within an hour is counted up instead.
  func record(_ event: EventRecord, about object: Value) {
    // In a past that is only made up nobody reads events: they are forgotten after an hour.
    guard !controllers.isHistoric else { return }
    let metadata = object["metadata"]
    let namespace = metadata?["namespace"]?.string ?? "default"
    let name = metadata?["name"]?.string ?? ""
    var involved: Value = [
      "apiVersion": object["apiVersion"] ?? "v1", "kind": object["kind"] ?? "",
      "name": .string(name),
    ]
    for field in ["namespace", "uid", "resourceVersion"] {
      involved[field] = metadata?[field]
    }
    if !event.fieldPath.isEmpty { involved["fieldPath"] = .string(event.fieldPath) }

    let again = store.list(.events, namespace: namespace).last { stored in
      let other = stored.value
      return other["reason"]?.string == event.reason
        && other["message"]?.string == event.message
        && other["source"]?["component"]?.string == event.component
        && other["involvedObject"]?["uid"] == involved["uid"]
        && other["involvedObject"]?["name"] == involved["name"]
        && other["involvedObject"]?["fieldPath"] == involved["fieldPath"]
    }
    if let again, let eventName = again.value["metadata"]?["name"]?.string {
      _ = try? modify(.events, namespace, eventName, as: event.component) { stored in
        stored["count"] = .integer((stored["count"]?.integer ?? 1) + 1)
        stored["lastTimestamp"] = .string(now.rfc3339)
      }
      return
    }

    var source: Value = ["component": .string(event.component)]
    if !event.host.isEmpty { source["host"] = .string(event.host) }
    let suffix = String(random.next(), radix: 16)
    let value: Value = [
      "metadata": ["name": .string("\(name).\(suffix)"), "namespace": .string(namespace)],
      "involvedObject": involved, "reason": .string(event.reason),
      "message": .string(event.message), "type": .string(event.severity.rawValue),
      "source": source, "count": 1, "firstTimestamp": .string(now.rfc3339),
      "lastTimestamp": .string(now.rfc3339), "eventTime": .null,
      "reportingComponent": .string(event.component), "reportingInstance": .string(event.host),
    ]
    _ = try? create(.events, value, as: event.component)
  }
}
