/// A part of a YAML text, as it is laid out: where it stands, and in what style.
struct SyntaxNode {
  /// What it is.
  enum Content {
    case scalar(EventStream.Style)
    /// The name of an anchor, whose node this stands for.
    case alias(String)
    case sequence([SyntaxNode], isFlow: Bool)
    case mapping([Entry], isFlow: Bool)
  }

  /// One key of a mapping, with its value.
  struct Entry {
    var key: SyntaxNode
    /// What the key means; nil for `<<`.
    var name: String?
    var value: SyntaxNode
  }

  /// What it is.
  var content: Content
  /// The anchor it has.
  var anchor: String?
  /// Where its anchor or tag begins, or else the node itself; in bytes.
  var start: Int
  /// Where its anchor and tag end; nil where it has neither.
  var propertiesEnd: Int?
  /// The bytes of the node itself; none for an empty one.
  ///
  /// A block scalar ends with its last line, a collection with its last part; the line break behind
  /// it isn't included.
  var range: Range<Int>
}

extension SyntaxNode {
  /// Whether it is a collection that is laid out by indentation.
  var isBlockCollection: Bool {
    switch content {
    case .sequence(_, let isFlow), .mapping(_, let isFlow): !isFlow
    case .scalar, .alias: false
    }
  }

  /// Whether it is a literal or folded block.
  var isBlockScalar: Bool {
    switch content {
    case .scalar(.literal), .scalar(.folded): true
    default: false
    }
  }

  /// The entries of a mapping; none for any other node.
  var entries: [Entry] {
    if case .mapping(let entries, _) = content { entries } else { [] }
  }

  /// The elements of a sequence; none for any other node.
  var elements: [SyntaxNode] {
    if case .sequence(let elements, _) = content { elements } else { [] }
  }

  /// The innermost scalar that ends where this node does, if it ends with one.
  var lastScalar: SyntaxNode? {
    switch content {
    case .scalar: self
    case .alias: nil
    case .sequence(let elements, let isFlow): isFlow ? nil : elements.last?.lastScalar
    case .mapping(let entries, let isFlow): isFlow ? nil : entries.last?.value.lastScalar
    }
  }

  /// The nodes within, and this one.
  func visit(_ body: (SyntaxNode) -> Void) {
    body(self)
    switch content {
    case .scalar, .alias: break
    case .sequence(let elements, _): for element in elements { element.visit(body) }
    case .mapping(let entries, _):
      for entry in entries {
        entry.key.visit(body)
        entry.value.visit(body)
      }
    }
  }
}

/// One document of a text, as it is laid out.
struct SyntaxDocument {
  /// Where it begins: at its `---` or directives, or else at its content.
  var start: Int
  /// Whether it begins with `---`.
  var isExplicit: Bool
  var root: SyntaxNode
}
