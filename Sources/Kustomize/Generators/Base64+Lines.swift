import Documents

extension Base64 {
  private static let lineLength = 70

  /// The text of bytes as kustomize writes it: in lines, each ending in a line break, as soon as there
  /// is more than one.
  static func encodeInLines(_ bytes: [UInt8]) -> String {
    let text = Array(encode(bytes).utf8)
    guard text.count >= lineLength else { return String(decoding: text, as: UTF8.self) }
    var lines: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: lineLength) {
      lines.append(contentsOf: text[start..<min(start + lineLength, text.count)])
      lines.append(UInt8(ascii: "\n"))
    }
    return String(decoding: lines, as: UTF8.self)
  }
}
