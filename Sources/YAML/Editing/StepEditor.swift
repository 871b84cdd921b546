import Documents

/// Finds the bytes that one step changes.
struct StepEditor {
  let text: SourceBytes
  let root: SyntaxNode
  let value: Value
  let file: String?
  let style: LayoutStyle

  /// What a node stands in.
  indirect enum Holder {
    /// The document itself.
    case document
    /// A mapping, as the value of one of its entries.
    case entry(SyntaxNode.Entry, of: SyntaxNode)
    /// A sequence, as one of its elements.
    case element(of: SyntaxNode)
  }

  /// A node where it stands.
  struct Place {
    var node: SyntaxNode
    var holder: Holder
    /// Whether there are brackets around it.
    var isInFlow = false
  }

  init(text: SourceBytes, root: SyntaxNode, value: Value, file: String?) {
    self.text = text
    self.root = root
    self.value = value
    self.file = file
    style = LayoutStyle(of: root, in: text)
  }

  /// Whether the whole is in brackets with quoted keys: what is added is JSON, too.
  func isJSON(_ node: SyntaxNode) -> Bool {
    func quotes(_ node: SyntaxNode) -> Bool? {
      switch node.content {
      case .mapping(let entries, isFlow: true):
        guard let first = entries.first else { return nil }
        if case .scalar(.doubleQuoted) = first.key.content { return true }
        return false
      case .sequence(let elements, isFlow: true): return elements.lazy.compactMap(quotes).first
      default: return nil
      }
    }
    return quotes(node) ?? quotes(root) ?? isRootFlow
  }

  private var isRootFlow: Bool {
    switch root.content {
    case .sequence(_, isFlow: true), .mapping(_, isFlow: true): true
    default: false
    }
  }

  /// The changes that a step takes.
  func replacements(for step: TextStep) throws(YAMLEditError) -> [Replacement] {
    let place = try find(step.pointer)
    let present = value[step.pointer] ?? .null
    switch step {
    case .set(_, let new):
      return place.isInFlow || !canBeBlock(place)
        ? [Replacement(place.node.range, flowValue(new, in: place.node))]
        : try set(place, to: new, from: present)
    case .addKey(_, let key, let new):
      guard case .mapping(let entries, let isFlow) = place.node.content, !entries.isEmpty else {
        throw blocked(place.node)
      }
      return isFlow
        ? addFlow(
          flowEntry(key, new, in: place.node), to: place.node, ends: entries.map(\.extent), nil)
        : try addKey(key, new, to: place.node, entries)
    case .removeKey(_, let key):
      guard case .mapping(let entries, let isFlow) = place.node.content,
        let index = entries.lastIndex(where: { $0.name == key })
      else { throw YAMLEditError(.merged(key), file: file, line: text.line(place.node.start)) }
      return isFlow
        ? removeFlow(index, of: entries.map(\.extent))
        : removeBlock(from: entries[index].key.start, to: entries[index].extent.upperBound)
    case .addElement(_, let index, let new):
      guard case .sequence(let elements, let isFlow) = place.node.content, !elements.isEmpty else {
        throw blocked(place.node)
      }
      return isFlow
        ? addFlow(
          flowText(new, in: place.node, like: nil), to: place.node, ends: elements.map(\.extent),
          index)
        : try addElement(new, at: index, to: place.node, elements)
    case .removeElement(_, let index):
      guard case .sequence(let elements, let isFlow) = place.node.content,
        elements.indices.contains(index)
      else { throw blocked(place.node) }
      if isFlow { return removeFlow(index, of: elements.map(\.extent)) }
      let column = text.column(place.node.range.lowerBound)
      guard let dash = text.dash(of: elements[index], column: column) else {
        throw blocked(elements[index])
      }
      return removeBlock(from: dash, to: max(dash + 1, elements[index].range.upperBound))
    }
  }

  /// What stands where a block would have to be can't become one in brackets.
  private func canBeBlock(_ place: Place) -> Bool {
    guard case .document = place.holder else { return true }
    switch place.node.content {
    case .mapping(_, isFlow: true), .sequence(_, isFlow: true): return false
    default: return true
    }
  }

  /// A value that takes the place of a node in brackets.
  private func flowValue(_ new: Value, in node: SyntaxNode) -> String {
    let start = node.range.lowerBound
    let isClose = node.range.isEmpty && start > 0 && !SourceBytes.isBlank(text.bytes[start - 1])
    return (isClose ? " " : "") + flowText(new, in: node, like: node)
  }

  func blocked(_ node: SyntaxNode) -> YAMLEditError {
    YAMLEditError(.notAsMeant, file: file, line: text.line(node.start))
  }

  // MARK: - Places

  /// The node at a place, in what it stands.
  func find(_ pointer: Pointer) throws(YAMLEditError) -> Place {
    var place = Place(node: root, holder: .document)
    for token in pointer.tokens {
      let node = place.node
      let isInFlow = place.isInFlow || !node.isBlockCollection
      switch node.content {
      case .alias(let name):
        throw YAMLEditError(.alias(name), file: file, line: text.line(node.start))
      case .mapping(let entries, _):
        guard let entry = entries.last(where: { $0.name == token }) else {
          throw YAMLEditError(.merged(token), file: file, line: text.line(node.start))
        }
        place = Place(node: entry.value, holder: .entry(entry, of: node), isInFlow: isInFlow)
      case .sequence(let elements, _):
        guard let index = Pointer.index(token), elements.indices.contains(index) else {
          throw YAMLEditError(.unreachable("\(pointer)"), file: file, line: text.line(node.start))
        }
        place = Place(node: elements[index], holder: .element(of: node), isInFlow: isInFlow)
      case .scalar:
        throw YAMLEditError(.unreachable("\(pointer)"), file: file, line: text.line(node.start))
      }
    }
    return place
  }

  /// The innermost anchor at or around a place, or within it, that an alias elsewhere uses.
  func sharedAnchor(around pointer: Pointer) -> String? {
    var used: Set<String> = []
    root.visit { if case .alias(let name) = $0.content { used.insert(name) } }
    guard !used.isEmpty else { return nil }
    var found: String?
    for count in 0...pointer.tokens.count {
      guard let place = try? find(Pointer(Array(pointer.tokens.prefix(count)))) else { break }
      if let anchor = place.node.anchor, used.contains(anchor) { found = anchor }
      guard count == pointer.tokens.count, found == nil else { continue }
      place.node.visit { node in
        if let anchor = node.anchor, used.contains(anchor) { found = anchor }
      }
    }
    return found
  }

  /// The quotes that all strings of these nodes have, if they have any.
  func quotes(of nodes: [SyntaxNode], _ values: [Value]) -> QuoteStyle? {
    var common: QuoteStyle?
    for (node, value) in zip(nodes, values) where value.string != nil {
      guard case .scalar(let style) = node.content, let quotes = QuoteStyle(style),
        common == nil || common == quotes
      else { return nil }
      common = quotes
    }
    return common
  }
}

extension SyntaxNode.Entry {
  /// From the key to the end of the value.
  var extent: Range<Int> {
    key.start..<max(key.range.upperBound, value.range.upperBound, value.propertiesEnd ?? 0)
  }
}

extension SyntaxNode {
  /// From its anchor or tag to its end.
  var extent: Range<Int> { start..<max(range.upperBound, propertiesEnd ?? 0) }
}
