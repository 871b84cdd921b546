public import Kubernetes

extension PreparedEdit.Verdict {
  /// In one word, for programs.
  public var word: String {
    switch self {
    case .accepted: "accepted"
    case .refused: "refused"
    case .denied: "denied"
    case .untried: "untried"
    case .unanswered: "unanswered"
    case .unneeded: "unneeded"
    case .conflicting: "conflicting"
    case .deleted: "deleted"
    case .replaced: "replaced"
    case .present: "present"
    }
  }

  /// In a sentence, for a person.
  public var words: String {
    switch self {
    case .accepted: "the server takes it"
    case .refused(let error): "the server refuses it: \(error.summary)"
    case .denied(let denial): KubernetesError.forbidden(denial).summary
    case .untried(let error):
      "the server can't try it, and what it makes of it shows when it is done: \(error.summary)"
    case .unanswered(let error): "the server couldn't be asked: \(error.summary)"
    case .unneeded: "it is as wanted already: nothing would be sent"
    case .conflicting: "somebody else has changed the same fields since"
    case .deleted: "it was deleted since it was opened"
    case .replaced: "it was deleted since it was opened, and another one has its name"
    case .present: "it is there already"
    }
  }

  /// What the server says; nil where it wasn't asked, or takes it.
  public var error: KubernetesError? {
    switch self {
    case .refused(let error), .untried(let error), .unanswered(let error): error
    case .denied(let denial): .forbidden(denial)
    case .accepted, .unneeded, .conflicting, .deleted, .replaced, .present: nil
    }
  }
}
