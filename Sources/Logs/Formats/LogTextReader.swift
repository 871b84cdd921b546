/// Takes a line apart that is a text: what stands before the message, and the pairs after it.
struct LogTextReader {
  let bytes: [UInt8]
  private var index: Int
  private let level: LogLevel

  /// Nothing that stands before a message is longer.
  private static let longestWord = 64

  init(bytes: [UInt8], start: Int, level: LogLevel) {
    self.bytes = bytes
    index = start
    self.level = level
  }

  mutating func read(into record: inout LogRecord) {
    let start = index
    if readKlog(into: &record) { return }
    // Colours are the program's own say about how it wants to be seen.
    guard !bytes.contains(0x1B) else {
      record.message = string(start..<bytes.count)
      return
    }
    record.time = time()
    let hasLevel = level != .unknown && readLevel(into: &record)
    if bytes.indices.contains(index), hasLevel, bytes[index] == 0x09 {
      readColumns(into: &record)
    } else {
      skip(" \t")
      if hasLevel { readPlace(into: &record) }
      record.message = string(index..<bytes.count)
      readPairs(from: index, into: &record)
    }
    if record.message.isEmpty, record.fields.isEmpty {
      record.message = string(start..<bytes.count)
    }
  }

  // MARK: klog

  /// `W0102 15:04:05.000000       1 file.go:12] text`, or `… "text" name="value"`.
  private mutating func readKlog(into record: inout LogRecord) -> Bool {
    guard bytes.count > index + 21, "IWEF".utf8.contains(bytes[index]),
      bytes[(index + 1)..<(index + 5)].allSatisfy(isDigit), bytes[index + 5] == 0x20,
      let bracket = bytes[index...].prefix(160).firstIndex(of: UInt8(ascii: "]"))
    else { return false }
    record.form = .klog
    record.time = string((index + 1)..<(index + 21))
    if let space = bytes[index..<bracket].lastIndex(of: 0x20) {
      record.logger = LogField("source", .text(string((space + 1)..<bracket)))
    }
    index = bracket + 1
    skip(" ")
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      let (text, end, isClosed) = LogQuotes.text(in: bytes, at: index)
      let fields = Logfmt.fields(in: bytes, at: end)
      if isClosed, fields != nil || bytes[end...].allSatisfy({ $0 == 0x20 }) {
        record.message = text
        record.fields = fields ?? []
        return true
      }
    }
    record.message = string(index..<bytes.count)
    readPairs(from: index, into: &record)
    return true
  }

  // MARK: What stands before the message

  /// A time at the beginning, also in brackets: `2026-07-01 12:30:00,123 +0000`, `12:30:00.123`.
  private mutating func time() -> String? {
    let start = index
    var end = index
    if end < bytes.count, bytes[end] == UInt8(ascii: "[") { end += 1 }
    let first = end
    var words = 0
    var hasClock = false
    while words < 3 {
      let word = bytes[end...].prefix(40).prefix { $0 > 0x20 && $0 != UInt8(ascii: "]") }
      guard let lead = word.first, isDigit(lead) || words > 0 else { break }
      let isZone = words > 0 && hasClock && Self.isZone(word)
      let isClock = !hasClock && word.contains(UInt8(ascii: ":")) && Self.isTime(word)
      let isDate = words == 0 && !isClock && Self.isDate(word)
      guard isZone || isClock || isDate else { break }
      hasClock = hasClock || isClock
      words += 1
      end = word.endIndex
      guard end < bytes.count, bytes[end] == 0x20 else { break }
      end += 1
    }
    guard hasClock else { return nil }
    while end > first, bytes[end - 1] == 0x20 { end -= 1 }
    let text = string(first..<end)
    if first > start {
      guard end < bytes.count, bytes[end] == UInt8(ascii: "]") else { return nil }
      end += 1
    }
    index = end
    return text
  }

  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    word.allSatisfy { isDigit($0) || "-/:.,TZ+tz".utf8.contains($0) }
  }

  private static func isDate(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 8 && word.allSatisfy { isDigit($0) || "-/.".utf8.contains($0) }
  }

  private static func isZone(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first else { return false }
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      return word.count > 2 && word.dropFirst().allSatisfy { isDigit($0) || $0 == 0x3A }
    }
    return word.elementsEqual("UTC".utf8) || word.elementsEqual("GMT".utf8)
      || word.elementsEqual("Z".utf8)
  }

  /// The word that says the level, with at most a few words before it, the last of which may be who
  /// says it: `- name - ERROR -`, `[1][main] [warn]`.
  private mutating func readLevel(into record: inout LogRecord) -> Bool {
    var at = index
    var name: Range<Int>?
    for _ in 0..<5 {
      while at < bytes.count, "[](<>)|-: \t".utf8.contains(bytes[at]) { at += 1 }
      let start = at
      while at < bytes.count, at - start < Self.longestWord, !"])>|: \t[".utf8.contains(bytes[at]) {
        at += 1
      }
      guard at > start else { return false }
      if LogLevel(word: bytes[start..<at].prefix { isLetter($0) }) == level {
        while at < bytes.count, "])>|: ".utf8.contains(bytes[at]) { at += 1 }
        // What follows a dash is the message, unless the dash is a part of it.
        if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "-"), bytes[at + 1] == 0x20 { at += 2 }
        if let name { record.logger = LogField("logger", .text(string(name))) }
        index = at
        return true
      }
      if bytes[start..<at].contains(where: isLetter) { name = start..<at }
    }
    return false
  }

  /// Where the program says it, between the level and the message: `[main] com.example.Main - `,
  /// `1 --- [main] c.e.Main : `, `[source/server.cc:12] `, `crate::module: `.
  private mutating func readPlace(into record: inout LogRecord) {
    var at = index
    var place: Range<Int>?
    while at < bytes.count, bytes[at] == UInt8(ascii: "["),
      let end = bytes[at...].prefix(Self.longestWord).firstIndex(of: UInt8(ascii: "]"))
    {
      if bytes[at..<end].contains(where: isLetter) { place = (at + 1)..<end }
      at = end + 1
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    }
    var word = at
    for _ in 0..<4 {
      let end =
        bytes[word...].prefix(Self.longestWord).firstIndex { $0 == 0x20 }
        ?? min(bytes.count, word + Self.longestWord)
      guard end > word, end + 2 < bytes.count else { break }
      if bytes[end + 2] == 0x20, "-:".utf8.contains(bytes[end + 1]),
        bytes[word..<end].contains(where: isLetter)
      {
        (place, at) = (word..<end, end + 3)
        break
      }
      let isPath = bytes[word..<end].contains { ".:/".utf8.contains($0) }
      if bytes[end - 1] == 0x3A,
        bytes[word..<(end - 1)].contains(where: { ".:/".utf8.contains($0) }),
        isPath
      {
        (place, at) = (word..<(end - 1), end + 1)
        break
      }
      word = end
      while word < bytes.count, bytes[word] == 0x20 { word += 1 }
    }
    if let place { record.logger = LogField("logger", .text(string(place))) }
    index = at
    skip(" ")
  }

  /// Columns between tabs, as zap writes them: who says it, where, the message, a JSON object.
  private mutating func readColumns(into record: inout LogRecord) {
    var parts: [Range<Int>] = []
    var start = index + 1
    while start <= bytes.count {
      if let object = LogJSON.object(in: bytes, at: start), object.end == bytes.count {
        record.fields = object.fields
        break
      }
      let end = bytes[min(start, bytes.count)...].firstIndex(of: 0x09) ?? bytes.count
      parts.append(start..<end)
      start = end + 1
    }
    let places = parts.dropLast().prefix(2).prefix { part in
      part.count < Self.longestWord && !bytes[part].contains(0x20)
    }
    if let place = places.last { record.logger = LogField("logger", .text(string(place))) }
    guard parts.count > places.count else { return }
    let first = parts[places.count].lowerBound
    record.message = string(first..<parts[parts.count - 1].upperBound)
  }

  // MARK: What stands after it

  /// Pairs at the end of a message, as logrus and zerolog write them to a terminal: two of them, or
  /// one after two spaces, so that no sentence is taken apart.
  private func readPairs(from start: Int, into record: inout LogRecord) {
    guard let equals = bytes[start...].firstIndex(of: UInt8(ascii: "=")),
      let space = bytes[start..<equals].lastIndex(of: 0x20),
      let fields = Logfmt.fields(in: bytes, at: space)
    else { return }
    guard fields.count > 1 || space > start && bytes[space - 1] == 0x20 else { return }
    var end = space
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    guard end > start else { return }
    record.fields = fields
    record.message = string(start..<end)
  }

  // MARK: Bytes

  private mutating func skip(_ blanks: String) {
    while index < bytes.count, blanks.utf8.contains(bytes[index]) { index += 1 }
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
