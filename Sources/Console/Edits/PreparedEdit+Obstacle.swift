public import Emergencies
import Kubernetes

extension PreparedEdit {
  /// Why it can't be done as it is; nil where it can.
  public var obstacle: String? {
    switch verdict {
    case .accepted, .untried: nil
    case .refused(let error): "the server refuses it: \(error.summary)"
    case .denied(let denial): KubernetesError.forbidden(denial).summary
    case .unanswered(let error): "the server couldn't be asked: \(error.summary)"
    case .unneeded: "it is as wanted already"
    case .conflicting: "somebody else has changed the same"
    case .deleted: "it was deleted meanwhile"
    case .replaced: "it was deleted meanwhile, and another one has its name"
    case .present: "it is there already"
    }
  }
}
