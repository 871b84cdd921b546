public import Files

/// How far clocks are from UTC, by the names of the places they hang in.
///
/// The rules are those of the machine, in the files that every Unix keeps them in.
public struct TimeZones: Sendable {
  private let tree: (any FileTree)?

  /// Reads rules from a folder such as `/usr/share/zoneinfo`; without one, only UTC is known.
  public init(_ tree: (any FileTree)? = nil) { self.tree = tree }

  /// Where Unix keeps its rules.
  public static let folder = "/usr/share/zoneinfo"

  /// Whether there are rules at all, so that a place that isn't found doesn't exist.
  public var isComplete: Bool { offset(of: "Etc/UTC", at: 0) != nil }

  /// How many seconds a place is ahead of UTC at a moment, in seconds since 1970; nil for a place
  /// that isn't known.
  public func offset(of zone: String, at moment: Int64) -> Int64? {
    if zone.isEmpty || zone == "UTC" { return 0 }
    guard !zone.contains(".."), !zone.hasPrefix("/"),
      let bytes = try? tree?.read(zone, limit: 1 << 20)
    else { return nil }
    return ZoneFile(bytes)?.offset(at: moment)
  }
}

/// A file of the time zone database, as RFC 8536 has it.
struct ZoneFile: Hashable {
  private var transitions: [Int64] = []
  private var kinds: [Int] = []
  private var offsets: [Int64] = []
  private var rule: ZoneRule?

  /// Reads a file; nil where it is none.
  init?(_ bytes: [UInt8]) {
    guard let first = Header(bytes, at: 0) else { return nil }
    // Version 1 has 32 bits for a time; newer files say everything again with 64.
    guard first.version >= 2, let second = Header(bytes, at: first.end(timeSize: 4)) else {
      return nil
    }
    var reader = Bytes(bytes, at: second.start + 44)
    for _ in 0..<second.timeCount { transitions.append(reader.integer(8)) }
    for _ in 0..<second.timeCount { kinds.append(Int(reader.integer(1) & 0xff)) }
    for _ in 0..<second.typeCount {
      offsets.append(reader.integer(4))
      _ = reader.integer(2)
    }
    guard !reader.hasFailed, kinds.allSatisfy(offsets.indices.contains) else { return nil }
    let tail = bytes[min(second.end(timeSize: 8), bytes.count)...].dropFirst()
      .prefix { $0 != UInt8(ascii: "\n") }
    rule = ZoneRule(String(decoding: tail, as: UTF8.self))
  }

  /// How many seconds clocks are ahead of UTC at a moment.
  func offset(at moment: Int64) -> Int64? {
    if let last = transitions.last, moment >= last, let rule { return rule.offset(at: moment) }
    guard let next = transitions.firstIndex(where: { $0 > moment }) else {
      return kinds.last.map { offsets[$0] } ?? rule?.offset(at: moment) ?? offsets.first
    }
    return next == 0 ? offsets.first : offsets[kinds[next - 1]]
  }

  private struct Header {
    var start: Int
    var version: UInt8
    var timeCount: Int
    var typeCount: Int
    private var rest: (isUTC: Int, isStandard: Int, leap: Int, characters: Int)

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + 44, bytes[start..<(start + 4)].elementsEqual("TZif".utf8)
      else { return nil }
      self.start = start
      version = bytes[start + 4] >= 0x30 ? bytes[start + 4] - 0x30 : 0
      var reader = Bytes(bytes, at: start + 20)
      let counts = (0..<6).map { _ in Int(reader.integer(4)) }
      guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
      rest = (counts[0], counts[1], counts[2], counts[5])
      timeCount = counts[3]
      typeCount = counts[4]
    }

    func end(timeSize: Int) -> Int {
      start + 44 + timeCount * (timeSize + 1) + typeCount * 6 + rest.characters
        + rest.leap * (timeSize + 4) + rest.isStandard + rest.isUTC
    }
  }

  private struct Bytes {
    private let bytes: [UInt8]
    private var position: Int
    private(set) var hasFailed = false

    init(_ bytes: [UInt8], at position: Int) {
      self.bytes = bytes
      self.position = position
    }

    /// A big-endian integer with a sign.
    mutating func integer(_ size: Int) -> Int64 {
      guard position + size <= bytes.count else {
        hasFailed = true
        return 0
      }
      var number: Int64 = bytes[position] >= 0x80 ? -1 : 0
      for byte in bytes[position..<(position + size)] { number = number << 8 | Int64(byte) }
      position += size
      return number
    }
  }
}
