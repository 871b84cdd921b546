public import Documents

/// Processor time and memory: what is requested, allowed, there or used.
public struct ResourceAmounts: Hashable, Sendable {
  /// In thousandths of a processor; nil where nothing is said of it.
  public var cpu: Int64?
  /// In bytes; nil where nothing is said of it.
  public var memory: Int64?

  /// Makes amounts.
  public init(cpu: Int64? = nil, memory: Int64? = nil) {
    self.cpu = cpu
    self.memory = memory
  }

  /// Reads the amounts of a `requests`, `limits`, `usage` or `allocatable`.
  public init(_ value: Value?) {
    cpu = value?["cpu"].flatMap { Quantity.milli($0.quantityText) }
    memory = value?["memory"].flatMap { Quantity.whole($0.quantityText) }
  }

  mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "cpu": cpu = Quantity.milli(try Self.text(&reader))
      case "memory": memory = Quantity.whole(try Self.text(&reader))
      default: break
      }
    }
  }

  private static func text(_ reader: inout JSONReader) throws(JSONError) -> String {
    switch reader.peekKind() {
    case .string: try reader.readString()
    default: try reader.readValue().quantityText
    }
  }
}

extension ResourceAmounts {
  /// Both together; what one says nothing of is what the other says.
  static func + (a: Self, b: Self) -> Self {
    a.combined(b) { sum($0, $1) }
  }

  /// The greater of each.
  static func max(_ a: Self, _ b: Self) -> Self {
    a.combined(b) { Swift.max($0, $1) }
  }

  /// These amounts, and for what they say nothing of, those of others.
  func filled(from other: Self) -> Self {
    Self(cpu: cpu ?? other.cpu, memory: memory ?? other.memory)
  }

  private func combined(_ other: Self, _ combine: (Int64, Int64) -> Int64) -> Self {
    func both(_ a: Int64?, _ b: Int64?) -> Int64? {
      guard let a, let b else { return a ?? b }
      return combine(a, b)
    }
    return Self(cpu: both(cpu, other.cpu), memory: both(memory, other.memory))
  }

  private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, isTooMuch) = a.addingReportingOverflow(b)
    return isTooMuch ? .max : sum
  }
}

/// Reads amounts as Kubernetes writes them: `250m`, `1.5`, `128Mi`, `12e3`, `1234567n`.
///
/// What isn't whole in the unit asked for is rounded up, as the server does.
public enum Quantity {
  /// In thousandths; nil for what is no amount.
  public static func milli(_ text: String) -> Int64? { parse(text, exponent: 3) }

  /// In whole units; nil for what is no amount.
  public static func whole(_ text: String) -> Int64? { parse(text, exponent: 0) }

  private static func parse(_ text: String, exponent scale: Int) -> Int64? {
    var rest = text.utf8[...]
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var digits: Int64 = 0
    var exponent = scale
    var hasDigits = false
    var isFraction = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        hasDigits = true
        // Beyond 17 digits, nothing in the unit asked for can be told apart.
        if digits < 10_000_000_000_000_000 {
          digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
          exponent -= isFraction ? 1 : 0
        } else if !isFraction {
          exponent += 1
        }
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard hasDigits, let suffix = suffix(String(rest) ?? "") else { return nil }
    let amount = scaled(digits, tens: exponent + suffix.tens, twos: suffix.twos)
    return isNegative ? -amount : amount
  }

  private static func suffix(_ text: String) -> (tens: Int, twos: Int)? {
    switch text {
    case "": return (0, 0)
    case "n": return (-9, 0)
    case "u": return (-6, 0)
    case "m": return (-3, 0)
    case "k": return (3, 0)
    case "M": return (6, 0)
    case "G": return (9, 0)
    case "T": return (12, 0)
    case "P": return (15, 0)
    case "E": return (18, 0)
    case "Ki": return (0, 10)
    case "Mi": return (0, 20)
    case "Gi": return (0, 30)
    case "Ti": return (0, 40)
    case "Pi": return (0, 50)
    case "Ei": return (0, 60)
    default:
      guard text.first == "e" || text.first == "E", let tens = Int(text.dropFirst()),
        abs(tens) < 100
      else { return nil }
      return (tens, 0)
    }
  }

  /// The number times so many tens and twos, rounded up; as much as there is room for.
  private static func scaled(_ number: Int64, tens: Int, twos: Int) -> Int64 {
    var number = number
    for step in 0..<twos + max(0, tens) {
      let (product, isTooMuch) = number.multipliedReportingOverflow(by: step < twos ? 2 : 10)
      if isTooMuch { return .max }
      number = product
    }
    var isRounded = false
    for _ in 0..<max(0, -tens) where number > 0 {
      isRounded = isRounded || number % 10 != 0
      number /= 10
    }
    return isRounded ? number + 1 : number
  }
}

extension Value {
  /// A scalar as it would be read as an amount.
  fileprivate var quantityText: String {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .null, .bool, .largeInteger, .array, .object: ""
    }
  }
}
