extension LogLevel {
  /// Lines say their level at the beginning, or not at all.
  private static let furthest = 512
  /// A word that stands by itself counts only near the beginning: *no error* is no error.
  private static let furthestWord = 80

  /// The level that a line says it has: JSON, logfmt, klog, or a word in brackets or capitals.
  public init(recognizing line: UnsafeBufferPointer<UInt8>) {
    let line = UnsafeBufferPointer(rebasing: line.prefix(Self.furthest))
    guard let first = line.first else {
      self = .unknown
      return
    }
    self =
      (first == UInt8(ascii: "{") ? Self.ofJSON(line) : nil) ?? Self.ofKlog(line)
      ?? Self.ofLogfmt(line) ?? Self.ofWord(line) ?? .unknown
  }

  /// `"level":"error"`, and `"level":50`.
  private static func ofJSON(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    var index = 0
    while let key = next(UInt8(ascii: "\""), in: line, from: index) {
      guard let end = next(UInt8(ascii: "\""), in: line, from: key + 1) else { return nil }
      index = end + 1
      guard isKey(line[(key + 1)..<end]) else { continue }
      var value = skipBlanks(line, index)
      guard value < line.count, line[value] == UInt8(ascii: ":") else { continue }
      value = skipBlanks(line, value + 1)
      guard value < line.count else { return nil }
      if line[value] == UInt8(ascii: "\"") {
        let word = line[(value + 1)...].prefix(10).prefix { $0 != UInt8(ascii: "\"") }
        if let level = LogLevel(word: word) { return level }
      } else if let level = number(line, value) {
        return level
      }
    }
    return nil
  }

  private static func number(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> LogLevel? {
    let digits = line[start...].prefix(3).prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    return LogLevel(number: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
  }

  /// `E0711 12:30:00.123456`.
  private static func ofKlog(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    guard line.count > 5, line[5] == UInt8(ascii: " "),
      line[1..<5].allSatisfy({ (0x30...0x39).contains($0) }), "IWEF".utf8.contains(line[0])
    else { return nil }
    return LogLevel(word: CollectionOfOne(line[0]))
  }

  /// `level=error`, `lvl="warn"`.
  private static func ofLogfmt(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    var index = 0
    while let equals = next(UInt8(ascii: "="), in: line, from: index) {
      index = equals + 1
      var start = equals
      while start > 0, equals - start < 9, isLetter(line[start - 1]) { start -= 1 }
      guard isKey(line[start..<equals]) else { continue }
      let value = index < line.count && line[index] == UInt8(ascii: "\"") ? index + 1 : index
      if let level = LogLevel(
        word: line[min(value, line.count)...].prefix(10).prefix(while: isLetter))
      {
        return level
      }
    }
    return nil
  }

  /// `[error]`, `ERROR:`, `2026-07-01 12:30:00 WARN com.example`; lower case only in brackets.
  private static func ofWord(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    let end = min(line.count, furthestWord)
    var index = 0
    while index < end {
      guard isLetter(line[index]) else {
        index += 1
        continue
      }
      var stop = index
      var isCapital = true
      while stop < line.count, isLetter(line[stop]) {
        isCapital = isCapital && line[stop] & 0x20 == 0
        stop += 1
      }
      let isBracketed =
        index > 0 && "[<(|".utf8.contains(line[index - 1]) && stop < line.count
        && "]>)|".utf8.contains(line[stop])
      if stop - index >= 3, isCapital || isBracketed, let level = LogLevel(word: line[index..<stop])
      {
        return level
      }
      index = stop + 1
    }
    return nil
  }

  private static func isKey(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch bytes.count {
    case 3: bytes.elementsEqual("lvl".utf8)
    case 5: bytes.elementsEqual("level".utf8) || bytes.elementsEqual("@level".utf8)
    case 6: bytes.elementsEqual("@level".utf8)
    case 8: bytes.elementsEqual("severity".utf8) || bytes.elementsEqual("loglevel".utf8)
    default: false
    }
  }

  private static func next(
    _ byte: UInt8, in line: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    while index < line.count {
      if line[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private static func skipBlanks(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < line.count, line[index] == UInt8(ascii: " ") { index += 1 }
    return index
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }
}
