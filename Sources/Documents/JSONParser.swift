/// Turns JSON text into a value.
///
/// Integers beyond 64 bits keep their digits, numbers written with a point or an exponent are
/// floating point, and one too large for that is an error.
public struct JSONParser: Sendable {
  /// What to do about an object that has the same key twice.
  public var duplicateKeys: JSONReader.DuplicateKeys
  /// How deeply arrays and objects may be nested.
  public var maximumDepth: Int

  /// Makes a parser.
  public init(duplicateKeys: JSONReader.DuplicateKeys = .lastWins, maximumDepth: Int = 512) {
    self.duplicateKeys = duplicateKeys
    self.maximumDepth = maximumDepth
  }

  /// Parses bytes that hold one JSON value.
  public func parse(_ bytes: some Collection<UInt8>) throws(JSONError) -> Value {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth)
    let value = try reader.readValue(duplicateKeys: duplicateKeys)
    try reader.finish()
    return value
  }

  /// Parses a string that holds one JSON value.
  public func parse(_ text: String) throws(JSONError) -> Value {
    try parse(text.utf8)
  }
}

extension Value {
  /// Parses JSON text, with the parser's defaults.
  public init(json bytes: some Collection<UInt8>) throws(JSONError) {
    self = try JSONParser().parse(bytes)
  }

  /// Parses JSON text, with the parser's defaults.
  public init(json text: String) throws(JSONError) {
    self = try JSONParser().parse(text)
  }
}
