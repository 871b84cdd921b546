import Documents

/// What a scalar means to Kubernetes.
///
/// The rules are those of the YAML library in kubectl and the API server, found by asking kubectl;
/// the table in the tests has its answers.
enum ResolvedScalar: Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// An integer beyond 64 bits: its decimal digits.
  case largeInteger(String)
  case double(Double)
  case infinity(isNegative: Bool)
  case notANumber
  case string(String)

  /// What a scalar means; nil where it isn't of the type its tag says.
  init?(_ scalar: EventStream.Scalar) {
    guard let tag = scalar.tag else {
      self = scalar.isPlain ? Self(plain: scalar.text) : .string(scalar.text)
      return
    }
    self.init(scalar.text, tag: Self.shortTag(tag))
  }

  private init?(_ text: String, tag: String) {
    let plain = Self(plain: text)
    switch (tag, plain) {
    case ("!!null", .null), ("!!bool", .bool), ("!!int", .integer), ("!!int", .largeInteger),
      ("!!float", .integer), ("!!float", .largeInteger), ("!!float", .double),
      ("!!float", .infinity), ("!!float", .notANumber):
      self = plain
    case ("!!null", _), ("!!bool", _), ("!!int", _), ("!!float", _): return nil
    case ("!!timestamp", _):
      guard isTimestamp(text) else { return nil }
      self = .string(text)
    case ("!!binary", _):
      guard let bytes = decodeBase64(text) else { return nil }
      self = .string(String(decoding: bytes, as: UTF8.self))
    default:
      // Any other tag, known or not, only says that the text isn't to be interpreted.
      self = .string(text)
    }
  }

  static func shortTag(_ tag: String) -> String {
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  /// What a scalar without quotes and tag means.
  init(plain text: String) {
    guard let first = text.utf8.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      self = Self.special(text) ?? Self.number(text) ?? .string(text)
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"),
      UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"),
      UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "~"):
      self = Self.word(text) ?? .string(text)
    default: self = .string(text)
    }
  }

  private static func word(_ text: String) -> Self? {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    case "~", "null", "Null", "NULL": .null
    default: nil
    }
  }

  private static func special(_ text: String) -> Self? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .infinity(isNegative: false)
    case "-.inf", "-.Inf", "-.INF": .infinity(isNegative: true)
    case ".nan", ".NaN", ".NAN": .notANumber
    default: nil
    }
  }

  // MARK: Numbers

  private static func number(_ text: String) -> Self? {
    let bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: ".") {
      // Underscores only between two digits here, and anywhere elsewhere: two readers disagree.
      guard let plain = removingSingleUnderscores(bytes) else { return nil }
      return decimal(plain)
    }
    let plain = bytes.filter { $0 != UInt8(ascii: "_") }
    return integer(plain) ?? decimal(plain)
  }

  private static func integer(_ bytes: [UInt8]) -> Self? {
    var rest = bytes[...]
    let sign = rest.first
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    if isSigned { rest = rest.dropFirst() }
    var isNegative = sign == UInt8(ascii: "-")
    var radix: UInt64 = 10
    if rest.count > 1, rest.first == UInt8(ascii: "0") {
      switch rest[rest.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "b"): radix = 2
      default: radix = 0
      }
      if radix == 0 {
        radix = 8
        rest = rest.dropFirst()
      } else {
        // `0b-1` is minus one there, through a second attempt at binary numbers alone.
        let isLowercaseBinary = bytes.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "b")])
        rest = rest.dropFirst(2)
        if isLowercaseBinary, let sign = rest.first,
          sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        {
          isNegative = sign == UInt8(ascii: "-")
          rest = rest.dropFirst()
        }
      }
    }
    guard let magnitude = magnitude(rest, radix: radix) else {
      // Beyond 64 bits. In any radix but ten the text then isn't an integer.
      return radix == 10 && !rest.isEmpty && rest.allSatisfy(isDigit)
        ? .largeInteger(digits(rest, isNegative: isNegative)) : nil
    }
    if isNegative {
      if magnitude <= UInt64(Int64.max) { return .integer(-Int64(magnitude)) }
      if magnitude == UInt64(Int64.max) + 1 { return .integer(.min) }
      return radix == 10 ? .largeInteger("-\(magnitude)") : nil
    }
    if let integer = Int64(exactly: magnitude) { return .integer(integer) }
    return radix == 10 || !isSigned ? .largeInteger("\(magnitude)") : nil
  }

  private static func magnitude(_ digits: ArraySlice<UInt8>, radix: UInt64) -> UInt64? {
    guard !digits.isEmpty else { return nil }
    var magnitude: UInt64 = 0
    for byte in digits {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      guard digit < radix else { return nil }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { return nil }
      magnitude = sum
    }
    return magnitude
  }

  /// A number in decimal notation: `1.5`, `.5`, `1.`, `1e3`, and `08`, which is not octal.
  private static func decimal(_ bytes: [UInt8]) -> Self? {
    var rest = bytes[...]
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    let unsigned = rest
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty, !whole.isEmpty {
      let digits = digits(whole, isNegative: isNegative)
      return Int64(digits).map { .integer($0) } ?? .largeInteger(digits)
    }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = rest.prefix(while: isDigit)
      guard !whole.isEmpty || !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count)
    } else if whole.isEmpty {
      return nil
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      let exponent = rest.prefix(while: isDigit)
      guard !exponent.isEmpty else { return nil }
      rest = rest.dropFirst(exponent.count)
    }
    guard rest.isEmpty, let number = Double(String(decoding: unsigned, as: UTF8.self)),
      number.isFinite
    else { return nil }
    return .double(isNegative ? -number : number)
  }

  private static func removingSingleUnderscores(_ bytes: [UInt8]) -> [UInt8]? {
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
      guard index > 0, index + 1 < bytes.count, isDigit(bytes[index - 1]),
        isDigit(bytes[index + 1])
      else { return nil }
    }
    return bytes.filter { $0 != UInt8(ascii: "_") }
  }

  private static func digits(_ bytes: ArraySlice<UInt8>, isNegative: Bool) -> String {
    let significant = bytes.drop { $0 == UInt8(ascii: "0") }
    let digits = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    return isNegative && digits != "0" ? "-" + digits : digits
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension ResolvedScalar {
  /// The scalar as a value; nil for what JSON doesn't have.
  ///
  /// Values go to the API server as JSON, where `1.0` and `1e3` are written as the integers `1` and
  /// `1000`. So they are integers here, and a manifest compares equal to what became of it.
  var value: Value? {
    switch self {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .integer(let number): return .integer(number)
    case .largeInteger(let digits): return .largeInteger(digits)
    case .string(let text): return .string(text)
    case .infinity, .notANumber: return nil
    case .double(let number):
      let text = NumberText(number).json
      guard !text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") })
      else { return .double(number) }
      return Int64(text).map { .integer($0) } ?? .largeInteger(text)
    }
  }

  /// The scalar as the key of an object; nil where Kubernetes takes none.
  var keyText: String? {
    switch self {
    case .null, .largeInteger: nil
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    // Keys go through 32 bits there, so this loses digits as it does.
    case .double(let number):
      Float(number).isFinite
        ? NumberText(Float(number)).general
        : Self.infinity(isNegative: number < 0).keyText
    case .infinity(let isNegative): isNegative ? "-.inf" : ".inf"
    case .notANumber: ".nan"
    case .string(let text): text
    }
  }
}

extension EventStream.Scalar {
  /// Whether this is, as a key, the one that merges other mappings in.
  var isMerge: Bool {
    text == "<<" && (tag == nil ? isPlain : tag == "tag:yaml.org,2002:merge")
  }
}

/// The bytes of padded base64, in which line breaks don't count; nil where it isn't that.
private func decodeBase64(_ text: String) -> [UInt8]? {
  let digits = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
  guard digits.count % 4 == 0 else { return nil }
  let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
  var bytes: [UInt8] = []
  var bits: UInt32 = 0
  for (index, digit) in digits.dropLast(padding).enumerated() {
    let six: UInt8
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): six = digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): six = digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): six = digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): six = 62
    case UInt8(ascii: "/"): six = 63
    default: return nil
    }
    bits = bits << 6 | UInt32(six)
    switch index % 4 {
    case 1: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
    case 3: bytes.append(UInt8(truncatingIfNeeded: bits))
    default: break
    }
  }
  return bytes
}
