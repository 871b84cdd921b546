import GitOps
import Kubernetes
import TUI

/// How long to pause somebody's automation, and why.
public struct PauseOrder: Hashable, Sendable {
  /// For how long, in seconds; nil for until somebody resumes it.
  public var seconds: Int64?
  /// Why; empty where nothing is said.
  public var reason: String

  /// Describes a pause.
  public init(seconds: Int64?, reason: String = "") {
    self.seconds = seconds
    self.reason = reason
  }

  /// The lengths to choose from, and what they are called.
  static let choices: [(seconds: Int64?, words: String)] = [
    (900, "15 minutes"), (3600, "1 hour"), (nil, "until I say"),
  ]

  /// For how long, in a sentence.
  var words: String {
    guard let seconds else { return "until it is resumed" }
    return Self.choices.first { $0.seconds == seconds }.map { "for \($0.words)" }
      ?? "for \(Age.text(seconds: seconds))"
  }
}

extension FormState {
  /// Asks for how long to pause, and why.
  static func pause(_ purpose: Purpose) -> FormState {
    FormState(
      purpose,
      fields: [
        Field(
          .pauseLength, "For",
          "Any Duet that runs then resumes it, or the next one that is started.",
          .choice(0, of: PauseOrder.choices.map(\.words))),
        Field(
          .reason, "Why", "Stands on the paused object, for whoever wonders.",
          .text(PromptState(), standard: "")),
      ])
  }

  /// The pause that is asked for.
  var pauseOrder: PauseOrder {
    var order = PauseOrder(seconds: PauseOrder.choices[0].seconds)
    if case .choice(let index, _)? = self[.pauseLength],
      PauseOrder.choices.indices.contains(index)
    {
      order.seconds = PauseOrder.choices[index].seconds
    }
    if case .text(let line, _)? = self[.reason] { order.reason = line.text.trimmingSpaces }
    return order
  }
}
