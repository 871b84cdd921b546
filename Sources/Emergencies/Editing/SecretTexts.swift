internal import Documents

/// Shows the values of a Secret as the texts that they are, and takes them back.
enum SecretTexts {
  static func isSecret(_ object: Value) -> Bool {
    object["kind"] == "Secret" && object["apiVersion"] == "v1"
  }

  /// The Secret with every value that is text moved from `data` to `stringData`; others stay, in
  /// base 64.
  static func show(_ secret: Value) -> Value {
    guard let data = secret["data"]?.object else { return secret }
    var shown = secret
    var rest: [String: Value] = [:]
    var texts = secret["stringData"]?.object ?? [:]
    for (key, value) in data {
      if let text = text(of: value) { texts[key] = .string(text) } else { rest[key] = value }
    }
    shown["data"] = rest.isEmpty ? nil : .object(rest)
    shown["stringData"] = texts.isEmpty ? nil : .object(texts)
    return shown
  }

  /// The Secret with the texts of `stringData` in `data`, as the server keeps them; texts that were
  /// not touched are encoded as they were.
  static func hide(_ shown: Value, opened: Value) -> Value {
    guard let texts = shown["stringData"]?.object else { return shown }
    var secret = shown
    var data = shown["data"]?.object ?? [:]
    for (key, value) in texts {
      guard let text = value.string else { return shown }
      if let old = opened["data"]?[key], Self.text(of: old) == text {
        data[key] = old
      } else {
        data[key] = .string(Base64.encode(Array(text.utf8)))
      }
    }
    secret["stringData"] = nil
    if !data.isEmpty || opened["data"] != nil { secret["data"] = .object(data) }
    return secret
  }

  /// The text that a value stands for; nil for bytes that nobody could edit as text.
  static func text(of value: Value) -> String? {
    guard let encoded = value.string, let bytes = Base64.decode(encoded),
      let text = String(validating: bytes, as: UTF8.self),
      bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 })
    else { return nil }
    return text
  }
}
