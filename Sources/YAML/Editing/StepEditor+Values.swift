import Documents

/// Changes where indentation counts: a value for another.
extension StepEditor {
  /// Gives a node another value as a whole.
  func set(
    _ place: Place, to new: Value, from old: Value
  ) throws(YAMLEditError) -> [Replacement] {
    let node = place.node
    var writer = ValueText(style: style)
    if case .scalar(let style) = node.content { writer.quotes = QuoteStyle(style) }
    switch layout(new, node, old, writer) {
    case .inline(let inline): return try setInline(inline, place)
    case .block(let header, let lines): return try setBlock(header, lines, place, new, old)
    case .lines(let lines): return try setLines(lines, place, new)
    }
  }

  private func layout(
    _ new: Value, _ node: SyntaxNode, _ old: Value, _ writer: ValueText
  ) -> ValueText.Layout {
    guard case .string(let string) = new else { return writer.layout(new) }
    let hadLines = old.string?.utf8.contains(UInt8(ascii: "\n")) ?? false
    // Several lines that were written as escapes stay so.
    if case .scalar(.doubleQuoted) = node.content, hadLines { return .inline(writer.scalar(new)) }
    // A block stays one, even for a single line.
    if node.isBlockScalar, let block = ScalarText(string + "\n").block,
      !string.utf8.contains(UInt8(ascii: "\n"))
    {
      return .block(
        header: block.header.contains("2") ? "|2-" : "|-", lines: block.lines.map(String.init))
    }
    return writer.layout(new)
  }

  // MARK: - On one line

  private func setInline(
    _ inline: String, _ place: Place
  ) throws(YAMLEditError) -> [Replacement] {
    let node = place.node
    if node.isBlockScalar {
      let header = BlockHeader(text, at: node.range.lowerBound)
      return [
        Replacement(node.range.lowerBound..<header.end, inline),
        contentReplaced(node, header),
      ]
    }
    guard node.isBlockCollection else {
      return [Replacement(node.range, (needsSpace(place) ? " " : "") + inline)]
    }
    guard isBelow(place) else { return [Replacement(node.range, inline)] }
    return [Replacement(at: try anchorPoint(place), " " + inline)] + linesReplaced(node)
  }

  /// Whether a value that isn't there yet would stand right behind something.
  private func needsSpace(_ place: Place) -> Bool {
    guard place.node.range.isEmpty else { return false }
    if case .document = place.holder { return place.node.propertiesEnd != nil }
    return true
  }

  /// Whether a collection begins on a line below its key, dash, anchor or tag.
  private func isBelow(_ place: Place) -> Bool {
    if case .document = place.holder, place.node.propertiesEnd == nil { return false }
    return text.isFirstOnLine(place.node.range.lowerBound)
  }

  /// Other lines, or none, for those of a block collection that has its own.
  private func linesReplaced(_ node: SyntaxNode, by lines: [String] = []) -> [Replacement] {
    let start = text.breakBefore(node.range.lowerBound) ?? node.range.lowerBound
    let end = text.lineEnd(node.range.upperBound)
    let lineBreak = text.lineBreak(around: node.range.lowerBound)
    return [Replacement(start..<end, lines.map { lineBreak + $0 }.joined())]
  }

  /// Where what is in front of a value ends: its anchor or tag, its colon, or its dash.
  private func anchorPoint(_ place: Place) throws(YAMLEditError) -> Int {
    if let end = place.node.propertiesEnd { return end }
    switch place.holder {
    case .document: return place.node.range.lowerBound
    case .entry(let entry, _):
      guard let end = text.endOfColon(after: entry.key.range) else { throw blocked(entry.key) }
      return end
    case .element(let list):
      guard let dash = text.dash(of: place.node, column: text.column(list.range.lowerBound)) else {
        throw blocked(place.node)
      }
      return dash + 1
    }
  }

  // MARK: - Blocks of text

  private func setBlock(
    _ header: String, _ lines: [String], _ place: Place, _ new: Value, _ old: Value
  ) throws(YAMLEditError) -> [Replacement] {
    let node = place.node
    let column = parentColumn(place)
    guard node.isBlockScalar else {
      let written = ValueText.indented(lines, by: column + style.step)
      let replacements: [Replacement]
      let anchor: Int
      if node.isBlockCollection, isBelow(place) {
        anchor = try anchorPoint(place)
        // What stood between, comments too, would be lines of the text now.
        let lineBreak = text.lineBreak(around: node.range.lowerBound)
        replacements = [
          Replacement(
            text.lineEnd(anchor)..<text.lineEnd(node.range.upperBound),
            written.map { lineBreak + $0 }.joined())
        ]
      } else {
        anchor = node.range.upperBound
        replacements = [Replacement(node.range, "")] + below(written, anchor)
      }
      let digits = header.replacing("2", with: "\(style.step)")
      let isApart = node.range.isEmpty ? needsSpace(place) : isBelow(place)
      return [
        Replacement(
          at: isBelow(place) ? anchor : node.range.lowerBound, (isApart ? " " : "") + digits)
      ] + replacements
    }
    return blockLines(header, lines, node, column, new, old)
  }

  /// Another text for a block that is there: lines that stay aren't touched.
  private func blockLines(
    _ header: String, _ lines: [String], _ node: SyntaxNode, _ column: Int, _ new: Value,
    _ old: Value
  ) -> [Replacement] {
    let present = BlockHeader(text, at: node.range.lowerBound)
    var raw: [Range<Int>] = []
    var start = text.nextLine(present.end)
    while start <= node.range.upperBound, start < text.count {
      raw.append(start..<text.lineEnd(start))
      start = text.nextLine(start)
    }
    let indentation = indentation(of: raw, old) ?? column + style.step
    let indicators = text[node.range.lowerBound..<present.end]
    let isKept = present.keepsBreaks && (new.string?.hasSuffix("\n") ?? false)
    let hasDigit = indicators.contains(where: \.isNumber) || header.contains("2")
    let chomping = isKept ? "+" : String(header.filter { $0 == "-" || $0 == "+" })
    let digit = hasDigit ? "\(max(1, indentation - max(0, column)))" : ""
    let wanted = "|" + digit + chomping
    var replacements: [Replacement] = []
    // The order of the two indicators is free, and stays.
    if Set(wanted) != Set(indicators) {
      replacements.append(Replacement(node.range.lowerBound..<present.end, wanted))
    }
    let written = ValueText.indented(lines, by: indentation)
    let isFolded = indicators.hasPrefix(">")
    func isSame(_ line: Range<Int>, _ other: String) -> Bool {
      guard !isFolded else { return false }
      let content = text[line]
      return content == other
        || other.isEmpty && content.allSatisfy { $0 == " " }
          && content.utf8.count <= indentation
    }
    var first = 0
    while first < raw.count, first < written.count, isSame(raw[first], written[first]) {
      first += 1
    }
    var last = 0
    while last < raw.count - first, last < written.count - first,
      isSame(raw[raw.count - 1 - last], written[written.count - 1 - last])
    {
      last += 1
    }
    let gone = raw[first..<(raw.count - last)]
    let come = written[first..<(written.count - last)]
    let lineBreak = text.lineBreak(around: text.nextLine(present.end))
    if let from = gone.first?.lowerBound, let to = gone.last?.upperBound, !come.isEmpty {
      replacements.append(Replacement(from..<to, come.joined(separator: lineBreak)))
    } else if let from = gone.first?.lowerBound, let to = gone.last?.upperBound {
      replacements += removeLines(from, to)
    } else if !come.isEmpty {
      let above = first > 0 ? raw[first - 1].upperBound : text.lineEnd(present.end)
      replacements += below(Array(come), above)
    }
    return replacements
  }

  private func removeLines(_ from: Int, _ to: Int) -> [Replacement] {
    if text.lineEnd(to) == text.count, let before = text.breakBefore(from) {
      return [Replacement(before..<text.count, "")]
    }
    return [Replacement(text.lineStart(from)..<text.nextLine(to), "")]
  }

  /// How far in the lines of a block scalar stand.
  private func indentation(of lines: [Range<Int>], _ old: Value) -> Int? {
    guard let first = lines.first(where: { !text.isBlankLine($0.lowerBound) }) else { return nil }
    func spaces(_ line: some Collection<UInt8>) -> Int {
      line.prefix { $0 == UInt8(ascii: " ") }.count
    }
    let content = (old.string ?? "").utf8.split(separator: UInt8(ascii: "\n"))
      .first { !$0.allSatisfy { SourceBytes.isBlank($0) } }
    return spaces(text.bytes[first]) - (content.map { spaces($0) } ?? 0)
  }

  // MARK: - Collections

  private func setLines(
    _ lines: [String], _ place: Place, _ new: Value
  ) throws(YAMLEditError) -> [Replacement] {
    let node = place.node
    if case .document = place.holder {
      let lineBreak = text.lineBreak(around: node.range.lowerBound)
      guard !node.range.isEmpty || node.propertiesEnd != nil else {
        return [Replacement(at: text.count, lines.map { $0 + lineBreak }.joined())]
      }
      return [Replacement(node.range, lines.joined(separator: lineBreak))]
    }
    if case .element(let list) = place.holder, node.propertiesEnd == nil, !isBelow(place) {
      return elementLines(lines, node, text.column(list.range.lowerBound))
    }
    // The old value goes, and the new one stands below the line of its key.
    let anchor = try anchorPoint(place)
    let indentation = keyColumn(place) + ValueText(style: style).indentation(below: new)
    let written = ValueText.indented(lines, by: indentation)
    if node.isBlockScalar {
      let header = BlockHeader(text, at: node.range.lowerBound)
      return [Replacement(anchor..<header.end, ""), contentReplaced(node, header, by: written)]
    }
    if !node.range.isEmpty, isBelow(place) { return linesReplaced(node, by: written) }
    return below(written, anchor) + [
      Replacement(anchor..<max(anchor, node.range.upperBound), "")
    ]
  }

  /// Other lines, or none, for the text of a block scalar.
  private func contentReplaced(
    _ node: SyntaxNode, _ header: BlockHeader, by lines: [String] = []
  ) -> Replacement {
    let lineBreak = text.lineBreak(around: text.nextLine(header.end))
    return Replacement(
      text.lineEnd(header.end)..<text.lineEnd(node.range.upperBound),
      lines.map { lineBreak + $0 }.joined())
  }

  /// A collection behind the dash of an element.
  private func elementLines(
    _ lines: [String], _ node: SyntaxNode, _ column: Int
  ) -> [Replacement] {
    let start = node.range.lowerBound
    let indentation = node.range.isEmpty ? column + 2 : text.column(start)
    let rest = ValueText.indented(Array(lines.dropFirst()), by: indentation)
    if node.isBlockCollection {
      let lineBreak = text.lineBreak(around: start)
      let whole = ([lines[0]] + rest).joined(separator: lineBreak)
      return [Replacement(node.range, whole)]
    }
    let first = (node.range.isEmpty ? " " : "") + lines[0]
    if node.isBlockScalar {
      let header = BlockHeader(text, at: start)
      return [
        Replacement(start..<header.end, first), contentReplaced(node, header, by: rest),
      ]
    }
    return [Replacement(node.range, first)]
      + (rest.isEmpty ? [] : below(rest, node.range.upperBound))
  }

  // MARK: - Columns

  /// The column of the key that a value is behind, or of its list's dash.
  private func keyColumn(_ place: Place) -> Int {
    switch place.holder {
    case .document: 0
    case .entry(let entry, _): text.column(entry.key.start)
    case .element(let list): text.column(list.range.lowerBound) + 2
    }
  }

  /// The column from which a block scalar's indentation is counted.
  private func parentColumn(_ place: Place) -> Int {
    switch place.holder {
    case .document: 0
    case .entry(_, let mapping): text.column(mapping.range.lowerBound)
    case .element(let list): text.column(list.range.lowerBound)
    }
  }
}
