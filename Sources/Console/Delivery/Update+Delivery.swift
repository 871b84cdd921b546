import GitOps
import Kubernetes
import TUI

/// What keys ask Argo Rollouts and Flux for, in the lists of their kinds.
extension ConsoleState {
  /// The context of the keys that are there for the listed kind alone; nil for most kinds.
  var deliveryContext: BindingContext? {
    if resourceKind.isRollouts { return .rollouts }
    return FluxKind(resourceKind) == nil ? nil : .flux
  }

  /// Whether something can be asked for about the objects that are meant.
  var delivering: Availability {
    let keys = subjects
    guard !hasPage, focus == .resources, !keys.isEmpty else {
      return .disabled(because: "nothing is selected")
    }
    for key in keys {
      let question = AccessQuestion(verb: "patch", kind: key.kind, namespace: key.name.namespace)
      guard case .denied(let reason) = cluster.access[question] else { continue }
      let why = reason.isEmpty ? "" : " (\(reason))"
      return .disabled(
        because: "you aren't allowed to change \(key.kind.qualifiedName) in namespace "
          + "\(key.name.namespace)\(why)")
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  /// Asks whether to ask for something; what is only to be looked after is asked for at once.
  mutating func deliver(_ request: DeliveryRequest) -> [Command] {
    if case .flux(.reconcile, _) = request { return agreed(request, subjects) }
    ask(.deliver(request, subjects))
    return []
  }

  /// Leaves what is meant of Flux's alone, or where that is so already no longer.
  mutating func suspendOrResume() -> [Command] {
    let rows = table.chosen
    let isSuspended = rows.allSatisfy { FluxRow.isSuspended($0) }
    let meant = rows.filter { FluxRow.isSuspended($0) == isSuspended }
    let keys = meant.map { ObjectKey(resourceKind, $0.name) }
    // Sources have nothing that anybody would forget to resume: what is applied stays as it is.
    if !isSuspended, FluxKind(resourceKind)?.isSource == false {
      overlays.append(.form(.pause(.pauseFlux(keys))))
    } else {
      ask(.deliver(.flux(isSuspended ? .resume : .suspend), keys))
    }
    return []
  }

  /// Asks for something that was agreed to.
  func agreed(_ request: DeliveryRequest, _ keys: [ObjectKey]) -> [Command] {
    guard !keys.isEmpty else { return [] }
    return [
      .cluster(
        cluster.id, .deliver(keys, request, flux: FluxKind.all(in: cluster.kinds)))
    ]
  }

  /// Takes in what came of asking.
  mutating func delivered(_ request: DeliveryRequest, _ answers: [RequestAnswer]) {
    let done = answers.filter { $0.problem == nil }
    if let first = done.first {
      let words = done.count == 1 ? first.name.name : "\(done.count) objects"
      say("\(request.noun) of \(words) asked for", .success)
    }
    for answer in answers.filter({ $0.problem != nil }).prefix(3) {
      say(
        "\(request.noun) of \(answer.name.name) not asked for: \(answer.problem ?? "")", .error)
    }
  }

  /// What a question about it says.
  func text(of request: DeliveryRequest, _ keys: [ObjectKey]) -> [StyledText] {
    var lines = [StyledText(request.explanation)]
    lines += keys.prefix(8).map { StyledText("  \($0.kind.kind) \($0.name)", Role.strong) }
    if keys.count > 8 { lines.append(StyledText("  … and \(keys.count - 8) more")) }
    lines.append(StyledText("in context \(cluster.id.context)", Role.warning))
    return lines
  }
}
