import Documents

extension Quantity {
  /// Reads a quantity that a field has, also one that was written as a number.
  init?(_ value: Value?) {
    switch value {
    case .integer(let number): self.init(String(number))
    case .double(let number): self.init(String(number))
    case .string(let text): self.init(text)
    default: return nil
    }
  }

  /// In thousandths, rounded up: processor time.
  var milli: Int64 { Self.clamped(thousandths) }

  /// Rounded up to a whole number: bytes, pods.
  var whole: Int64 { Self.clamped(thousandths / 1000) }

  private static func clamped(_ amount: Double) -> Int64 {
    abs(amount) < 9e18 ? Int64(amount.rounded(.up)) : 0
  }
}
