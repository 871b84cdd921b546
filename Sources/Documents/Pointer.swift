/// The place of a value inside another: a JSON pointer, as RFC 6901 has it.
///
/// The empty pointer is the whole value. A token names a field of an object or, written as a decimal
/// number, an element of an array; `-` is the place behind an array's last element.
public struct Pointer: Hashable, Sendable {
  /// The way down, one field name or index for every level.
  public var tokens: [String]

  /// Makes a pointer of tokens, which are not escaped.
  public init(_ tokens: [String] = []) {
    self.tokens = tokens
  }

  /// Reads `/spec/containers/0`; nil where the text isn't a pointer.
  public init?(parsing text: String) {
    guard !text.isEmpty else {
      tokens = []
      return
    }
    guard text.hasPrefix("/") else { return nil }
    tokens = []
    for part in text.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let token = Self.unescape(part) else { return nil }
      tokens.append(token)
    }
  }

  /// Whether this is the whole value.
  public var isRoot: Bool { tokens.isEmpty }

  /// The pointer to what holds this one's value; nil for the whole value.
  public var parent: Pointer? {
    isRoot ? nil : Pointer(Array(tokens.dropLast()))
  }

  /// Whether the other's value lies in this one's, or is the same.
  public func contains(_ other: Pointer) -> Bool {
    other.tokens.starts(with: tokens)
  }

  /// The pointer to a field of this one's value.
  public func appending(_ token: String) -> Pointer {
    Pointer(tokens + [token])
  }

  /// The pointer to an element of this one's value.
  public func appending(_ index: Int) -> Pointer {
    appending(String(index))
  }

  /// The index a token stands for: decimal digits without leading zeros.
  public static func index(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      token == "0" || token.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return Int(token)
  }

  private static func unescape(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Pointer: CustomStringConvertible {
  /// The pointer as RFC 6901 writes it, `/metadata/labels/app.kubernetes.io~1name`.
  public var description: String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes.append(UInt8(ascii: "/"))
      for byte in token.utf8 {
        switch byte {
        case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
        case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
        default: bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Pointer: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: String...) { self.init(elements) }
}

extension Value {
  /// The value at a place, or nil where there is none.
  ///
  /// Setting makes the objects on the way that are missing; setting nil removes the field or the
  /// element. What cannot be set, such as a field of an array, is left alone.
  public subscript(pointer: Pointer) -> Value? {
    get {
      var value = self
      for token in pointer.tokens {
        guard let next = value.child(token) else { return nil }
        value = next
      }
      return value
    }
    set {
      set(pointer.tokens[...], to: newValue)
    }
  }

  func child(_ token: String) -> Value? {
    switch self {
    case .object(let fields): fields[token]
    case .array(let elements):
      if let index = Pointer.index(token), index < elements.count { elements[index] } else { nil }
    default: nil
    }
  }

  private mutating func set(_ tokens: ArraySlice<String>, to newValue: Value?) {
    guard let token = tokens.first else {
      self = newValue ?? .null
      return
    }
    let rest = tokens.dropFirst()
    if case .array(var elements) = self {
      self = .null  // drops this reference, so that the array is changed in place
      if token == "-" || Pointer.index(token) == elements.count {
        if rest.isEmpty, let newValue { elements.append(newValue) }
      } else if let index = Pointer.index(token), index < elements.count {
        if rest.isEmpty, newValue == nil {
          elements.remove(at: index)
        } else {
          elements[index].set(rest, to: newValue)
        }
      }
      self = .array(elements)
      return
    }
    switch self {
    case .object, .null: break
    default: return
    }
    guard rest.isEmpty else {
      // Removing what isn't there must not make its parents.
      guard newValue != nil || self[token] != nil else { return }
      var child = self[token] ?? .null
      self[token] = .null
      child.set(rest, to: newValue)
      self[token] = child
      return
    }
    if newValue != nil || !isNull { self[token] = newValue }
  }
}
