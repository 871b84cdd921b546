internal import Documents

/// Argo CD's rules for what lets traffic in.
extension Health {
  static let gateways: [RuleEntry] = [
    ("gateway.networking.k8s.io", ["Gateway"], ofGateway),
    ("gateway.networking.k8s.io", ["HTTPRoute", "GRPCRoute"], ofRoute),
    ("gateway.networking.k8s.io", ["TLSRoute"], ofTLSRoute),
    ("gateway.networking.k8s.io", ["GatewayClass"], ofGatewayClass),
    ("gateway.networking.k8s.io", ["ListenerSet"], ofListenerSet),
    ("gateway.networking.k8s.io", ["BackendTLSPolicy"], ofBackendPolicy),
    (
      "gateway.envoyproxy.io", ["Backend"],
      { object in
        guard let accepted = object.condition("Accepted") else {
          return ObjectHealth(.progressing, "Waiting for Backend status")
        }
        guard accepted.isCurrent(object.generation) else {
          return ObjectHealth(.progressing, "Waiting for Backend status to be updated")
        }
        return ObjectHealth(accepted.isTrue ? .healthy : .degraded, accepted.message)
      }
    ),
    (
      "gateway.envoyproxy.io",
      [
        "BackendTrafficPolicy", "ClientTrafficPolicy", "EnvoyExtensionPolicy", "EnvoyPatchPolicy",
        "SecurityPolicy",
      ], ofEnvoyPolicy
    ),
    (
      "projectcontour.io", ["HTTPProxy"],
      { object in
        let description = object.status["description"]?.string ?? ""
        let valid = object.conditions.first {
          $0.type == "Valid" && $0.generation == object.generation && ($0.isTrue || $0.isFalse)
        }
        if let valid { return ObjectHealth(valid.isTrue ? .healthy : .degraded, description) }
        let says = !object.hasConditions && object.text(["currentStatus"]) != nil
        return ObjectHealth(.progressing, says ? description : "Waiting for status")
      }
    ),
    (
      "projectcontour.io", ["ExtensionService"],
      { object in
        let valid = object.conditions.first {
          $0.type == "Valid" && $0.generation == object.generation && ($0.isTrue || $0.isFalse)
        }
        guard let valid else { return ObjectHealth(.progressing, "Waiting for status") }
        return ObjectHealth(valid.isTrue ? .healthy : .degraded, valid.message)
      }
    ),
  ]

  private static func ofGateway(_ object: AssessedObject) -> ObjectHealth {
    if let trouble = trouble(object.conditions, programming: "Gateway is still being programmed") {
      return trouble
    }
    let listeners = object.status["listeners"]?.array ?? []
    for listener in listeners {
      let conditions = AssessedObject.conditions(in: listener)
      if var trouble = trouble(conditions, programming: "Listener is still being programmed") {
        trouble.message = "Listener: \(trouble.message)"
        return trouble
      }
    }
    guard object.hasConditions || !listeners.isEmpty else {
      return ObjectHealth(.progressing, "Waiting for Gateway status")
    }
    return ObjectHealth(.healthy, "Gateway is healthy")
  }

  private static func ofRoute(_ object: AssessedObject) -> ObjectHealth {
    var isObserved = false
    for parent in object.status["parents"]?.array ?? [] {
      let conditions = AssessedObject.conditions(in: parent)
      // What a gateway said about an older version of the route doesn't count.
      guard
        object.generation == nil
          || conditions.contains(where: { $0.generation == object.generation })
      else { continue }
      if !conditions.isEmpty { isObserved = true }
      if var trouble = trouble(conditions, programming: "Route is still being programmed") {
        trouble.message = "Parent \(name(parent["parentRef"])): \(trouble.message)"
        return trouble
      }
    }
    return isObserved
      ? ObjectHealth(.healthy, "\(object.kind) is healthy")
      : ObjectHealth(.progressing, "Waiting for \(object.kind) status")
  }

  /// Unlike the other routes one gateway that serves it doesn't do for another that doesn't yet.
  private static func ofTLSRoute(_ object: AssessedObject) -> ObjectHealth {
    var isServed = false
    var programming: String?
    var waiting: String?
    for parent in object.status["parents"]?.array ?? [] {
      let conditions = AssessedObject.conditions(in: parent)
      guard !conditions.isEmpty, conditions.allSatisfy({ $0.isCurrent(object.generation) }) else {
        continue
      }
      let prefix = "Parent \(name(parent["parentRef"])): "
      func isTrue(_ type: String) -> Bool { conditions.first { $0.type == type }?.isTrue == true }
      if let trouble = trouble(conditions, programming: "Route is still being programmed") {
        if trouble.health == .degraded { return ObjectHealth(.degraded, prefix + trouble.message) }
        programming = programming ?? prefix + trouble.message
      } else if isTrue("Accepted"), isTrue("ResolvedRefs") {
        isServed = true
      } else {
        waiting = waiting ?? prefix + "Waiting for TLSRoute conditions"
      }
    }
    if let programming { return ObjectHealth(.progressing, programming) }
    if isServed { return ObjectHealth(.healthy, "TLSRoute is healthy") }
    return ObjectHealth(.progressing, waiting ?? "Waiting for TLSRoute status")
  }

  private static func ofGatewayClass(_ object: AssessedObject) -> ObjectHealth {
    let accepted = object.conditions.first {
      $0.type == "Accepted" && $0.isCurrent(object.generation)
    }
    let message = accepted?.message ?? ""
    func said(_ other: String) -> String { message.isEmpty ? other : message }
    return switch accepted?.status {
    case "True": ObjectHealth(.healthy, said("GatewayClass is accepted"))
    case "False": ObjectHealth(.degraded, said("GatewayClass is not accepted"))
    default: ObjectHealth(.progressing, said("Waiting for GatewayClass status"))
    }
  }

  private static func ofListenerSet(_ object: AssessedObject) -> ObjectHealth {
    let waiting = ObjectHealth(.progressing, "Waiting for ListenerSet status")
    let conditions = object.conditions
    guard conditions.allSatisfy({ $0.isCurrent(object.generation) }) else { return waiting }
    // Whether its listeners' references are resolved is told with each of them.
    let own = conditions.filter { $0.type != "ResolvedRefs" }
    if let trouble = trouble(own, programming: "ListenerSet is still being programmed") {
      return trouble
    }
    let listeners = object.status["listeners"]?.array ?? []
    for listener in listeners {
      var progressing: ObjectHealth?
      for condition in AssessedObject.conditions(in: listener) {
        switch (condition.type, condition.status) {
        case ("ResolvedRefs", "False"), ("Accepted", "False"):
          return ObjectHealth(
            .degraded, "Listener: " + condition.said("Failed condition: \(condition.type)"))
        case ("Conflicted", "True"):
          return ObjectHealth(.degraded, "Listener: " + condition.said("Listener is conflicted"))
        case ("Programmed", let status) where status != "True":
          progressing = ObjectHealth(
            .progressing, "Listener: " + condition.said("Listener is still being programmed"))
        default: break
        }
      }
      if let progressing { return progressing }
    }
    return listeners.isEmpty ? waiting : ObjectHealth(.healthy, "ListenerSet is healthy")
  }

  private static func ofBackendPolicy(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing, "Waiting for BackendTLSPolicy status")
    let ancestors = (object.status["ancestors"]?.array ?? []).map {
      (name: name($0["ancestorRef"]), conditions: AssessedObject.conditions(in: $0))
    }
    for ancestor in ancestors
    where !ancestor.conditions.allSatisfy({ $0.isCurrent(object.generation) }) {
      health.message = "Waiting for Ancestor \(ancestor.name) to update BackendTLSPolicy status"
      return health
    }
    for ancestor in ancestors {
      let accepted = ancestor.conditions.first { $0.type == "Accepted" }
      // Every implementation in the cluster says something, also those that have no such target.
      if let accepted, !accepted.isTrue, accepted.reason == "TargetNotFound" { continue }
      for condition in ancestor.conditions
      where ["Accepted", "ResolvedRefs"].contains(condition.type) {
        guard condition.isTrue else {
          return ObjectHealth(.degraded, "Ancestor \(ancestor.name): \(condition.message)")
        }
        if condition.type == "Accepted" {
          health = ObjectHealth(.healthy, "BackendTLSPolicy is healthy")
        }
      }
    }
    return health
  }

  private static func ofEnvoyPolicy(_ object: AssessedObject) -> ObjectHealth {
    let observed = (object.status["ancestors"]?.array ?? [])
      .map { AssessedObject.conditions(in: $0) }
      .filter { list in !list.isEmpty && list.allSatisfy { $0.isCurrent(object.generation) } }
    if let refused = observed.joined().first(where: { $0.type == "Accepted" && $0.isFalse }) {
      return ObjectHealth(.degraded, refused.message)
    }
    return observed.isEmpty
      ? ObjectHealth(.progressing, "Waiting for \(object.kind) status")
      : ObjectHealth(.healthy, "\(object.kind) is healthy")
  }

  private static func name(_ reference: Value?) -> String { reference?["name"]?.string ?? "" }

  private static func trouble(
    _ conditions: [AssessedCondition], programming: String
  ) -> ObjectHealth? {
    for type in ["ResolvedRefs", "Accepted"] {
      guard let failed = conditions.first(where: { $0.type == type && $0.isFalse }) else {
        continue
      }
      return ObjectHealth(.degraded, failed.said("Failed condition: \(type)"))
    }
    guard let waiting = conditions.first(where: { $0.type == "Programmed" && !$0.isTrue }) else {
      return nil
    }
    return ObjectHealth(.progressing, waiting.said(programming))
  }
}

extension AssessedCondition {
  /// The message, or else this.
  fileprivate func said(_ other: String) -> String { message.isEmpty ? other : message }

  /// Whether it's about that generation, as far as both are told.
  fileprivate func isCurrent(_ wanted: Int64?) -> Bool {
    guard let wanted, let generation else { return true }
    return generation == wanted
  }
}
