public import Documents

/// Writes values as YAML, laid out as kubectl does.
///
/// Keys are sorted by their bytes, lists stand below their key without indentation, and strings are
/// in quotes exactly where kubectl would otherwise read something else. Text of several lines is a
/// literal block wherever that can hold it. Long lines are not broken.
public struct YAMLWriter: Sendable {
  /// Makes a writer.
  public init() {}

  /// The text of a value, with a line break at the end.
  public func string(_ value: Value) -> String {
    var emitter = YAMLEmitter(keepsLines: false)
    emitter.emit(value)
    return String(decoding: emitter.output, as: UTF8.self)
  }

  /// The text of several documents, with `---` between them.
  public func string(documents: [Value]) -> String {
    documents.map { string($0) }.joined(separator: "---\n")
  }

  /// The lines of a value's text, with what each shows.
  public func lines(for value: Value) -> [YAMLLine] {
    var emitter = YAMLEmitter(keepsLines: true)
    emitter.emit(value)
    return emitter.lines
  }
}

extension Value {
  /// The value as YAML text.
  public var yaml: String { YAMLWriter().string(self) }
}
