/// A request's path and query, taken apart and decoded.
struct RequestTarget: Hashable, Sendable {
  /// The parts of the path between slashes, without empty ones.
  var path: [String]
  private var query: [String: [String]]

  /// Reads a path with a query; nil if an escape in it is broken.
  init?(_ text: String) {
    let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard text.hasPrefix("/"), let first = halves.first else { return nil }
    path = []
    for part in first.split(separator: "/") {
      guard let decoded = Self.decoded(part, isQuery: false) else { return nil }
      path.append(decoded)
    }
    query = [:]
    guard halves.count == 2 else { return }
    for pair in halves[1].split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(sides[0], isQuery: true),
        let value = Self.decoded(sides.count == 2 ? sides[1] : "", isQuery: true)
      else { return nil }
      query[name, default: []].append(value)
    }
  }

  /// The first value of a parameter; nil if it isn't there or empty.
  subscript(name: String) -> String? {
    guard let value = query[name]?.first, !value.isEmpty else { return nil }
    return value
  }

  /// Every value of a parameter.
  func all(_ name: String) -> [String] { query[name] ?? [] }

  /// Whether a parameter says yes: its mere presence does.
  func flag(_ name: String) -> Bool {
    guard let value = query[name]?.first else { return false }
    return !["0", "false", "False", "FALSE", "f", "F"].contains(value)
  }

  /// A parameter's number; nil if it isn't there.
  func number(_ name: String) throws(APIFailure) -> Int64? {
    guard let text = self[name] else { return nil }
    guard let number = Int64(text) else {
      throw .badRequest("strconv.ParseInt: parsing \"\(text)\": invalid syntax")
    }
    return number
  }

  private static func decoded(_ text: Substring, isQuery: Bool) -> String? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(text)
    }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+") where isQuery: bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(nibble), let low = rest.popFirst().flatMap(nibble)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
