/// A span of time as Go writes it: `1h30m`, `-1.5s`, `300ms`.
public struct GoDuration: Hashable, Sendable {
  /// How long it is.
  public var seconds: Double

  /// Reads a span; nil where it is none.
  public init?(_ text: String) {
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    seconds = 0
    if rest == "0" { return }
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard let number = Double(digits.hasPrefix(".") ? "0\(digits)" : digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
      guard let scale = Self.units[String(unit)] else { return nil }
      seconds += number * scale
      rest = rest.dropFirst(unit.count)
    }
    if isNegative { seconds.negate() }
  }

  private static let units: [String: Double] = [
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600,
  ]
}
