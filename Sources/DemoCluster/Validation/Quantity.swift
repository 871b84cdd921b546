/// An amount of something as Kubernetes writes it: `100m`, `1.5`, `64Mi`.
struct Quantity: Hashable, Comparable, Sendable {
  /// In thousandths, which is as fine as any resource is counted.
  var thousandths: Double

  init?(_ text: String) {
    let digits = text.prefix { "+-0123456789.".contains($0) }
    guard !digits.isEmpty, let number = Double(digits),
      let factor = Self.factor(String(text.dropFirst(digits.count)))
    else { return nil }
    thousandths = number * factor * 1000
  }

  private static func factor(_ suffix: String) -> Double? {
    switch suffix {
    case "": 1
    case "n": 1e-9
    case "u": 1e-6
    case "m": 1e-3
    case "k": 1e3
    case "M": 1e6
    case "G": 1e9
    case "T": 1e12
    case "P": 1e15
    case "E": 1e18
    case "Ki": 1024
    case "Mi": 1_048_576
    case "Gi": 1_073_741_824
    case "Ti": 1_099_511_627_776
    case "Pi": 1_125_899_906_842_624
    case "Ei": 1_152_921_504_606_846_976
    default:
      suffix.first == "e" || suffix.first == "E" ? Double("1" + suffix) : nil
    }
  }

  static func < (a: Quantity, b: Quantity) -> Bool { a.thousandths < b.thousandths }
}
