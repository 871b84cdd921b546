/// Numbers that look random and are the same in every run that starts from the same seed.
struct RandomSource: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    // SplitMix64: one addition and a mix, which is all that names and identifiers need.
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A version 4 UUID.
  mutating func uid() -> String {
    let high = (next() & 0xffff_ffff_ffff_0fff) | 0x4000
    let low = (next() & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
    let digits = Self.hex(high) + Self.hex(low)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }

  /// Letters and digits as Kubernetes appends them to a `generateName`: no vowels, nothing that
  /// looks like another.
  mutating func suffix(_ length: Int = 5) -> String {
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return String((0..<length).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] })
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
