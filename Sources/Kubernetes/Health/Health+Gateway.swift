internal import Documents

/// Argo CD's rules for the Gateway API.
extension Health {
  static func ofGateway(_ object: AssessedObject) -> ObjectHealth {
    if let trouble = trouble(object.conditions, programming: "Gateway is still being programmed") {
      return trouble
    }
    let listeners = object.status["listeners"]?.array ?? []
    for listener in listeners {
      let conditions = (listener["conditions"]?.array ?? []).map { AssessedCondition($0) }
      if var trouble = trouble(conditions, programming: "Listener is still being programmed") {
        trouble.message = "Listener: \(trouble.message)"
        return trouble
      }
    }
    guard object.status["conditions"]?.array != nil || !listeners.isEmpty else {
      return ObjectHealth(.progressing, "Waiting for Gateway status")
    }
    return ObjectHealth(.healthy, "Gateway is healthy")
  }

  static func ofRoute(_ object: AssessedObject) -> ObjectHealth {
    var isObserved = false
    for parent in object.status["parents"]?.array ?? [] {
      let list = parent["conditions"]?.array ?? []
      // What a gateway said about an older version of the route doesn't count.
      guard
        object.generation == nil
          || list.contains(where: { $0["observedGeneration"]?.integer == object.generation })
      else { continue }
      if !list.isEmpty { isObserved = true }
      let conditions = list.map { AssessedCondition($0) }
      if var trouble = trouble(conditions, programming: "Route is still being programmed") {
        let name = parent["parentRef"]?["name"]?.string ?? ""
        trouble.message = "Parent \(name): \(trouble.message)"
        return trouble
      }
    }
    return isObserved
      ? ObjectHealth(.healthy, "\(object.kind) is healthy")
      : ObjectHealth(.progressing, "Waiting for \(object.kind) status")
  }

  private static func trouble(
    _ conditions: [AssessedCondition], programming: String
  ) -> ObjectHealth? {
    for type in ["ResolvedRefs", "Accepted"] {
      guard let failed = conditions.first(where: { $0.type == type && $0.isFalse }) else {
        continue
      }
      let message = failed.message.isEmpty ? "Failed condition: \(type)" : failed.message
      return ObjectHealth(.degraded, message)
    }
    guard let waiting = conditions.first(where: { $0.type == "Programmed" && !$0.isTrue }) else {
      return nil
    }
    return ObjectHealth(.progressing, waiting.message.isEmpty ? programming : waiting.message)
  }
}
