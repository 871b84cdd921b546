/// Some of the lines of a segment, by their places in it: a bit for each line.
public struct LineSet: Equatable, Sendable {
  private var words: [UInt64] = []
  /// How many there are.
  public private(set) var count = 0

  /// Has none yet.
  public init() {}

  /// Has those places.
  public init(_ places: some Sequence<Int>) {
    for place in places { insert(place) }
  }

  /// The places, in order.
  public var places: [Int] { (0..<words.count * 64).filter(contains) }

  /// Whether a place is among them.
  public func contains(_ place: Int) -> Bool {
    place >> 6 < words.count && words[place >> 6] & 1 << UInt64(place & 63) != 0
  }

  /// Puts a place in.
  public mutating func insert(_ place: Int) {
    while words.count <= place >> 6 { words.append(0) }
    let bit: UInt64 = 1 << UInt64(place & 63)
    if words[place >> 6] & bit == 0 { count += 1 }
    words[place >> 6] |= bit
  }

  /// Takes in all places of another set.
  mutating func formUnion(_ other: LineSet) {
    while words.count < other.words.count { words.append(0) }
    for (index, word) in other.words.enumerated() { words[index] |= word }
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// How many of them are before a place.
  func count(before place: Int) -> Int {
    let whole = min(place >> 6, words.count)
    var count = 0
    for word in words[..<whole] { count += word.nonzeroBitCount }
    guard whole < words.count else { return count }
    return count + (words[whole] & (1 << UInt64(place & 63) - 1)).nonzeroBitCount
  }

  /// The place of the one that has so many before it; there has to be one.
  func place(after count: Int) -> Int {
    var rest = count
    for (index, word) in words.enumerated() {
      let here = word.nonzeroBitCount
      guard rest >= here else {
        var word = word
        for _ in 0..<rest { word &= word - 1 }
        return index * 64 + word.trailingZeroBitCount
      }
      rest -= here
    }
    preconditionFailure("a set of \(self.count) has none after \(count)")
  }
}
