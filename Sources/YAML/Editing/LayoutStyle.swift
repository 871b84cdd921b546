/// How a text is laid out where it leaves a choice, so that what is added looks like the rest.
struct LayoutStyle {
  /// How many columns a mapping within a mapping is indented.
  var step = 2
  /// Whether lists are indented below their keys.
  var indentsLists = false

  /// The style that most of a document's parts are in.
  init(of root: SyntaxNode, in text: SourceBytes) {
    var steps: [Int: Int] = [:]
    var indented = 0
    var flush = 0
    root.visit { node in
      guard case .mapping(let entries, isFlow: false) = node.content else { return }
      for entry in entries where entry.value.isBlockCollection {
        let place = entry.value.range.lowerBound
        guard text.isFirstOnLine(place) else { continue }
        let step = text.column(place) - text.column(entry.key.start)
        if case .mapping = entry.value.content {
          if step > 0 { steps[step, default: 0] += 1 }
        } else if step > 0 {
          indented += 1
        } else {
          flush += 1
        }
      }
    }
    if let most = steps.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { step = most.key }
    indentsLists = indented > flush
  }
}

/// Which quotes strings are in.
enum QuoteStyle {
  case single, double

  /// The quotes of a scalar; nil where it has none.
  init?(_ style: EventStream.Style) {
    switch style {
    case .singleQuoted: self = .single
    case .doubleQuoted: self = .double
    case .plain, .literal, .folded: return nil
    }
  }
}
