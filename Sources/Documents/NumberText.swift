/// A finite number in the fewest decimal digits that read back the same, laid out as Go does.
package struct NumberText {
  private let isNegative: Bool
  /// The digits, without zeros at either end; "0" for zero.
  private let digits: String
  /// Where the point stands: behind that many digits, or before as many zeros if negative.
  private let point: Int

  /// Takes a 64-bit number apart.
  package init(_ number: Double) {
    self.init(description: number.description, isNegative: number.sign == .minus)
  }

  /// Takes a 32-bit number apart.
  package init(_ number: Float) {
    self.init(description: number.description, isNegative: number.sign == .minus)
  }

  // Swift's own description is the shortest that reads back; only its layout differs from Go's.
  private init(description: String, isNegative: Bool) {
    self.isNegative = isNegative
    let parts = description.drop { $0 == "-" }.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var digits = mantissa.joined()[...]
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.count > 1, digits.first == "0" {
      digits.removeFirst()
      point -= 1
    }
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    self.digits = String(digits)
    self.point = digits == "0" ? 1 : point
  }

  /// As `encoding/json` writes it: digits from 1e-6 up to 1e21, and an exponent beyond.
  package var json: String {
    (-5...21).contains(point) ? plain : scientific(exponentDigits: 1)
  }

  /// As kubectl writes it in YAML: digits from 1e-4 up to 1e6, and an exponent beyond.
  package var general: String {
    (-3...6).contains(point) ? plain : scientific(exponentDigits: 2)
  }

  private var sign: String { isNegative ? "-" : "" }

  private var plain: String {
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if digits.utf8.count <= point {
      return sign + digits + String(repeating: "0", count: point - digits.utf8.count)
    }
    return sign + digits.prefix(point) + "." + digits.dropFirst(point)
  }

  private func scientific(exponentDigits: Int) -> String {
    let fraction = digits.utf8.count > 1 ? "." + digits.dropFirst() : ""
    let power = String(abs(point - 1))
    let zero = power.utf8.count < exponentDigits ? "0" : ""
    return sign + digits.prefix(1) + fraction + (point < 1 ? "e-" : "e+") + zero + power
  }
}
