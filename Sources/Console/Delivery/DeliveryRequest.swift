public import GitOps
import Kubernetes

/// Something to ask Argo Rollouts or Flux for.
public enum DeliveryRequest: Hashable, Sendable {
  /// A change of rollouts.
  case rollout(RolloutAction)
  /// That Flux looks after objects, with where they come from or without; leaves them alone, or no
  /// longer.
  case flux(FluxAction, withSource: Bool = false)
}

extension DeliveryRequest {
  /// For the button that agrees to it.
  var title: String {
    switch self {
    case .rollout(.promote): "Promote"
    case .rollout(.promoteFully): "Promote fully"
    case .rollout(.abort): "Abort"
    case .rollout(.retry): "Retry"
    case .flux(.reconcile, _): "Reconcile"
    case .flux(.suspend, _): "Suspend"
    case .flux(.pause, _): "Pause"
    case .flux(.resume, _): "Resume"
    }
  }

  /// What was asked for, once it was: *promotion of web asked for*.
  var noun: String {
    switch self {
    case .rollout(.promote): "promotion"
    case .rollout(.promoteFully): "full promotion"
    case .rollout(.abort): "abort"
    case .rollout(.retry): "retry"
    case .flux(.reconcile, let withSource):
      withSource ? "reconciliation with its source" : "reconciliation"
    case .flux(.suspend, _): "suspension"
    case .flux(.pause, _): "pause"
    case .flux(.resume, _): "resumption"
    }
  }

  /// What comes of it, for the question whether to do it.
  var explanation: String {
    switch self {
    case .rollout(.promote): "The new version goes on to its next step:"
    case .rollout(.promoteFully):
      "The new version takes everything over, past all steps, pauses and analyses:"
    case .rollout(.abort): "Everything goes back to the version before:"
    case .rollout(.retry): "The new version is brought out once more, from its first step:"
    case .flux(.reconcile, _): "Flux looks after it now:"
    case .flux(.suspend, _): "Flux leaves it alone until it is resumed:"
    case .flux(.pause(let pause), _):
      pause.until == nil
        ? "Flux leaves it alone until it is resumed; who and why is written on it:"
        : "Flux leaves it alone for \(Age.text(seconds: (pause.until ?? 0) - pause.since)):"
    case .flux(.resume, _): "Flux looks after it again, and puts back what isn't as it says:"
    }
  }
}
