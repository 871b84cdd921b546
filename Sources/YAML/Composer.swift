import Documents

/// Builds documents out of events: anchors and aliases, merge keys, duplicate keys, limits.
struct Composer: ~Copyable {
  private typealias Event = EventStream.Event

  /// A node with what its parent, or an alias to it, has to know about it.
  private struct Composed {
    var node: YAMLNode
    /// The scalar it is, for use as a key.
    var scalar: EventStream.Scalar?
    /// How many nodes it comes to, aliases within expanded.
    var size = 1
    /// How deeply it is nested, aliases within expanded.
    var height = 0
  }

  private var events: EventStream
  private let file: String?
  private let maximumDepth: Int
  private let dialect: YAMLParser.Dialect
  private let takesLastOfDuplicates: Bool

  private var anchors: [String: Composed] = [:]
  // Anchors whose nodes are still being read: an alias to one would contain itself.
  private var open: Set<String> = []
  private var depth = 0
  private var expanded = 0
  private var written = 0

  init(
    _ bytes: some Collection<UInt8>, file: String?, maximumDepth: Int,
    dialect: YAMLParser.Dialect, takesLastOfDuplicates: Bool
  ) {
    events = EventStream(bytes, file: file)
    self.file = file
    self.maximumDepth = maximumDepth
    self.dialect = dialect
    self.takesLastOfDuplicates = takesLastOfDuplicates
  }

  mutating func documents() throws(YAMLError) -> [YAMLDocument] {
    var documents: [YAMLDocument] = []
    while true {
      let event = try events.next()
      switch event.kind {
      case .documentStart:
        anchors = [:]
        (expanded, written) = (0, 0)
        let root = try compose(try events.next())
        documents.append(YAMLDocument(file: file, root: root.node))
      case .streamEnd: return documents
      default: continue
      }
    }
  }

  private mutating func compose(_ event: Event) throws(YAMLError) -> Composed {
    written += 1
    switch event.kind {
    case .scalar(let scalar):
      let value = try value(of: scalar, event)
      let node = YAMLNode(scalar: value, from: event.start, to: event.end)
      return register(Composed(node: node, scalar: scalar), as: scalar.anchor)
    case .alias(let name):
      return try resolveAlias(name, event)
    case .sequenceStart(let collection):
      return try composeCollection(event, collection.anchor) { composer throws(YAMLError) in
        try composer.composeSequence(event)
      }
    case .mappingStart(let collection):
      return try composeCollection(event, collection.anchor) { composer throws(YAMLError) in
        try composer.composeMapping(event)
      }
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw error(.syntax(problem: "did not find expected node content", context: nil), event)
    }
  }

  private mutating func composeCollection(
    _ event: Event, _ anchor: String?,
    _ compose: (inout Composer) throws(YAMLError) -> Composed
  ) throws(YAMLError) -> Composed {
    depth += 1
    guard depth <= maximumDepth else { throw error(.tooDeep(limit: maximumDepth), event) }
    if let anchor { open.insert(anchor) }
    let composed = try compose(&self)
    if let anchor { open.remove(anchor) }
    depth -= 1
    return register(composed, as: anchor)
  }

  private mutating func composeSequence(_ start: Event) throws(YAMLError) -> Composed {
    var elements: [YAMLNode] = []
    var size = 1
    var height = 0
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind {
        return Composed(
          node: YAMLNode(elements: elements, from: start.start, to: event.end), scalar: nil,
          size: size, height: height + 1)
      }
      let element = try compose(event)
      elements.append(element.node)
      size += element.size
      height = max(height, element.height)
    }
  }

  private mutating func composeMapping(_ start: Event) throws(YAMLError) -> Composed {
    var mapping = MappingBuilder(file: file, takesLastOfDuplicates: takesLastOfDuplicates)
    var size = 1
    var height = 0
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind {
        return Composed(
          node: YAMLNode(fields: mapping.fields, from: start.start, to: event.end), scalar: nil,
          size: size, height: height + 1)
      }
      let key = try composeKey(event)
      let value = try compose(try events.next())
      size += value.size + 1
      height = max(height, value.height)
      if let key {
        try mapping.add(key, at: event.start, value.node)
      } else {
        try mapping.merge(value.node, keyAt: event.start)
      }
    }
  }

  /// The text of a key; nil for `<<`.
  private mutating func composeKey(_ event: Event) throws(YAMLError) -> String? {
    let scalar: EventStream.Scalar
    switch event.kind {
    case .scalar(let key):
      scalar = key
      if key.anchor != nil {
        let node = YAMLNode(scalar: try value(of: key, event), from: event.start, to: event.end)
        _ = register(Composed(node: node, scalar: key), as: key.anchor)
      }
    case .alias(let name):
      guard let key = try resolveAlias(name, event).scalar else {
        throw error(.unsupportedKey, event)
      }
      scalar = key
    default: throw error(.unsupportedKey, event)
    }
    if scalar.isMerge { return nil }
    let resolved = try resolve(scalar, event)
    guard let text = resolved.keyText else { throw error(.unsupportedKey, event) }
    // kustomize turns the outermost mapping alone into one whose keys are text.
    guard dialect == .kubernetes || depth == 1 || isText(resolved, scalar) else {
      throw error(.untextualKey(scalar.text), event)
    }
    return text
  }

  private mutating func register(_ composed: Composed, as anchor: String?) -> Composed {
    if let anchor {
      anchors[anchor] = composed
    }
    return composed
  }

  private mutating func resolveAlias(
    _ name: String, _ event: Event
  ) throws(YAMLError) -> Composed {
    guard !open.contains(name) else { throw error(.recursiveAnchor(name), event) }
    guard var anchor = anchors[name] else { throw error(.unknownAnchor(name), event) }
    guard depth + anchor.height <= maximumDepth else {
      throw error(.tooDeep(limit: maximumDepth), event)
    }
    // Nodes are shared, so this costs nothing here; whoever walks over the value pays.
    expanded += anchor.size
    guard expanded <= Self.mostExpanded || expanded <= written * Self.mostExpandedPerNode else {
      throw error(.excessiveAliases, event)
    }
    anchor.node = anchor.node.moved(from: event.start, to: event.end)
    return anchor
  }

  // Any document may expand to this many nodes, and a large one to a multiple of its own.
  private static let mostExpanded = 100_000
  private static let mostExpandedPerNode = 10

  private func resolve(
    _ scalar: EventStream.Scalar, _ event: Event
  ) throws(YAMLError) -> ResolvedScalar {
    if let resolved = ResolvedScalar(scalar) {
      return dialect == .kustomize ? resolved.asKustomize(scalar) : resolved
    }
    throw error(.wrongTag(ResolvedScalar.shortTag(scalar.tag ?? ""), text: scalar.text), event)
  }

  private func value(of scalar: EventStream.Scalar, _ event: Event) throws(YAMLError) -> Value {
    let resolved = try resolve(scalar, event)
    guard let value = resolved.value else { throw error(.notInJSON(scalar.text), event) }
    return time(resolved, scalar).map { .string($0) } ?? value
  }

  /// The time that kustomize takes a scalar for.
  private func time(_ resolved: ResolvedScalar, _ scalar: EventStream.Scalar) -> String? {
    guard dialect == .kustomize, scalar.isPlain, scalar.tag == nil,
      case .string(let text) = resolved
    else { return nil }
    return normalizedTimestamp(text)
  }

  private func isText(_ resolved: ResolvedScalar, _ scalar: EventStream.Scalar) -> Bool {
    guard case .string = resolved else { return false }
    return time(resolved, scalar) == nil
  }

  private func error(_ reason: YAMLError.Reason, _ event: Event) -> YAMLError {
    YAMLError(reason, file: file, at: event.start)
  }
}
