import DeployEngine
import Emergencies
import GitOps
import Kubernetes
import TUI

/// The record of changes past Git, and taking one of them back.
extension ConsoleState {
  /// Takes in the record; says when something is put back that was changed here.
  mutating func apply(_ entries: [Emergency], _ problem: KubernetesError?) {
    for entry in entries {
      guard let before = emergencies[entry.id], before.state != entry.state else { continue }
      tell(entry)
    }
    emergencies = EmergencyLog(entries: entries, isKnown: true, problem: problem)
    // Pages of edits say what became of what they applied.
    for id in edits.keys { touch(.edit(id)) }
  }

  private mutating func tell(_ emergency: Emergency) {
    let name = "\(emergency.key.kind.singular) \(emergency.key.name.name)"
    switch emergency.state {
    case .reverted, .superseded: say("\(name): the change is \(emergency.state)", .warning)
    case .inGit: say("\(name): Git says the same now", .success)
    case .pending, .live, .partly, .undone, .gone, .failed: break
    }
  }

  /// The emergency that keys mean: the selected one, or that of the page in front.
  var targetEmergency: Emergency? {
    guard let document else { return nil }
    switch document.content {
    case .emergency(let id): return emergencies[id]
    case .emergencies:
      return document.anchor(where: { EmergenciesPage.emergency(at: $0) != nil })
        .flatMap(EmergenciesPage.emergency).flatMap { emergencies[$0] }
    default: return nil
    }
  }

  /// Opens the selected emergency.
  mutating func openEmergency() {
    if let emergency = targetEmergency { open(.emergency(emergency.id)) }
  }

  /// Asks what it comes to to take an emergency back; its review follows.
  mutating func undoEmergency() -> [Command] {
    guard let emergency = targetEmergency else { return [] }
    let id = add(EditFlow(undoing: emergency, in: cluster.id.context))
    open(.edit(id))
    return [.cluster(cluster.id, .prepareUndo(id, emergency, namespace: inventoryNamespace))]
  }

  /// Whether the selected emergency can be taken back, as far as is known beforehand.
  var undoing: Availability {
    guard let emergency = targetEmergency else {
      return .disabled(because: "no change is selected")
    }
    switch emergency.state {
    case .undone, .failed: return .disabled(because: "it isn't in effect: \(emergency.state)")
    case .pending, .live, .partly, .reverted, .inGit, .superseded, .gone: break
    }
    let verb =
      switch emergency.kind {
      case .change: "patch"
      case .creation: "delete"
      case .deletion: "create"
      }
    let key = emergency.key
    if let denial = denial(verb, key.kind, in: key.name.namespace) {
      return .disabled(because: denial)
    }
    return cluster.problem.map { .disabled(because: $0) } ?? .enabled
  }
}

extension EditFlow {
  /// Makes the flow of taking an emergency back, whose draft the cluster is asked for.
  init(undoing emergency: Emergency, in context: String) {
    self.init([], of: [emergency.key], in: context, origin: .undo)
  }
}
