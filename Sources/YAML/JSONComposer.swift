import Documents

/// Builds a document out of JSON text that libyaml does not take.
struct JSONComposer {
  private let bytes: [UInt8]
  private let file: String?
  private let maximumDepth: Int
  private let lineStarts: [Int]

  /// Makes a composer; nil where the text doesn't begin like a JSON object or array.
  init?(_ bytes: some Collection<UInt8>, file: String?, maximumDepth: Int) {
    let first = bytes.first { $0 > UInt8(ascii: " ") }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    self.bytes = Array(bytes)
    self.file = file
    self.maximumDepth = maximumDepth
    lineStarts =
      [0]
      + self.bytes.enumerated().lazy.filter { $0.element == UInt8(ascii: "\n") }
      .map { $0.offset + 1 }
  }

  /// The document; nil where the text isn't JSON either.
  func document() throws(YAMLError) -> YAMLDocument? {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth)
    do {
      let root = try compose(&reader)
      try reader.finish()
      return YAMLDocument(file: file, root: root)
    } catch let error as YAMLError {
      throw error
    } catch {
      return nil
    }
  }

  private func compose(_ reader: inout JSONReader) throws -> YAMLNode {
    let kind = reader.peekKind()
    let start = position(of: reader.position)
    switch kind {
    case .array:
      var elements: [YAMLNode] = []
      try reader.beginArray()
      while try reader.nextElement() { elements.append(try compose(&reader)) }
      return YAMLNode(elements: elements, from: start, to: position(of: reader.position))
    case .object:
      var mapping = MappingBuilder(file: file)
      try reader.beginObject()
      while let key = try reader.nextField() {
        try mapping.add(key.string, at: position(of: key.offset(in: reader)), try compose(&reader))
      }
      return YAMLNode(fields: mapping.fields, from: start, to: position(of: reader.position))
    default:
      var value = try reader.readValue()
      if case .double(let number) = value { value = ResolvedScalar.double(number).value ?? value }
      return YAMLNode(scalar: value, from: start, to: position(of: reader.position))
    }
  }

  private func position(of offset: Int) -> SourcePosition {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let characters = bytes[lineStarts[low]..<offset].count { $0 & 0xC0 != 0x80 }
    return SourcePosition(line: low + 1, column: characters + 1)
  }
}
