/// A named value of a structured line.
public struct LogField: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its value.
  public var value: LogValue

  /// Makes a field.
  public init(_ name: String, _ value: LogValue) {
    self.name = name
    self.value = value
  }
}

/// A value of a structured line, in the order and the spelling of the line.
///
/// Numbers aren't read: nothing is calculated with them, and 1.10 stays 1.10.
public enum LogValue: Hashable, Sendable {
  /// A text, what stood for single characters of it already put in their place.
  case text(String)
  /// A number, `true`, `false`, `null` or a bare word, as it was written.
  case literal(String)
  /// Values one after the other.
  case list([LogValue])
  /// Named values, in their order; a name may come twice.
  case object([LogField])

  /// In one line: texts as they are, lists and objects as JSON.
  public var text: String {
    switch self {
    case .text(let text), .literal(let text): text
    case .list, .object: json
    }
  }

  /// In one line, as JSON.
  public var json: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .literal(let text): text
    case .list(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
    case .object(let fields):
      "{" + fields.map { "\(Self.quoted($0.name)):\($0.value.json)" }.joined(separator: ",") + "}"
    }
  }

  /// A text as JSON writes it; characters beyond ASCII stay.
  public static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
