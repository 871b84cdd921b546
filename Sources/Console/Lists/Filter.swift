public import Kubernetes
public import Patterns

/// What the filter prompt holds: `text`, `!text` for the rows without it, or `-l selector`.
public enum Filter: Hashable, Sendable {
  /// Every row.
  case none
  /// Rows with (or, if inverse, without) a match in what they show.
  case text(Pattern, isInverse: Bool)
  /// Rows whose labels the selector chooses.
  case labels(LabelSelector, source: String)
  /// Not understood; shows every row. The text is what was typed, the reason is for a person.
  case invalid(String, reason: String)

  /// Reads what was typed after `/`.
  public init(_ typed: String) {
    let trimmed = typed.drop { $0 == " " }
    if trimmed.isEmpty {
      self = .none
    } else if trimmed == "!" || trimmed == "-l" {
      self = .invalid(typed, reason: "goes on with a text")
    } else if trimmed.hasPrefix("-l") {
      let source = String(trimmed.dropFirst(2).drop { $0 == " " || $0 == "=" })
      do {
        self = .labels(try LabelSelector(parsing: source), source: source)
      } catch {
        self = .invalid(typed, reason: "\(error)")
      }
    } else {
      let isInverse = trimmed.hasPrefix("!")
      let pattern = Pattern(String(isInverse ? trimmed.dropFirst() : trimmed))
      self = .text(pattern, isInverse: isInverse)
    }
  }

  /// The filter as it would be typed; empty for none.
  public var typed: String {
    switch self {
    case .none: ""
    case .text(let pattern, let isInverse): (isInverse ? "!" : "") + pattern.source
    case .labels(_, let source): "-l \(source)"
    case .invalid(let typed, _): typed
    }
  }

  /// What is wrong with it, for a person; nil where nothing is.
  public var problem: String? {
    switch self {
    case .none, .labels: nil
    case .text(let pattern, _): pattern.problem
    case .invalid(_, let reason): reason
    }
  }
}
