internal import Documents

/// Brings what Git says into the form that the server keeps.
enum NormalForm {
  private static let metadata: Set<String> = [
    "name", "namespace", "creationTimestamp", "managedFields", "uid", "resourceVersion",
    "generation", "selfLink", "generateName",
  ]

  /// The object without what tells it apart and what only the server says; the texts of a Secret
  /// are written as it keeps them.
  static func of(_ object: Value) -> Value {
    guard var fields = object.object else { return object }
    fields["apiVersion"] = nil
    fields["kind"] = nil
    fields["status"] = nil
    if var metadata = fields["metadata"]?.object {
      for name in Self.metadata { metadata[name] = nil }
      fields["metadata"] = .object(metadata)
    }
    if Masking.isSecret(object) { foldTexts(&fields) }
    return .object(fields)
  }

  private static func foldTexts(_ fields: inout [String: Value]) {
    var data = fields["data"]?.object ?? [:]
    for (key, value) in data {
      // Encoded text may be broken into lines; the server joins them.
      guard let text = value.string, text.contains(where: \.isWhitespace) else { continue }
      data[key] = .string(text.filter { !$0.isWhitespace })
    }
    for (key, value) in fields["stringData"]?.object ?? [:] {
      guard let text = value.string else { continue }
      data[key] = .string(Base64.encode(text.utf8))
    }
    fields["stringData"] = nil
    if !data.isEmpty || fields["data"] != nil { fields["data"] = .object(data) }
  }
}

/// Base 64, as RFC 4648 has it first.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Encodes bytes, with padding.
  static func encode(_ bytes: some Collection<UInt8>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var rest = bytes[...]
    while !rest.isEmpty {
      let group = rest.prefix(3)
      rest = rest.dropFirst(3)
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * place) & 63)
        output.append(place <= group.count ? alphabet[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
