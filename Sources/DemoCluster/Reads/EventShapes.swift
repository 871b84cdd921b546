import Documents

/// The two shapes of events: core's, which is stored, and that of `events.k8s.io`.
enum EventShapes {
  private static let names: [(core: String, newer: String)] = [
    ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"),
    ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"),
    ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
  ]

  /// A stored event in the newer shape.
  static func regarding(_ event: Value) -> Value {
    var result = event
    for name in names {
      result[name.newer] = event[name.core]
      result[name.core] = nil
    }
    result["apiVersion"] = "events.k8s.io/v1"
    return result
  }

  /// An event in the newer shape as it is stored.
  static func involved(_ event: Value) -> Value {
    var result = event
    for name in names {
      result[name.core] = event[name.newer]
      result[name.newer] = nil
    }
    result["apiVersion"] = "v1"
    return result
  }
}
