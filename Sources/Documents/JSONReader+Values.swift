extension JSONReader {
  /// What to do about an object that has the same key twice.
  public enum DuplicateKeys: Hashable, Sendable {
    /// The last one counts, as in Go's and most other decoders.
    case lastWins
    /// An error.
    case refused
  }

  /// Reads one value, whatever it is, as a tree.
  public mutating func readValue(
    duplicateKeys: DuplicateKeys = .lastWins
  ) throws(JSONError) -> Value {
    switch peekKind() {
    case .null:
      try scanLiteral()
      return .null
    case .bool: return .bool(try readBool())
    case .number: return try readNumberValue()
    case .string: return .string(try readString())
    case .array:
      var elements: [Value] = []
      try beginArray()
      while try nextElement() { elements.append(try readValue(duplicateKeys: duplicateKeys)) }
      return .array(elements)
    case .object:
      var fields: [String: Value] = [:]
      try beginObject()
      while let key = try nextField() {
        let name = key.string
        let place = position
        let value = try readValue(duplicateKeys: duplicateKeys)
        if fields.updateValue(value, forKey: name) != nil, duplicateKeys == .refused {
          throw JSONError(.duplicateKey(name), at: place)
        }
      }
      return .object(fields)
    case nil: throw expected(.value)
    }
  }
}
