/// Reads how a YAML text is laid out.
///
/// What the text means, and whether Kubernetes would take it, is the parser's business, which reads
/// the same text.
struct SyntaxReader: ~Copyable {
  private typealias Event = EventStream.Event

  private var events: EventStream
  private let text: SourceBytes
  private let offsets: ScalarOffsets

  /// Reads the documents of a text.
  static func documents(of text: SourceBytes) throws(YAMLError) -> [SyntaxDocument] {
    var reader = SyntaxReader(text)
    var documents: [SyntaxDocument] = []
    while true {
      let event = try reader.events.next()
      switch event.kind {
      case .documentStart:
        let place = reader.offsets.bytes(event.indices)
        let root = try reader.node(try reader.events.next())
        documents.append(
          SyntaxDocument(start: place.lowerBound, isExplicit: !place.isEmpty, root: root))
      case .streamEnd: return documents
      default: continue
      }
    }
  }

  private init(_ text: SourceBytes) {
    events = EventStream(text.bytes, file: nil)
    self.text = text
    offsets = ScalarOffsets(text.bytes)
  }

  private mutating func node(_ event: Event) throws(YAMLError) -> SyntaxNode {
    let place = offsets.bytes(event.indices)
    switch event.kind {
    case .alias(let name):
      return SyntaxNode(content: .alias(name), start: place.lowerBound, range: place)
    case .scalar(let scalar):
      return self.scalar(scalar, place)
    case .sequenceStart(let collection):
      var elements: [SyntaxNode] = []
      while true {
        let next = try events.next()
        if case .sequenceEnd = next.kind {
          return self.collection(
            collection, .sequence(elements, isFlow: collection.isFlow), from: place,
            to: offsets.bytes(next.indices), elements.last?.range.upperBound)
        }
        elements.append(try node(next))
      }
    case .mappingStart(let collection):
      var entries: [SyntaxNode.Entry] = []
      while true {
        let next = try events.next()
        if case .mappingEnd = next.kind {
          return self.collection(
            collection, .mapping(entries, isFlow: collection.isFlow), from: place,
            to: offsets.bytes(next.indices), entries.last?.value.range.upperBound)
        }
        let key = try node(next)
        let name = Self.name(next)
        entries.append(SyntaxNode.Entry(key: key, name: name, value: try node(try events.next())))
      }
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw YAMLError(
        .syntax(problem: "did not find expected node content", context: nil), file: nil,
        at: event.start)
    }
  }

  /// What a key means; nil for `<<` and for what is no text, such as an alias.
  private static func name(_ event: Event) -> String? {
    guard case .scalar(let scalar) = event.kind, !scalar.isMerge else { return nil }
    return ResolvedScalar(scalar)?.keyText
  }

  private func collection(
    _ collection: EventStream.CollectionStart, _ content: SyntaxNode.Content,
    from start: Range<Int>,
    to end: Range<Int>, _ lastEnd: Int?
  ) -> SyntaxNode {
    let hasProperties = collection.anchor != nil || collection.isTagged
    let propertiesEnd = hasProperties ? text.endOfProperties(from: start.lowerBound) : nil
    let first = propertiesEnd.map { text.skipBlank(from: $0) } ?? start.lowerBound
    let last = collection.isFlow ? end.upperBound : max(first, lastEnd ?? first)
    return SyntaxNode(
      content: content, anchor: collection.anchor, start: start.lowerBound,
      propertiesEnd: propertiesEnd, range: first..<max(first, last))
  }

  private func scalar(_ scalar: EventStream.Scalar, _ place: Range<Int>) -> SyntaxNode {
    var node = SyntaxNode(
      content: .scalar(scalar.style), anchor: scalar.anchor, start: place.lowerBound, range: place)
    if scalar.anchor != nil || scalar.tag != nil {
      let end = min(text.endOfProperties(from: place.lowerBound), place.upperBound)
      node.propertiesEnd = end
      let isEmpty = scalar.style == .plain && scalar.text.isEmpty
      let first = isEmpty ? end : min(text.skipBlank(from: end), place.upperBound)
      node.range = first..<(isEmpty ? end : place.upperBound)
    }
    if node.isBlockScalar {
      node.range = node.range.lowerBound..<text.endOfBlockScalar(node.range)
    }
    return node
  }
}

/// Where the Unicode scalars of a text are, in bytes.
private struct ScalarOffsets {
  /// The offset of every scalar and of the end; nil where all of them are a byte long.
  private let offsets: [Int]?
  private let count: Int

  init(_ bytes: [UInt8]) {
    count = bytes.count
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      offsets = nil
      return
    }
    var offsets: [Int] = []
    offsets.reserveCapacity(bytes.count + 1)
    for (index, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 { offsets.append(index) }
    offsets.append(bytes.count)
    self.offsets = offsets
  }

  func bytes(_ indices: Range<Int>) -> Range<Int> {
    let lower = byte(indices.lowerBound)
    return lower..<max(lower, byte(indices.upperBound))
  }

  private func byte(_ index: Int) -> Int {
    guard let offsets else { return min(index, count) }
    return index < offsets.count ? offsets[index] : count
  }
}
