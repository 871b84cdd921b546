import Documents

/// Changes where indentation counts: keys and elements.
extension StepEditor {
  // MARK: - Adding

  /// Puts a key into a mapping that has others: where the order of names wants it, or last.
  func addKey(
    _ key: String, _ new: Value, to mapping: SyntaxNode, _ entries: [SyntaxNode.Entry]
  ) throws(YAMLEditError) -> [Replacement] {
    var writer = ValueText(style: style)
    let values = (self.value(of: mapping)?.object ?? [:])
    writer.quotes = quotes(
      of: entries.map(\.value), entries.map { $0.name.flatMap { values[$0] } ?? .null })
    let column = text.column(entries[0].key.start)
    let lines = ValueText.indented(writer.entry(key, new), by: column)
    return addLines(lines, behind: entries[position(of: key, in: entries)].value)
  }

  /// The index of the entry behind which a key goes.
  private func position(of key: String, in entries: [SyntaxNode.Entry]) -> Int {
    let names = entries.map { $0.name ?? "" }
    let isSorted =
      names.count > 2 && zip(names, names.dropFirst()).allSatisfy { $0.precedes($1) }
    guard isSorted, let index = names.lastIndex(where: { $0.precedes(key) }) else {
      return entries.count - 1
    }
    return index
  }

  /// Puts an element into a list that has others.
  func addElement(
    _ new: Value, at index: Int, to list: SyntaxNode, _ elements: [SyntaxNode]
  ) throws(YAMLEditError) -> [Replacement] {
    let column = text.column(list.range.lowerBound)
    var writer = ValueText(style: style)
    let values = value(of: list)?.array ?? []
    writer.quotes = quotes(of: elements, values)
    var width = 2
    if let first = elements.first(where: { !$0.range.isEmpty }),
      let dash = text.dash(of: first, column: column),
      text.lineStart(dash) == text.lineStart(first.start)
    {
      width = max(2, first.start - dash)
    }
    let lines = ValueText.indented(writer.element(new, width: width), by: column)
    guard index == 0 else {
      return addLines(lines, behind: elements[min(index, elements.count) - 1])
    }
    guard let dash = text.dash(of: elements[0], column: column) else { throw blocked(elements[0]) }
    let lineBreak = text.lineBreak(around: dash)
    guard text.isFirstOnLine(dash) else {
      // Behind another dash: the new one takes this place, and the present one its own line.
      let space = String(repeating: " ", count: column)
      let part = lines.joined(separator: lineBreak).dropFirst(column)
      return [Replacement(at: dash, part + lineBreak + space)]
    }
    // What stands right above is about the element that was the first.
    var start = text.lineStart(dash)
    while let before = text.breakBefore(start), isComment(before, column: column) {
      start = text.lineStart(before)
    }
    return [Replacement(at: start, lines.map { $0 + lineBreak }.joined())]
  }

  private func isComment(_ offset: Int, column: Int) -> Bool {
    let place = text.lineStart(offset) + column
    return place < text.lineEnd(offset) && text.bytes[place] == UInt8(ascii: "#")
      && text.isFirstOnLine(place)
  }

  /// Puts lines below the last line of a node.
  private func addLines(_ lines: [String], behind node: SyntaxNode) -> [Replacement] {
    var replacements: [Replacement] = []
    let end = max(node.range.upperBound, node.propertiesEnd ?? 0)
    if let last = node.lastScalar, last.isBlockScalar, text.lineEnd(end) == text.count {
      replacements += closing(last)
    }
    return replacements + below(lines, end)
  }

  /// Lines put below the one that a place is on.
  func below(_ lines: [String], _ offset: Int) -> [Replacement] {
    let lineBreak = text.lineBreak(around: offset)
    let next = text.nextLine(offset)
    // A text that ends without a line break goes on doing so.
    return text.lineEnd(offset) == text.count
      ? [Replacement(at: text.count, lines.map { lineBreak + $0 }.joined())]
      : [Replacement(at: next, lines.map { $0 + lineBreak }.joined())]
  }

  /// A block scalar that the end of the text cuts off has no line break at its end; with something
  /// below, it has to say so.
  private func closing(_ scalar: SyntaxNode) -> [Replacement] {
    let header = BlockHeader(text, at: scalar.range.lowerBound)
    let indicators = text[scalar.range.lowerBound..<header.end]
    return indicators.contains("-") ? [] : [Replacement(at: header.end, "-")]
  }

  // MARK: - Taking out

  /// Takes an entry or element out of a block that has others.
  func removeBlock(from start: Int, to end: Int) -> [Replacement] {
    guard text.isFirstOnLine(start) else {
      // Behind a dash: what follows moves up to it.
      var next = text.nextLine(end)
      while next < text.count, text.isBlankLine(next) { next = text.nextLine(next) }
      while next < text.count, SourceBytes.isBlank(text.bytes[next]) { next += 1 }
      return [Replacement(start..<next, "")]
    }
    let lineStart = text.lineStart(start)
    let next = text.nextLine(end)
    if text.lineEnd(end) == text.count, let before = text.breakBefore(start) {
      return [Replacement(before..<text.count, "")]
    }
    return [Replacement(lineStart..<next, "")]
  }

  /// The value that a node has.
  private func value(of node: SyntaxNode) -> Value? {
    var found: Value?
    func search(_ candidate: SyntaxNode, _ value: Value) {
      guard found == nil,
        candidate.range.contains(node.range.lowerBound) || candidate.start == node.start
      else { return }
      if candidate.range == node.range, candidate.isBlockCollection == node.isBlockCollection {
        found = value
        return
      }
      for (index, element) in candidate.elements.enumerated() {
        if let inner = value[index] { search(element, inner) }
      }
      for entry in candidate.entries {
        if let name = entry.name, let inner = value[name] { search(entry.value, inner) }
      }
    }
    search(root, value)
    return found
  }
}

extension String {
  fileprivate func precedes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
