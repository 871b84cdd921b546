import GitOps
import Kubernetes

extension RolloutRow {
  /// The columns of a list of rollouts.
  static let columns = TableColumns([
    .init(name: "Name", format: "name"), .init(name: "Strategy"), .init(name: "Status"),
    .init(name: "Step"), .init(name: "Weight"), .init(name: "Ready"),
    .init(name: "Updated", type: "integer"), .init(name: "Message"),
    .init(name: "Image", priority: 1),
    .init(name: "Age", type: "date"),
  ])

  /// Its cells, for ``columns``.
  var cells: [Kubernetes.TableRow.Cell] {
    [
      .text(name.name), .text(strategy.words), .text(status), .text(steps),
      .text(weight.map { "\($0)%" } ?? "-"), .text("\(ready)/\(replicas)"),
      .integer(Int64(updated)), .text(message), .text(images.joined(separator: ",")), .none,
    ]
  }

  /// How it stands, with a character that stands for that.
  private var status: String {
    let word =
      isAborted ? "Aborted" : isPromotingFully ? "Promoting" : phase.isEmpty ? "-" : phase
    return health.map { "\($0.glyph) \(word)" } ?? word
  }

  /// How many steps are done, of how many.
  private var steps: String {
    guard case .canary(let count) = strategy, count > 0, let step else { return "-" }
    return "\(min(step, count))/\(count)"
  }
}

extension RolloutRow.Strategy {
  fileprivate var words: String {
    switch self {
    case .canary: "canary"
    case .blueGreen: "blue-green"
    case .unknown: "-"
    }
  }
}
