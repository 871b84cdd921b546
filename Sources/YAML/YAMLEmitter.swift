import Documents

/// Puts a value's YAML together, line by line.
struct YAMLEmitter {
  private(set) var output: [UInt8] = []
  private(set) var lines: [YAMLLine] = []

  private let keepsLines: Bool
  private var lineStart = 0
  private var path: [String] = []

  init(keepsLines: Bool) {
    self.keepsLines = keepsLines
  }

  mutating func emit(_ value: Value) {
    switch value {
    case .object(let fields) where !fields.isEmpty: emit(fields, indentation: 0, depth: 0)
    case .array(let elements) where !elements.isEmpty: emit(elements, indentation: 0, depth: 0)
    default: emitScalar(value, indentation: 0, depth: 0, lineDepth: 0)
    }
  }

  /// Writes a mapping.
  ///
  /// Behind the dash of a list its first line has begun already; that line has the depth of the
  /// element it begins.
  private mutating func emit(
    _ fields: [String: Value], indentation: Int, depth: Int, firstLineDepth: Int? = nil
  ) {
    var firstLineDepth = firstLineDepth
    for (key, value) in fields.sortedByKey {
      if firstLineDepth == nil { indent(indentation) }
      let lineDepth = firstLineDepth ?? depth
      firstLineDepth = nil
      path.append(key)
      emitKey(key, indentation: indentation, depth: lineDepth)
      append(":")
      switch value {
      case .object(let fields) where !fields.isEmpty:
        endLine(lineDepth)
        emit(fields, indentation: indentation + 2, depth: depth + 1)
      case .array(let elements) where !elements.isEmpty:
        endLine(lineDepth)
        emit(elements, indentation: indentation, depth: depth + 1)
      default:
        append(" ")
        emitScalar(value, indentation: indentation, depth: depth, lineDepth: lineDepth)
      }
      path.removeLast()
    }
  }

  /// Writes a list, as above.
  private mutating func emit(
    _ elements: [Value], indentation: Int, depth: Int, firstLineDepth: Int? = nil
  ) {
    var firstLineDepth = firstLineDepth
    for (index, value) in elements.enumerated() {
      if firstLineDepth == nil { indent(indentation) }
      let lineDepth = firstLineDepth ?? depth
      firstLineDepth = nil
      path.append(String(index))
      append("- ")
      switch value {
      case .object(let fields) where !fields.isEmpty:
        emit(fields, indentation: indentation + 2, depth: depth + 1, firstLineDepth: lineDepth)
      case .array(let elements) where !elements.isEmpty:
        emit(elements, indentation: indentation + 2, depth: depth + 1, firstLineDepth: lineDepth)
      default:
        emitScalar(value, indentation: indentation, depth: depth, lineDepth: lineDepth)
      }
      path.removeLast()
    }
  }

  private mutating func emitKey(_ key: String, indentation: Int, depth: Int) {
    let text = ScalarText(key).inline
    // YAML looks no further than this for the colon of a key.
    guard text.utf8.count > 1_000 else { return append(text) }
    append("? ")
    append(text)
    endLine(depth)
    indent(indentation)
  }

  private mutating func emitScalar(
    _ value: Value, indentation: Int, depth: Int, lineDepth: Int
  ) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .integer(let number): append(String(number))
    case .largeInteger(let digits): append(digits)
    case .double(let number): append(NumberText(number).general)
    case .array: append("[]")
    case .object: append("{}")
    case .string(let text):
      let scalar = ScalarText(text)
      guard let block = scalar.block else {
        append(scalar.inline)
        break
      }
      append(block.header)
      endLine(lineDepth)
      for line in block.lines {
        if !line.isEmpty {
          indent(indentation + 2)
          append(line)
        }
        endLine(depth + 1)
      }
      return
    }
    endLine(lineDepth)
  }

  // MARK: Text

  private mutating func append(_ text: some StringProtocol) {
    output.append(contentsOf: text.utf8)
  }

  private mutating func indent(_ count: Int) {
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }

  private mutating func endLine(_ depth: Int) {
    if keepsLines {
      let text = String(decoding: output[lineStart...], as: UTF8.self)
      lines.append(YAMLLine(text: text, depth: depth, pointer: Pointer(path)))
    }
    output.append(UInt8(ascii: "\n"))
    lineStart = output.count
  }
}
