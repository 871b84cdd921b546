extension LogLevel {
  /// Lines say their level at the beginning, or not at all.
  private static let furthest = 512
  /// Programs that write JSON may put it after a long message.
  private static let furthestInJSON = 4096
  /// A word that stands by itself counts only near the beginning: *no error* is no error.
  private static let furthestWord = 80

  /// The level that a line says it has: JSON, logfmt, klog, or a word in brackets or capitals.
  ///
  /// What it was written with in color is passed over.
  public init(recognizing line: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
    guard start < line.count else {
      self = .unknown
      return
    }
    if line[start] == UInt8(ascii: "{"),
      let level = Self.ofJSON(
        UnsafeBufferPointer(rebasing: line[start...].prefix(Self.furthestInJSON)))
    {
      self = level
      return
    }
    let head = UnsafeBufferPointer(rebasing: line[start...].prefix(Self.furthest))
    guard head.contains(0x1B) else {
      self = Self.ofText(head)
      return
    }
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.furthest) { plain in
      let count = Self.copy(head, withoutColorsTo: plain)
      return Self.ofText(UnsafeBufferPointer(rebasing: plain[..<count]))
    }
  }

  private static func ofText(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel {
    ofKlog(line) ?? ofRedis(line) ?? ofLogfmt(line) ?? ofBeginning(line) ?? ofWord(line)
      ?? .unknown
  }

  /// Copies what stands between sequences such as `ESC [ 3 1 m`; returns how many bytes that is.
  private static func copy(
    _ line: UnsafeBufferPointer<UInt8>, withoutColorsTo plain: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var (index, count) = (0, 0)
    while index < line.count {
      if line[index] == 0x1B, index + 1 < line.count, line[index + 1] == UInt8(ascii: "[") {
        index += 2
        while index < line.count, line[index] < 0x40 { index += 1 }
        index += 1
      } else {
        plain[count] = line[index]
        (index, count) = (index + 1, count + 1)
      }
    }
    return count
  }

  // MARK: JSON

  /// `"level":"error"`, and `"level":50`: of the object itself, or else of one in it.
  private static func ofJSON(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    var index = 0
    var depth = 0
    var inner: LogLevel?
    var isCompact = false
    while index < line.count {
      let byte = line[index]
      index += 1
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      guard byte == UInt8(ascii: "\"") else { continue }
      let start = index
      index = endOfText(line, start)
      let key = line[start..<min(index, line.count)]
      index += 1
      if depth == 1, key.elementsEqual("@t".utf8) { isCompact = true }
      guard isKey(key) else { continue }
      var value = skipBlanks(line, index)
      guard value < line.count, line[value] == UInt8(ascii: ":") else { continue }
      value = skipBlanks(line, value + 1)
      guard value < line.count, let level = level(line, at: value) else { continue }
      if depth == 1 { return level }
      inner = inner ?? level
    }
    // Serilog's compact form says nothing of a level where it is the ordinary one.
    return inner ?? (isCompact ? .info : nil)
  }

  /// Where the text ends that begins after a quote.
  private static func endOfText(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < line.count, line[index] != UInt8(ascii: "\"") {
      index += line[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }

  private static func level(_ line: UnsafeBufferPointer<UInt8>, at start: Int) -> LogLevel? {
    guard line[start] != UInt8(ascii: "\"") else {
      return LogLevel(word: line[(start + 1)...].prefix(12).prefix { $0 != UInt8(ascii: "\"") })
    }
    let digits = line[start...].prefix(3).prefix(while: isDigit)
    guard !digits.isEmpty else { return nil }
    return LogLevel(number: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
  }

  private static func isKey(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    switch bytes.count {
    case 2: bytes.elementsEqual("@l".utf8)
    case 3: bytes.elementsEqual("lvl".utf8)
    case 5: bytes.elementsEqual("level".utf8) || bytes.elementsEqual("Level".utf8)
    case 6: bytes.elementsEqual("@level".utf8)
    case 8:
      bytes.elementsEqual("severity".utf8) || bytes.elementsEqual("loglevel".utf8)
        || bytes.elementsEqual("LogLevel".utf8)
    case 9: bytes.elementsEqual("levelname".utf8) || bytes.elementsEqual("log.level".utf8)
    case 10: bytes.elementsEqual("level_name".utf8)
    case 12: bytes.elementsEqual("severityText".utf8)
    default: false
    }
  }

  // MARK: Other forms

  /// `E0711 12:30:00.123456`.
  private static func ofKlog(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    guard line.count > 5, line[5] == UInt8(ascii: " "),
      line[1..<5].allSatisfy(isDigit), "IWEF".utf8.contains(line[0])
    else { return nil }
    return LogLevel(word: CollectionOfOne(line[0]))
  }

  /// `1:M 01 Jul 2026 12:30:00.123 # text`: Redis says its levels with single signs.
  private static func ofRedis(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    let digits = line.prefix(10).prefix(while: isDigit).count
    // The sign is the sixth word; before it are the process, its role, a date and a time.
    guard digits > 0, line.count > digits + 29, line[digits] == UInt8(ascii: ":"),
      "XCSM".utf8.contains(line[digits + 1]), line[digits + 2] == UInt8(ascii: " "),
      line[digits + 27] == UInt8(ascii: " "), line[digits + 29] == UInt8(ascii: " ")
    else { return nil }
    switch line[digits + 28] {
    case UInt8(ascii: "."): return .debug
    case UInt8(ascii: "-"), UInt8(ascii: "*"): return .info
    case UInt8(ascii: "#"): return .warning
    default: return nil
    }
  }

  /// `level=error`, `lvl="warn"`; not within a quoted value.
  private static func ofLogfmt(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    var index = 0
    while let equals = next(UInt8(ascii: "="), in: line, from: index) {
      index = equals + 1
      let isQuoted = index < line.count && line[index] == UInt8(ascii: "\"")
      let value = isQuoted ? index + 1 : index
      var start = equals
      while start > 0, equals - start < 9, isLetter(line[start - 1]) { start -= 1 }
      if isKey(line[start..<equals]),
        let level = LogLevel(
          word: line[min(value, line.count)...].prefix(12).prefix(while: isLetter))
      {
        return level
      }
      if isQuoted { index = endOfText(line, value) }
    }
    return nil
  }

  /// Words that say it at the very beginning alone: `info: Microsoft.Hosting`, `Error: …`, `panic:`,
  /// and the first lines of what Python and Java write when something fails.
  private static func ofBeginning(_ line: UnsafeBufferPointer<UInt8>) -> LogLevel? {
    let word = line.prefix(12).prefix(while: isLetter)
    if word.count >= 3, word.count < line.count, line[word.count] == UInt8(ascii: ":"),
      let level = LogLevel(word: word)
    {
      return level
    }
    for start in ["Traceback (most recent call last)", "Exception in thread "]
    where line.starts(with: start.utf8) {
      return .error
    }
    return nil
  }

  /// `[error]`, `ERROR:`, `2026-07-01 12:30:00 WARN com.example`; lower case only in brackets or
  /// between tabs, a single letter only in square brackets.
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
      let before = index > 0 ? line[index - 1] : 0x20
      let after = stop < line.count ? line[stop] : 0x20
      let isEnclosed = "[<(|\t".utf8.contains(before) && "]>)|\t".utf8.contains(after)
      // A part of a path or of a name is no word by itself.
      let isAlone =
        isCapital && " [<(|\t:-".utf8.contains(before)
        && (" ]>)|\t:,-[".utf8.contains(after) || isDigit(after))
      let isLetter = stop - index == 1 && isCapital && before == 0x5B && after == 0x5D
      if stop - index >= 3 && (isEnclosed || isAlone) || isLetter,
        let level = LogLevel(word: line[index..<stop])
      {
        return level
      }
      index = stop + 1
    }
    return nil
  }

  // MARK: Bytes

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

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
