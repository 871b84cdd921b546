import Documents

/// Changes in brackets.
extension StepEditor {
  /// A value as it is written in brackets; a scalar in the quotes of the one whose place it takes.
  func flowText(_ new: Value, in holder: SyntaxNode, like old: SyntaxNode?) -> String {
    let asJSON = isJSON(holder)
    var writer = ValueText(style: style)
    if let old, case .scalar(let style) = old.content { writer.quotes = QuoteStyle(style) }
    return writer.flow(new, asJSON: asJSON)
  }

  func flowEntry(_ key: String, _ new: Value, in mapping: SyntaxNode) -> String {
    let name = flowText(.string(key), in: mapping, like: nil)
    return "\(name): \(flowText(new, in: mapping, like: nil))"
  }

  /// Puts a part into a collection that has others: behind all, or in front of one.
  func addFlow(
    _ part: String, to node: SyntaxNode, ends: [Range<Int>], _ index: Int?
  ) -> [Replacement] {
    let last = ends.count - 1
    let isFirstOnLine = text.isFirstOnLine(ends[last].lowerBound)
    if let index, index < ends.count {
      let next = ends[index].lowerBound
      guard text.isFirstOnLine(next) else { return [Replacement(at: next, "\(part), ")] }
      let start = text.lineStart(next)
      let indentation = text[start..<next]
      return [
        Replacement(at: start, "\(indentation)\(part),\(text.lineBreak(around: next))")
      ]
    }
    let end = ends[last].upperBound
    guard isFirstOnLine else { return [Replacement(at: end, ", \(part)")] }
    let start = text.lineStart(ends[last].lowerBound)
    let indentation = text[start..<ends[last].lowerBound]
    let lineBreak = text.lineBreak(around: ends[last].lowerBound)
    // Commas behind the last part are allowed, and then there goes one behind the new one.
    let comma = text.skipBlank(from: end)
    let hasComma = comma < text.count && text.bytes[comma] == UInt8(ascii: ",")
    let closesOnSameLine = text.lineEnd(end) >= node.range.upperBound
    guard !closesOnSameLine else {
      return [Replacement(at: end, ",\(lineBreak)\(indentation)\(part)")]
    }
    let lineEnd = text.lineEnd(hasComma ? comma : end)
    let line = "\(lineBreak)\(indentation)\(part)"
    return hasComma
      ? [Replacement(at: lineEnd, "\(line),")]
      : [Replacement(at: end, ","), Replacement(at: lineEnd, line)]
  }

  /// Takes a part out of a collection that has others.
  func removeFlow(_ index: Int, of ends: [Range<Int>]) -> [Replacement] {
    let part = ends[index]
    let comma = text.skipBlank(from: part.upperBound)
    let hasComma = comma < text.count && text.bytes[comma] == UInt8(ascii: ",")
    let isAlone =
      text.isFirstOnLine(part.lowerBound)
      && (index + 1 == ends.count || text.isFirstOnLine(ends[index + 1].lowerBound))
    let isLast = index + 1 == ends.count
    if isAlone, !isLast {
      return [Replacement(text.lineStart(part.lowerBound)..<text.nextLine(comma), "")]
    }
    guard isLast else { return [Replacement(part.lowerBound..<ends[index + 1].lowerBound, "")] }
    let before = ends[index - 1].upperBound
    let end = hasComma ? comma + 1 : part.upperBound
    let closes = text.skipBlank(from: end)
    // The bracket may stand on the same line.
    guard isAlone, closes > text.lineEnd(end) else {
      return [Replacement(before..<(hasComma ? comma : part.upperBound), "")]
    }
    let line = Replacement(text.lineStart(part.lowerBound)..<text.nextLine(end), "")
    let separator = text.skipBlank(from: before)
    guard !hasComma, separator < part.lowerBound else { return [line] }
    return [Replacement(separator..<(separator + 1), ""), line]
  }
}
