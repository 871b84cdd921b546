internal import Documents
internal import Kubernetes

/// Reads fields of documents that other programs wrote: what is missing or of another type reads as
/// nothing, because an application with a strange status is still an application.
extension Value {
  /// The text of a field; empty where there is none.
  func text(_ key: String) -> String { self[key]?.string ?? "" }

  /// The texts of a list.
  func texts(_ key: String) -> [String] { self[key]?.array?.compactMap(\.string) ?? [] }

  /// The elements of a list.
  func elements(_ key: String) -> [Value] { self[key]?.array ?? [] }

  /// Whether a field is there and `true`.
  func flag(_ key: String) -> Bool { self[key]?.bool ?? false }

  /// A whole number, also where it is written as a text.
  func integer(_ key: String) -> Int64? {
    self[key].flatMap { $0.integer ?? $0.string.flatMap { Int64($0) } }
  }

  /// The texts of a map.
  func textMap(_ key: String) -> [String: String] {
    (self[key]?.object ?? [:]).compactMapValues(\.string)
  }

  /// A time, in seconds since 1970.
  func seconds(_ key: String) -> Int64? {
    self[key]?.string.flatMap { Timestamp($0) }?.seconds
  }

  /// A part that is an object with anything in it.
  func part(_ key: String) -> Value? {
    guard let value = self[key], value.object?.isEmpty == false else { return nil }
    return value
  }

  /// The field, or an empty object.
  subscript(objectAt key: String) -> Value { self[key] ?? [:] }

  /// A text, or no field for an empty one.
  static func unlessEmpty(_ text: String) -> Value? { text.isEmpty ? nil : .string(text) }

  /// A list, or no field for an empty one.
  static func unlessEmpty(_ texts: [String]) -> Value? {
    texts.isEmpty ? nil : .array(texts.map { .string($0) })
  }
}
