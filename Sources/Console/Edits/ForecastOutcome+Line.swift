import Emergencies
import Kubernetes
import TUI

extension ForecastOutcome {
  /// As a line of a review or a question: how soon by glyph and colour, and who does what.
  func line(now: Timestamp, isDeletion: Bool = false) -> StyledText {
    let (glyph, role) = urgency.sign
    return StyledText("\(glyph) \(words(now: now.seconds, isDeletion: isDeletion))", role)
  }
}

extension ForecastUrgency {
  /// A glyph, and its colour.
  var sign: (glyph: String, role: Role) {
    switch self {
    case .never: ("●", .muted)
    case .unknown: ("?", .warning)
    case .later, .soon: ("▲", .warning)
    case .atOnce: ("✖", .error)
    }
  }
}
