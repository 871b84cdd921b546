/// Lines of `name=value` pairs, values with spaces in quotes.
enum Logfmt {
  /// The pairs of a line; nil where it is something else.
  static func read(_ line: String) -> [ControllerLogLine.Field]? {
    var fields: [ControllerLogLine.Field] = []
    let bytes = Array(line.utf8)
    var index = 0
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    while index < bytes.count {
      if isSpace(bytes[index]) {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] != UInt8(ascii: "="), !isSpace(bytes[index]) {
        // A quote within a name: this is a sentence that happens to have an equals sign.
        if bytes[index] == UInt8(ascii: "\"") { return nil }
        index += 1
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "="), index > start else {
        return nil
      }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      index += 1
      var value: [UInt8] = []
      if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
            index += 1
            switch bytes[index] {
            case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): value.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): value.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): value.append(bytes[index])
            // Go writes others as numbers; they stay as written.
            default: value += [UInt8(ascii: "\\"), bytes[index]]
            }
          } else {
            value.append(bytes[index])
          }
          index += 1
        }
        // A line that was cut ends within its quotes.
        if index < bytes.count { index += 1 }
      } else {
        while index < bytes.count, !isSpace(bytes[index]) {
          value.append(bytes[index])
          index += 1
        }
      }
      fields.append(
        ControllerLogLine.Field(name: name, value: String(decoding: value, as: UTF8.self)))
    }
    return fields.isEmpty ? nil : fields
  }
}
