import Documents
import SeedSupport

extension Value {
  /// A value of any kind, nested up to that deep.
  static func random(depth: Int, using generator: inout SeededGenerator) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &generator) {
    case 0: .null
    case 1: .bool(Bool.random(using: &generator))
    case 2: .integer(Int64.random(in: .min ... .max, using: &generator))
    case 3: .integer(Int64.random(in: -9...9, using: &generator))
    case 4: .largeInteger("-98765432109876543210")
    case 5: .double(Double.random(in: 0.01..<1, using: &generator) + 0.5)
    case 6: .string(randomString(using: &generator))
    case 7:
      .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          random(depth: depth - 1, using: &generator)
        })
    default:
      .object(
        Dictionary(
          (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            (randomString(using: &generator), random(depth: depth - 1, using: &generator))
          }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func randomString(using generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "name", "\"", "\\", "/", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{2028}", "😀",
      "app.kubernetes.io/name", "~", "0",
    ]
    return (0..<Int.random(in: 0...4, using: &generator)).reduce(into: "") { text, _ in
      text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }
  }
}
