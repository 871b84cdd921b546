/// The key of a field, still in the reader's buffer: compares with literals without allocating.
///
/// Good until the reader it came from is gone, so use it in the turn of the loop that made it, and
/// take `string` to keep its text.
public struct JSONKey {
  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let count: Int
  @usableFromInline let isEscaped: Bool

  init(start: UnsafePointer<UInt8>, count: Int, isEscaped: Bool) {
    self.start = start
    self.count = count
    self.isEscaped = isEscaped
  }

  /// The key's text, escapes resolved.
  public var string: String {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    return isEscaped ? JSONReader.unescape(bytes) : String(decoding: bytes, as: UTF8.self)
  }

  /// How many bytes of the text come before the key's opening quote.
  public func offset(in reader: borrowing JSONReader) -> Int {
    start - 1 - UnsafePointer(reader.base)
  }

  /// Whether the key is that name.
  @inlinable
  public static func == (key: JSONKey, name: StaticString) -> Bool {
    guard !key.isEscaped else { return key.string == "\(name)" }
    let length = name.utf8CodeUnitCount
    guard key.count == length else { return false }
    // Words first: with a literal on the other side this folds into a few compares with constants.
    let a = UnsafeRawPointer(key.start)
    let b = UnsafeRawPointer(name.utf8Start)
    var index = 0
    while index &+ 8 <= length {
      guard
        a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          == b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      else { return false }
      index &+= 8
    }
    while index < length {
      guard
        a.load(fromByteOffset: index, as: UInt8.self)
          == b.load(fromByteOffset: index, as: UInt8.self)
      else { return false }
      index &+= 1
    }
    return true
  }

  /// Lets a `switch` over keys have literals as its cases.
  @inlinable
  public static func ~= (name: StaticString, key: JSONKey) -> Bool { key == name }
}
