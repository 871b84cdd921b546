public import Documents

/// Hides what Secrets keep, before it gets anywhere near a screen.
public enum Masking {
  /// The object with the values of a Secret replaced by how long they are, as kubectl describes
  /// them; any other object is returned as it is.
  public static func mask(_ object: Value) -> Value {
    guard isSecret(object) else { return object }
    var masked = object
    for field in ["data", "stringData"] {
      guard let values = object[field]?.object else { continue }
      masked[field] = .object(
        values.mapValues { .string(placeholder($0, isEncoded: field == "data")) })
    }
    return masked
  }

  /// Two versions of an object, masked so that a value that differs still does.
  public static func mask(before: Value, after: Value) -> (before: Value, after: Value) {
    var (old, new) = (mask(before), mask(after))
    guard isSecret(before), isSecret(after) else { return (old, new) }
    for field in ["data", "stringData"] {
      let previous = before[field]?.object ?? [:]
      for (key, value) in after[field]?.object ?? [:] {
        guard let other = previous[key], other != value else { continue }
        let place = Pointer([field, key])
        let (hidden, shown) = (old[place]?.string ?? "•••", new[place]?.string ?? "•••")
        old[place] = .string("\(hidden) (before)")
        new[place] = .string("\(shown) (after)")
      }
    }
    return (old, new)
  }

  /// An object as it is written, masked, with the texts of a Secret where the server puts them.
  static func maskWritten(_ object: Value) -> Value {
    var masked = mask(object)
    guard isSecret(object), let texts = masked["stringData"]?.object else { return masked }
    masked["stringData"] = nil
    masked["data"] = .object((masked["data"]?.object ?? [:]).merging(texts) { _, text in text })
    return masked
  }

  static func isSecret(_ object: Value) -> Bool {
    object["kind"] == "Secret" && object["apiVersion"] == "v1"
  }

  private static func placeholder(_ value: Value, isEncoded: Bool) -> String {
    guard let text = value.string else { return "•••" }
    let length =
      isEncoded
      ? text.utf8.count { $0 != UInt8(ascii: "=") && $0 > 0x20 } * 3 / 4 : text.utf8.count
    return length == 1 ? "••• 1 byte" : "••• \(length) bytes"
  }
}
