import Documents
import YAML

/// Merges a patch into an object as kustomize does it.
///
/// This is not quite the API server's strategic merge: new elements of lists go in front of the old
/// ones, of the directives only `$patch` is known, and `$setElementOrder`, `$retainKeys` and
/// `$deleteFromPrimitiveList` are fields like any other.
struct StrategicMerge {
  private let schema: MergeSchema

  init(schema: MergeSchema) {
    self.schema = schema
  }

  /// The object with the patch in it; nil where the patch deletes it.
  ///
  /// An object can't be replaced as a whole: there, `$patch: replace` does nothing.
  ///
  /// - Parameter source: how the object was written, if that is known. A key with nothing behind it
  ///   is no field to kustomize here, unlike one with `null`, and quotes stay when text is replaced.
  func merge(
    _ patch: Value, into object: Value, written source: YAMLNode? = nil
  ) throws(MergeError) -> Value? {
    var target: Value? = object
    return try walk(&target, .other(patch), nil, source, Pointer()) == nil ? nil : target
  }

  /// What is merged into a value.
  enum Source {
    /// Nothing: the patch doesn't reach here.
    case none
    /// A value of the patch.
    case other(Value)
    /// The value itself, which has come from the patch just now.
    ///
    /// It's merged with itself: that removes its nulls and carries out its directives.
    case itself
  }

  /// Merges a value of the patch into one of the object; returns what comes out, nil for nothing.
  ///
  /// The target is left as it has become on the way, which isn't the result where the patch
  /// replaces it.
  func walk(
    _ target: inout Value?, _ source: Source, _ node: MergeSchema.Node?, _ written: YAMLNode?,
    _ place: Pointer
  ) throws(MergeError) -> Value? {
    if target?.isNull == true, written?.isLeftOut == true { target = nil }
    let patch: Value? =
      switch source {
      case .none: nil
      case .other(let value): value
      case .itself: target
      }
    let present = [target, patch].compactMap { $0 }.filter { !$0.isNull }
    // Where the object has a null and the patch nothing, it stays.
    guard let first = present.first else { return patch == nil ? target : nil }
    let node = node ?? embeddedNode(target) ?? embeddedNode(patch)
    if present.count > 1, !present[0].isSameKind(as: present[1]) {
      throw MergeError(
        reason: .mismatch(object: present[0].kindInWords, patch: present[1].kindInWords),
        place: place)
    }
    switch first {
    case .object:
      return try walkMap(&target, source, patch, node, written, place)
    case .array:
      guard let node, let keys = node.mergeKeys else { return (patch ?? target)?.unlessNull }
      return try walkList(&target, source, patch, keys, node.element, written, place)
    default:
      return (patch ?? target)?.unlessNull
    }
  }

  private func walkMap(
    _ target: inout Value?, _ source: Source, _ patch: Value?, _ node: MergeSchema.Node?,
    _ written: YAMLNode?, _ place: Pointer
  ) throws(MergeError) -> Value? {
    guard var patch else {
      try walkFields(&target, .none, node, written, place)
      return target
    }
    if target?.isNull ?? true {
      // What the patch adds.
      switch Directive(patch) {
      case .delete: return nil
      case .replace, .merge: patch["$patch"] = nil
      case .unknown, nil: break
      }
      var added: Value? = patch
      try walkFields(&added, .itself, node, nil, place)
      return added
    }
    if patch.isNull { return nil }
    let directive = Directive(patch)
    if directive != nil {
      patch["$patch"] = nil
      if case .itself = source { target = patch }
    }
    switch directive {
    case .unknown(let word): throw MergeError(reason: .unknownDirective(word), place: place)
    case .delete: return nil
    case .replace, .merge, nil:
      if case .itself = source {
        try walkFields(&target, .itself, node, nil, place)
        return target
      }
      guard directive == .replace else {
        try walkFields(&target, .other(patch), node, written, place)
        return target
      }
      var added: Value? = patch
      try walkFields(&added, .itself, node, nil, place)
      return added
    }
  }

  private func walkFields(
    _ target: inout Value?, _ source: Source, _ node: MergeSchema.Node?, _ written: YAMLNode?,
    _ place: Pointer
  ) throws(MergeError) {
    if case .none = source, node?.isPlain == true {
      target = target?.withoutFieldsLeftOut(written)
      return
    }
    guard case .object(var fields) = target else { return }
    target = nil
    var names = Set(fields.keys)
    let others: [String: Value]
    if case .other(let patch) = source { others = patch.object ?? [:] } else { others = [:] }
    names.formUnion(others.keys)
    for name in names.sorted() {
      let inner: Source =
        switch source {
        case .none: .none
        case .itself: .itself
        case .other: others[name].map { .other($0) } ?? .none
        }
      // A field of a known kind that the schema doesn't mention is merged without keys.
      let child = node.map { $0.field(name) ?? .plain }
      let style = written?[name]
      if case .none = inner, style == nil, child?.isPlain == true { continue }
      var value = fields.removeValue(forKey: name)
      let old = value
      let new = try walk(&value, inner, child, style, place.appending(name))
      fields[name] = new.map { $0.quoted(like: old, style) }
    }
    target = .object(fields)
  }

  /// How an object is merged that stands inside another, of a kind unknown to the schema.
  private func embeddedNode(_ value: Value?) -> MergeSchema.Node? {
    guard let apiVersion = value?["apiVersion"]?.string, let kind = value?["kind"]?.string
    else { return nil }
    return schema.node(apiVersion: apiVersion, kind: kind)
  }

  /// What `$patch` says in a mapping.
  enum Directive: Equatable {
    case delete
    case replace
    case merge
    case unknown(String)

    init?(_ value: Value) {
      guard let word = value["$patch"] else { return nil }
      self =
        switch word.scalarText {
        case "delete": .delete
        case "replace": .replace
        case "merge": .merge
        case let text: .unknown(text)
        }
    }
  }
}

extension Value {
  /// Whether both are mappings, lists, or scalars.
  fileprivate func isSameKind(as other: Value) -> Bool {
    switch (self, other) {
    case (.object, .object), (.array, .array): true
    case (.object, _), (.array, _), (_, .object), (_, .array): false
    default: true
    }
  }

  /// This, or its text where it takes the place of text in quotes.
  ///
  /// Kustomize keeps the quotes of what it replaces: `false` in the place of `"true"` is text.
  fileprivate func quoted(like old: Value?, _ written: YAMLNode?) -> Value {
    guard case .string(let text) = old else { return self }
    switch self {
    case .null, .string, .array, .object: return self
    case .bool, .integer, .largeInteger, .double:
      let isQuoted =
        if let written, written.value == old { written.isQuoted } else { text.needsQuotes }
      return isQuoted ? .string(scalarText) : self
    }
  }

  var unlessNull: Value? { isNull ? nil : self }
}

extension String {
  /// Whether this would be something else than text if it were written without quotes.
  fileprivate var needsQuotes: Bool { (try? Value(yaml: self)) != .string(self) }
}
