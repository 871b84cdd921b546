import Documents

/// Collects what is wrong with an object, in the words of the API.
struct Validator {
  private(set) var causes: [APIFailure.Cause] = []

  mutating func require(_ isThere: Bool, _ field: String, _ detail: String = "") {
    guard !isThere else { return }
    causes.append(
      APIFailure.Cause(
        reason: "FieldValueRequired",
        message: "Required value" + (detail.isEmpty ? "" : ": " + detail), field: field))
  }

  mutating func invalid(_ field: String, _ value: Value, _ detail: String) {
    causes.append(
      APIFailure.Cause(
        reason: "FieldValueInvalid", message: "Invalid value: \(value.json): \(detail)",
        field: field))
  }

  mutating func forbidden(_ field: String, _ detail: String) {
    causes.append(
      APIFailure.Cause(
        reason: "FieldValueForbidden", message: "Forbidden: \(detail)", field: field))
  }

  mutating func unsupported(_ field: String, _ value: Value, _ supported: [String]) {
    let list = supported.map { "\"\($0)\"" }.joined(separator: ", ")
    causes.append(
      APIFailure.Cause(
        reason: "FieldValueNotSupported",
        message: "Unsupported value: \(value.json): supported values: \(list)", field: field))
  }

  mutating func duplicate(_ field: String, _ value: Value) {
    causes.append(
      APIFailure.Cause(
        reason: "FieldValueDuplicate", message: "Duplicate value: \(value.json)", field: field))
  }

  mutating func notFound(_ field: String, _ value: Value) {
    causes.append(
      APIFailure.Cause(
        reason: "FieldValueNotFound", message: "Not found: \(value.json)", field: field))
  }

  mutating func oneOf(_ field: String, _ value: Value?, _ supported: [String]) {
    guard let value else { return }
    if let text = value.string, supported.contains(text) { return }
    unsupported(field, value, supported)
  }

  mutating func atLeastZero(_ field: String, _ value: Value?) {
    guard let number = value?.integer, number < 0 else { return }
    invalid(field, .integer(number), "must be greater than or equal to 0")
  }

  mutating func port(_ field: String, _ value: Value?) {
    guard let number = value?.integer, !(1...65_535).contains(number) else { return }
    invalid(field, .integer(number), "must be between 1 and 65535, inclusive")
  }

  mutating func immutable(_ field: String, _ old: Value?, _ new: Value?) {
    if old != new { invalid(field, new ?? .null, "field is immutable") }
  }
}
