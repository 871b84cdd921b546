import Documents
import Testing

struct StringPoolTests {
  @Test func equalStringsAreKeptOnce() {
    var pool = StringPool()
    for index in 0..<3_000 { _ = pool.intern("talos-worker-node-\(index % 300)") }
    #expect(pool.count == 300)
  }

  @Test func stringsComeBackTheSame() {
    var pool = StringPool()
    for text in ["", "short", "a string of more than fifteen bytes", "ü".padded(to: 40)] {
      #expect(pool.intern(text) == text)
      #expect(pool.intern(text) == text)
    }
  }

  @Test func aFullPoolStillGivesStrings() {
    var pool = StringPool(limit: 10)
    for index in 0..<100 {
      #expect(pool.intern("a long enough string \(index)") == "a long enough string \(index)")
    }
    #expect(pool.count == 10)
  }

  @Test func invalidBytesAreRepairedAndNotKept() {
    var pool = StringPool()
    let bytes = [UInt8](repeating: 0xFF, count: 20)
    let text = bytes.withUnsafeBufferPointer { pool.intern($0) }
    #expect(text == String(repeating: "\u{FFFD}", count: 20))
    #expect(pool.count == 0)
  }

  @Test func readerReadsThroughAPool() throws {
    var pool = StringPool()
    var reader = JSONReader(
      #"["registry.talos00/app:1","registry.talos00\/app:1","registry.talos00/app:2","x"]"#)
    var texts: [String] = []
    try reader.beginArray()
    while try reader.nextElement() { texts.append(try reader.readString(interning: &pool)) }
    #expect(
      texts == ["registry.talos00/app:1", "registry.talos00/app:1", "registry.talos00/app:2", "x"])
    #expect(pool.count == 2)
  }
}

extension String {
  fileprivate func padded(to count: Int) -> String {
    String(repeating: self, count: count)
  }
}
