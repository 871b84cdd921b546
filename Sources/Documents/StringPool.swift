/// Gives equal strings one storage.
///
/// Node names, namespaces and images repeat ten thousand times in a list of pods; read through a
/// pool, they cost their memory once. Strings of up to 15 bytes are stored inline by Swift and pass
/// by the pool. The pool stops taking new strings at its limit, so hostile input cannot grow it.
public struct StringPool: Sendable {
  private struct Entry {
    var hash: UInt64
    var text: String
  }

  /// The most strings the pool keeps.
  public let limit: Int
  /// How many strings are in the pool.
  public private(set) var count = 0

  // Open addressing with linear probing; the table is never more than half full.
  private var entries: [Entry?]
  // A seed of its own makes collisions unpredictable to whoever writes the strings.
  private let seed = UInt64.random(in: .min ... .max)

  private static let longestInline = 15
  private static let mostProbes = 32

  /// Makes an empty pool that keeps up to that many strings.
  public init(limit: Int = 65_536) {
    self.limit = limit
    entries = Array(repeating: nil, count: 64)
  }

  /// The pool's own copy of a string.
  public mutating func intern(_ text: String) -> String {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// The string of these bytes; invalid UTF-8 is repaired with U+FFFD.
  public mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.count > Self.longestInline else { return String(decoding: bytes, as: UTF8.self) }
    let hash = hash(of: bytes)
    var slot = Int(truncatingIfNeeded: hash) & (entries.count - 1)
    var probes = 0
    while let entry = entries[slot] {
      if entry.hash == hash, Self.isEqual(entry.text, bytes) { return entry.text }
      probes += 1
      guard probes < Self.mostProbes else { return String(decoding: bytes, as: UTF8.self) }
      slot = (slot + 1) & (entries.count - 1)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // A repaired string no longer equals its bytes and would never be found again.
    guard count < limit, Self.isEqual(text, bytes) else { return text }
    entries[slot] = Entry(hash: hash, text: text)
    count += 1
    if count * 2 > entries.count { grow() }
    return text
  }

  private mutating func grow() {
    var larger = [Entry?](repeating: nil, count: entries.count * 2)
    for case .some(let entry) in entries {
      var slot = Int(truncatingIfNeeded: entry.hash) & (larger.count - 1)
      while larger[slot] != nil { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = entry
    }
    entries = larger
  }

  private static func isEqual(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let utf8 = text.utf8
    guard utf8.count == bytes.count else { return false }
    return utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) }
      ?? utf8.elementsEqual(bytes)
  }

  private func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = seed
    var index = 0
    while index &+ 8 <= raw.count {
      hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var rest = UInt64(raw.count)
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index &+= 1
    }
    return Self.mix(hash ^ rest)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
