import Documents
import YAML

/// How a replacement cuts its value out of a text, or puts it into one.
struct ReplacementOptions {
  /// What divides the text; nil takes it as a whole.
  private let delimiter: String?
  /// Which part of the text.
  private let index: Int
  /// Whether fields are made that aren't there.
  let creates: Bool

  init(_ node: YAMLNode?) {
    delimiter = node?.text("delimiter")
    index = node?["index"]?.value.integer.flatMap { Int(exactly: $0) } ?? 0
    creates = node?.flag("create") ?? false
  }

  /// What a replacement puts in the place of something.
  struct Content {
    var value: Value
    /// The value's text as it was written; empty for lists and mappings.
    var text: String
  }

  /// What a source's value comes to.
  func part(of content: Content) throws(FieldPath.Failure) -> Content {
    guard let delimiter else { return content }
    let value = content.value
    guard value.array == nil, value.object == nil else { throw Self.notText(value) }
    let parts = Self.split(content.text, delimiter)
    guard parts.indices.contains(index) else {
      throw FieldPath.Failure(
        reason: "there is no part \(index) of \"\(content.text)\", divided by \"\(delimiter)\"")
    }
    return Content(value: Self.retyped(parts[index], like: value), text: parts[index])
  }

  /// Puts a value into a target, which keeps the type it has.
  func put(_ content: Content, into target: inout FieldPath.Target) throws(FieldPath.Failure) {
    let isScalar = target.value.array == nil && target.value.object == nil
    guard let delimiter else {
      target.value = isScalar ? try Self.text(content.text, for: target) : content.value
      return
    }
    guard isScalar else { throw Self.notText(target.value) }
    var parts = Self.split(target.value.scalarText, delimiter)
    if index < 0 {
      parts.insert(content.text, at: 0)
    } else if index >= parts.count {
      parts.append(content.text)
    } else {
      parts[index] = content.text
    }
    target.value = try Self.text(parts.joined(separator: delimiter), for: target)
  }

  /// The text as a value of the type that the target has.
  private static func text(
    _ text: String, for target: FieldPath.Target
  ) throws(FieldPath.Failure) -> Value {
    if target.isNewScalar { return .resolved(text) }
    if text.isEmpty, target.value.isNull { return "" }
    let value = Value.resolved(text)
    switch (target.value, value) {
    case (.string, _): return .string(text)
    case (.bool, .bool), (.null, .null), (.integer, .integer), (.largeInteger, .integer),
      (.integer, .largeInteger), (.largeInteger, .largeInteger), (.double, .integer),
      (.double, .double):
      return value
    default:
      throw FieldPath.Failure(
        reason: "it holds \(target.value.typeInWords), and \"\(text)\" is none")
    }
  }

  /// A part of a scalar's text: of the scalar's type, if it can be.
  private static func retyped(_ text: String, like value: Value) -> Value {
    if case .string = value { return .string(text) }
    return .resolved(text)
  }

  private static func split(_ text: String, _ delimiter: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let range = rest.firstRange(of: delimiter) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }

  private static func notText(_ value: Value) -> FieldPath.Failure {
    FieldPath.Failure(reason: "a delimiter divides text, and this is \(value.kindInWords)")
  }
}

extension Value {
  fileprivate var typeInWords: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .integer, .largeInteger: "an integer"
    case .double: "a number"
    case .string: "text"
    case .array, .object: kindInWords
    }
  }
}
