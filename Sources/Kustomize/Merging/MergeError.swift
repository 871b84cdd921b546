import Documents

/// Why a strategic merge patch doesn't apply to an object.
struct MergeError: Error, Hashable {
  /// What was wrong.
  enum Reason: Hashable {
    /// Two values that can't be merged; what the object has there, and what the patch has.
    case mismatch(object: String, patch: String)
    /// `$patch` says something else than delete, merge or replace.
    case unknownDirective(String)
    /// A list that is merged by keys has an element without fields.
    case notAnElement(String)
  }

  /// What was wrong.
  var reason: Reason
  /// Where in the object.
  var place: Pointer
}

extension MergeError: CustomStringConvertible {
  var description: String {
    let place = place.isRoot ? "the object" : "\(place)"
    return switch reason {
    case .mismatch(let object, let patch):
      "\(place) is \(object), and the patch has \(patch) there"
    case .unknownDirective(let word):
      "\"$patch: \(word)\" in \(place) is neither delete, merge nor replace"
    case .notAnElement(let kind):
      "\(place) is merged by its elements' fields, and has \(kind) in it"
    }
  }
}

extension Value {
  /// What this is, for a person.
  var kindInWords: String {
    switch self {
    case .null: "null"
    case .bool, .integer, .largeInteger, .double, .string: "a plain value"
    case .array: "a list"
    case .object: "a mapping"
    }
  }

  /// The text of a scalar, as YAML would have it without quotes; empty for lists and mappings.
  var scalarText: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .largeInteger(let digits): digits
    case .double(let number): number.description
    case .string(let text): text
    case .array, .object: ""
    }
  }
}
