/// Reads JSON text from front to back without building a tree.
///
/// Fields and elements come one at a time; the caller reads those it wants, and the rest are passed
/// over at the speed of a scan:
///
///     var reader = JSONReader(bytes)
///     try reader.beginObject()
///     while let key = try reader.nextField() {
///       switch key {
///       case "name": name = try reader.readString()
///       case "ports":
///         try reader.beginArray()
///         while try reader.nextElement() { ports.append(try reader.readInteger()) }
///       default: break
///       }
///     }
///     try reader.finish()
///
/// A value that the turn of the loop did not read is skipped. A loop must run until it is told of
/// the end: leaving it early leaves the reader in the middle. `null` begins as an empty object or
/// array, which is what Go's encoders mean by it.
///
/// The text must be JSON as RFC 8259 has it, with one exception: invalid UTF-8 and lone surrogates
/// in strings are read as U+FFFD, since one bad byte in a log message must not cost a whole list.
public struct JSONReader: ~Copyable {
  /// How many bytes have been read.
  public private(set) var position = 0

  // A copy of the text with zeros behind it. A zero is no part of any JSON text outside of an
  // error, so every scan stops at the end by itself, and words may be loaded across it.
  let base: UnsafeMutablePointer<UInt8>
  let count: Int
  let maximumDepth: Int
  private var depth = 0
  private var beginning = Beginning.no
  // Where the value of the latest field or element begins: still being there means it is unread.
  private var unread = -1

  static let padding = 16

  private enum Beginning {
    /// Between values.
    case no
    /// Just behind an opening brace or bracket, where no comma is due.
    case yes
    /// Behind a `null` that stands for an empty object or array.
    case null
  }

  /// Makes a reader of a copy of these bytes.
  public init(_ bytes: some Collection<UInt8>, maximumDepth: Int = 512) {
    count = bytes.count
    self.maximumDepth = maximumDepth
    base = .allocate(capacity: count + Self.padding)
    let copied: Void? = bytes.withContiguousStorageIfAvailable { [base] source in
      guard let start = source.baseAddress else { return }
      base.initialize(from: start, count: source.count)
    }
    if copied == nil {
      _ = UnsafeMutableBufferPointer(start: base, count: count).initialize(from: bytes)
    }
    (base + count).initialize(repeating: 0, count: Self.padding)
  }

  /// Makes a reader of a string's UTF-8.
  public init(_ text: String, maximumDepth: Int = 512) {
    self.init(text.utf8, maximumDepth: maximumDepth)
  }

  deinit {
    base.deallocate()
  }

  // MARK: Objects and arrays

  /// Enters an object, or takes `null` for an empty one.
  public mutating func beginObject() throws(JSONError) {
    try begin(UInt8(ascii: "{"), .object)
  }

  /// The key of the next field, with the reader at its value; nil at the end of the object.
  public mutating func nextField() throws(JSONError) -> JSONKey? {
    guard try advance(closing: UInt8(ascii: "}"), .commaOrBrace) else { return nil }
    guard base[position] == UInt8(ascii: "\"") else { throw expected(.key) }
    let start = position + 1
    let isEscaped = try scanString()
    let key = JSONKey(
      start: UnsafePointer(base + start), count: position - 1 - start, isEscaped: isEscaped)
    skipSpace()
    guard base[position] == UInt8(ascii: ":") else { throw expected(.colon) }
    position += 1
    skipSpace()
    unread = position
    return key
  }

  /// Enters an array, or takes `null` for an empty one.
  public mutating func beginArray() throws(JSONError) {
    try begin(UInt8(ascii: "["), .array)
  }

  /// Whether there is one more element, with the reader at it; false at the end of the array.
  public mutating func nextElement() throws(JSONError) -> Bool {
    guard try advance(closing: UInt8(ascii: "]"), .commaOrBracket) else { return false }
    unread = position
    return true
  }

  /// Makes sure that nothing but white space follows.
  public mutating func finish() throws(JSONError) {
    skipSpace()
    guard position == count else { throw expected(.end) }
  }

  private mutating func begin(
    _ opening: UInt8, _ expectation: JSONError.Expectation
  ) throws(JSONError) {
    skipSpace()
    if base[position] == opening {
      position += 1
      beginning = .yes
    } else if try readNull() {
      beginning = .null
    } else {
      throw expected(expectation)
    }
    depth += 1
    guard depth <= maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
  }

  private mutating func advance(
    closing: UInt8, _ expectation: JSONError.Expectation
  ) throws(JSONError) -> Bool {
    if beginning == .no {
      if position == unread { try skipValue() }
      skipSpace()
      if base[position] == UInt8(ascii: ",") {
        position += 1
        skipSpace()
        return true
      }
      guard base[position] == closing else { throw expected(expectation) }
    } else if beginning == .yes {
      beginning = .no
      skipSpace()
      guard base[position] == closing else { return true }
    } else {
      beginning = .no
      depth -= 1
      return false
    }
    position += 1
    depth -= 1
    return false
  }

  // MARK: Whole values

  /// The kind of the value that comes next; nil where nothing that comes could be a value.
  public mutating func peekKind() -> JSONKind? {
    skipSpace()
    return kind(ofByte: base[position])
  }

  /// Passes over one value, checking that it is one.
  public mutating func skipValue() throws(JSONError) {
    skipSpace()
    switch base[position] {
    case UInt8(ascii: "\""): _ = try scanString()
    case UInt8(ascii: "{"): try skipObject()
    case UInt8(ascii: "["): try skipArray()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try scanNumber()
    default: try scanLiteral()
    }
  }

  /// Passes over one value and gives its bytes' places.
  public mutating func readRange() throws(JSONError) -> Range<Int> {
    skipSpace()
    let start = position
    try skipValue()
    return start..<position
  }

  /// The bytes of one value, as written.
  public mutating func readBytes() throws(JSONError) -> [UInt8] {
    let range = try readRange()
    return Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Reads one value with a decoder that may find it wanting.
  ///
  /// What the decoder throws becomes a failure, the value is passed over whole, and reading goes on
  /// behind it: one strange object does not end a list. A decoder that has seen enough may also
  /// return from the middle of the value. Throws only where the value is not JSON, so that there is
  /// no telling where it ends.
  public mutating func attempt<Row>(
    _ decode: (inout JSONReader) throws(JSONError) -> Row
  ) throws(JSONError) -> Result<Row, JSONError> {
    let start = (position, depth, unread)
    let result: Result<Row, JSONError>
    do throws(JSONError) {
      result = .success(try decode(&self))
      if depth == start.1 { return result }
    } catch {
      result = .failure(error)
    }
    (position, depth, unread) = start
    beginning = .no
    try skipValue()
    return result
  }

  private mutating func skipObject() throws(JSONError) {
    try enter()
    skipSpace()
    if base[position] != UInt8(ascii: "}") {
      while true {
        guard base[position] == UInt8(ascii: "\"") else { throw expected(.key) }
        _ = try scanString()
        skipSpace()
        guard base[position] == UInt8(ascii: ":") else { throw expected(.colon) }
        position &+= 1
        try skipValue()
        skipSpace()
        guard base[position] == UInt8(ascii: ",") else { break }
        position &+= 1
        skipSpace()
      }
      guard base[position] == UInt8(ascii: "}") else { throw expected(.commaOrBrace) }
    }
    position &+= 1
    depth &-= 1
  }

  private mutating func skipArray() throws(JSONError) {
    try enter()
    skipSpace()
    if base[position] != UInt8(ascii: "]") {
      while true {
        try skipValue()
        skipSpace()
        guard base[position] == UInt8(ascii: ",") else { break }
        position &+= 1
      }
      guard base[position] == UInt8(ascii: "]") else { throw expected(.commaOrBracket) }
    }
    position &+= 1
    depth &-= 1
  }

  private mutating func enter() throws(JSONError) {
    position &+= 1
    depth &+= 1
    guard depth <= maximumDepth else { throw error(.tooDeep(limit: maximumDepth)) }
  }

  // MARK: Bytes

  @inline(__always)
  mutating func skipSpace() {
    // Most JSON of an API server has no white space at all.
    while base[position] <= 0x20 {
      switch base[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position &+= 1
      default: return
      }
    }
  }

  @inline(__always)
  mutating func move(to position: Int) {
    self.position = position
  }

  private func kind(ofByte byte: UInt8) -> JSONKind? {
    switch byte {
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    default: nil
    }
  }

  func error(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason, at: position)
  }

  func expected(_ expectation: JSONError.Expectation) -> JSONError {
    let found: JSONError.Found =
      if position >= count {
        .end
      } else if let kind = kind(ofByte: base[position]) {
        .value(kind)
      } else {
        .byte(base[position])
      }
    return error(.expected(expectation, found: found))
  }
}
