public import Documents

/// One document of a YAML stream: its value, and where every part of it stands.
public struct YAMLDocument: Sendable {
  /// The file, as the caller named it.
  public let file: String?
  /// The document's content: `null` for an empty document.
  public let root: YAMLNode

  /// Makes a document.
  public init(file: String?, root: YAMLNode) {
    self.file = file
    self.root = root
  }

  /// The document's value.
  public var value: Value { root.value }

  /// Whether the document says nothing: there was only white space, comments or `null`.
  public var isEmpty: Bool { root.value.isNull }

  /// Where the value at that place begins; nil where there is no such value.
  public func position(of pointer: Pointer) -> SourcePosition? {
    root.node(at: pointer)?.position
  }

  /// Where the key of the field at that place begins; nil where that isn't a field.
  public func keyPosition(of pointer: Pointer) -> SourcePosition? {
    guard let parent = pointer.parent, let name = pointer.tokens.last else { return nil }
    return root.node(at: parent)?.fields.first { $0.key == name }?.keyPosition
  }
}

/// A value with its place in the text, and its children with theirs.
///
/// What an alias stands for has the alias's own place, and the places of its anchor's children.
public struct YAMLNode: Sendable {
  /// One field of a mapping.
  public struct Field: Sendable {
    /// The key, as a string even where it was written as a number.
    public let key: String
    /// Where the key begins.
    public let keyPosition: SourcePosition
    /// The field's value.
    public let node: YAMLNode

    /// Makes a field.
    public init(key: String, keyPosition: SourcePosition, node: YAMLNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.node = node
    }
  }

  /// What the node means, children included.
  public let value: Value
  /// Where the node begins; for an empty one, where it would.
  public let position: SourcePosition
  /// Where the node ends: just behind its last character for a scalar or a collection in brackets,
  /// and where the next thing begins for one laid out by indentation.
  public let end: SourcePosition

  private let children: Children

  private enum Children {
    case none
    case elements([YAMLNode])
    case fields([Field])
  }

  /// Makes a node without children.
  public init(scalar value: Value, from position: SourcePosition, to end: SourcePosition) {
    self.init(value: value, position: position, end: end, children: .none)
  }

  /// Makes a sequence.
  public init(elements: [YAMLNode], from position: SourcePosition, to end: SourcePosition) {
    self.init(
      value: .array(elements.map(\.value)), position: position, end: end,
      children: .elements(elements))
  }

  /// Makes a mapping, whose keys must differ.
  public init(fields: [Field], from position: SourcePosition, to end: SourcePosition) {
    let values = Dictionary(
      fields.lazy.map { ($0.key, $0.node.value) }, uniquingKeysWith: { first, _ in first })
    self.init(value: .object(values), position: position, end: end, children: .fields(fields))
  }

  private init(
    value: Value, position: SourcePosition, end: SourcePosition, children: Children
  ) {
    self.value = value
    self.position = position
    self.end = end
    self.children = children
  }

  /// The elements of a sequence; none for any other node.
  public var elements: [YAMLNode] {
    if case .elements(let elements) = children { elements } else { [] }
  }

  /// The fields of a mapping, in the order they were written; none for any other node.
  public var fields: [Field] {
    if case .fields(let fields) = children { fields } else { [] }
  }

  /// The node of that field, or nil.
  public subscript(key: String) -> YAMLNode? {
    fields.first { $0.key == key }?.node
  }

  /// The node of that element, or nil.
  public subscript(index: Int) -> YAMLNode? {
    let elements = elements
    return elements.indices.contains(index) ? elements[index] : nil
  }

  /// The node at that place, or nil.
  public func node(at pointer: Pointer) -> YAMLNode? {
    var node = self
    for token in pointer.tokens {
      let child =
        switch node.children {
        case .fields: node[token]
        case .elements: Pointer.index(token).flatMap { node[$0] }
        case .none: YAMLNode?.none
        }
      guard let child else { return nil }
      node = child
    }
    return node
  }

  /// The same node as seen from an alias.
  func moved(from position: SourcePosition, to end: SourcePosition) -> YAMLNode {
    YAMLNode(value: value, position: position, end: end, children: children)
  }
}
