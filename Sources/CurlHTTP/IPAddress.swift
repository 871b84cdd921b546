internal import Glibc

/// An IPv4 or IPv6 address, as bytes in network order.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16 bytes; an IPv4 address written as IPv6 is IPv4.
  let bytes: [UInt8]

  /// Reads an address in its usual notation; nil if it isn't one.
  init?(_ text: some StringProtocol) {
    var buffer = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, String(text), &buffer) == 1 {
      bytes = Array(buffer[..<4])
    } else if inet_pton(AF_INET6, String(text), &buffer) == 1 {
      let isMapped = buffer[..<10].allSatisfy { $0 == 0 } && buffer[10] == 255 && buffer[11] == 255
      bytes = isMapped ? Array(buffer[12...]) : buffer
    } else {
      return nil
    }
  }

  /// Whether this is the machine itself.
  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 }
  }

  /// Whether the first `length` bits are those of another address of the same family.
  func matches(_ other: IPAddress, prefix length: Int) -> Bool {
    guard bytes.count == other.bytes.count, (0...bytes.count * 8).contains(length) else {
      return false
    }
    let whole = length / 8
    guard bytes[..<whole] == other.bytes[..<whole] else { return false }
    let rest = length % 8
    guard rest > 0 else { return true }
    let mask = UInt8(truncatingIfNeeded: 0xff00 >> rest)
    return bytes[whole] & mask == other.bytes[whole] & mask
  }
}
