import Documents

/// Collects the fields of a mapping: what is written out, and what `<<` brings in.
struct MappingBuilder {
  let file: String?
  let takesLastOfDuplicates: Bool
  private(set) var fields: [YAMLNode.Field] = []
  private var indices: [String: Int] = [:]
  private var merged: Set<String> = []
  private var mergePosition: SourcePosition?

  init(file: String?, takesLastOfDuplicates: Bool = false) {
    self.file = file
    self.takesLastOfDuplicates = takesLastOfDuplicates
  }

  mutating func add(
    _ key: String, at position: SourcePosition, _ node: YAMLNode
  ) throws(YAMLError) {
    let field = YAMLNode.Field(key: key, keyPosition: position, node: node)
    guard let index = indices[key] else {
      indices[key] = fields.count
      fields.append(field)
      return
    }
    guard merged.remove(key) != nil || takesLastOfDuplicates else {
      throw YAMLError(
        .duplicateKey(key, first: fields[index].keyPosition), file: file, at: position)
    }
    fields[index] = field
  }

  mutating func merge(_ node: YAMLNode, keyAt position: SourcePosition) throws(YAMLError) {
    if let mergePosition {
      throw YAMLError(.duplicateKey("<<", first: mergePosition), file: file, at: position)
    }
    mergePosition = position
    let sources: [YAMLNode] =
      if case .array = node.value { node.elements } else { [node] }
    // Of several sources, the earlier ones win.
    for source in sources {
      guard case .object = source.value else {
        throw YAMLError(.invalidMerge, file: file, at: source.position)
      }
      for field in source.fields where indices[field.key] == nil {
        indices[field.key] = fields.count
        merged.insert(field.key)
        fields.append(field)
      }
    }
  }
}
