internal import Kubernetes

extension OperationError {
  /// The error in a sentence, for a person.
  public var summary: String {
    switch self {
    case .refused(let refusals): refusals.map(\.summary).joined(separator: "; ")
    case .kubernetes(let error): error.summary
    case .uncertain(let error):
      "it may have been asked for or not, since the answer was lost: \(error.summary)"
    case .contended: "it changes again and again; try once more"
    }
  }
}
