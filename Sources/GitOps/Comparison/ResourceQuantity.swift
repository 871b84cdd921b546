internal import Documents

/// An amount as Kubernetes writes it, `500m`, `1.5Gi`; two ways to write one amount are equal.
struct ResourceQuantity: Hashable {
  // In thousandths of millionths, as a number of decimal digits and a power of ten or of two, would
  // be exact; amounts people write are exact in this, too.
  private let amount: Double

  /// Reads an amount; nil where it is none.
  init?(_ value: Value) {
    switch value {
    case .integer(let number): amount = Double(number)
    case .double(let number): amount = number
    case .string(let text):
      guard let amount = Self.read(text) else { return nil }
      self.amount = amount
    default: return nil
    }
  }

  private static let suffixes: [Substring: Double] = [
    "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15,
    "E": 1e18, "Ki": 1_024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776,
    "Pi": 1_125_899_906_842_624, "Ei": 1_152_921_504_606_846_976,
  ]

  private static func read(_ text: String) -> Double? {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
    guard !number.isEmpty, number.contains(where: \.isNumber) else { return nil }
    let rest = text.dropFirst(number.count)
    if let scale = suffixes[rest] { return Double(number).map { $0 * scale } }
    guard let e = rest.first, e == "e" || e == "E", let power = Int(rest.dropFirst()),
      abs(power) < 30
    else { return nil }
    return Double("\(number)e\(power)")
  }
}
