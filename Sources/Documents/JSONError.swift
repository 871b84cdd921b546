/// Why JSON text could not be read, and where.
///
/// The offset counts bytes from the beginning of what was given to the reader. `place(in:)` finds
/// the line and column, which costs a walk over the text and so is left until somebody asks.
public struct JSONError: Error, Hashable, Sendable {
  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// Something else was expected at this place.
    case expected(Expectation, found: Found)
    /// A byte below 0x20 inside a string, where JSON wants an escape.
    case controlCharacter(UInt8)
    /// A backslash followed by something that isn't an escape.
    case invalidEscape
    /// Characters that begin like a number but aren't one, such as `01` or `1.`.
    case invalidNumber
    /// A number too large for what was asked: 64 bits for an integer, a finite value otherwise.
    case numberOutOfRange
    /// Arrays and objects nested deeper than the limit.
    case tooDeep(limit: Int)
    /// The same key twice in one object, where that was not allowed.
    case duplicateKey(String)
  }

  /// What would have been right.
  public enum Expectation: String, Hashable, Sendable {
    case value = "a value"
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case integer = "an integer"
    case number = "a number"
    case bool = "true or false"
    case key = "a key in quotes"
    case colon = "a colon"
    case commaOrBrace = "a comma or the closing brace of the object"
    case commaOrBracket = "a comma or the closing bracket of the array"
    case quote = "the closing quote of the string"
    case end = "the end of the text"
  }

  /// What stood there instead.
  public enum Found: Hashable, Sendable {
    /// The text ended.
    case end
    /// A value of another kind.
    case value(JSONKind)
    /// A byte that begins nothing.
    case byte(UInt8)
  }

  /// What was wrong.
  public var reason: Reason
  /// How many bytes came before the place.
  public var offset: Int

  /// Makes an error.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The line and column, both counted from 1, of the error in the text it was found in.
  ///
  /// Columns count characters of UTF-8, not bytes.
  public func place(in bytes: some Sequence<UInt8>) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }
}

extension JSONError: CustomStringConvertible {
  public var description: String { "\(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .expected(let expectation, let found):
      "expected \(expectation.rawValue), found \(found)"
    case .controlCharacter(let byte):
      "control character \(hexadecimal(byte)) inside a string"
    case .invalidEscape:
      "invalid escape in a string"
    case .invalidNumber:
      "invalid number"
    case .numberOutOfRange:
      "number out of range"
    case .tooDeep(let limit):
      "nested deeper than \(limit) levels"
    case .duplicateKey(let key):
      "duplicate key \"\(key)\""
    }
  }
}

extension JSONError.Found: CustomStringConvertible {
  public var description: String {
    switch self {
    case .end: "the end of the text"
    case .value(let kind): kind.rawValue
    case .byte(let byte) where byte > 0x20 && byte < 0x7F:
      "'\(Character(Unicode.Scalar(byte)))'"
    case .byte(let byte): "byte \(hexadecimal(byte))"
    }
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
}

/// The six kinds of JSON value, told by their first byte.
public enum JSONKind: String, Hashable, Sendable {
  case null = "null"
  case bool = "a truth value"
  case number = "a number"
  case string = "a string"
  case array = "an array"
  case object = "an object"
}
