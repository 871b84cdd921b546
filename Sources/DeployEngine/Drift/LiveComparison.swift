internal import Documents

/// Compares what Git says of an object with what is there, without asking the server.
///
/// Finding nothing means that they agree: every field that Git says has the value it says, in
/// whatever way it is written. Finding something means only that the server has to be asked: it
/// knows what is a default, and what another way to say the same. Fields that Git doesn't say are
/// passed over, as applying does, except where a list or a map is one value as a whole.
struct LiveComparison {
  /// The places that differ, the first few.
  private(set) var fields: [ObjectDrift.Field] = []
  /// How many places there are.
  private(set) var count = 0

  private let isBuiltIn: Bool
  private let hidesValues: Bool

  static let mostFields = 8

  /// Compares two objects, both as `NormalForm` makes them.
  init(desired: Value, live: Value, isBuiltIn: Bool, hidesValues: Bool) {
    self.isBuiltIn = isBuiltIn
    self.hidesValues = hidesValues
    compare(desired, live, "", "", isAmount: false)
  }

  private mutating func compare(
    _ desired: Value, _ live: Value?, _ name: String, _ label: String, isAmount: Bool
  ) {
    switch desired {
    case .null:
      if let live, !live.isNull { note(desired, live, label) }
    case .object(let fields): compare(fields, live, name, label)
    case .array(let elements): compare(elements, live, name, label)
    case .bool, .integer, .largeInteger, .double, .string:
      let isSame = Self.isSame(desired, live, isAmount: isBuiltIn && isAmount)
      if !isSame { note(desired, live, label) }
    }
  }

  // MARK: Maps

  private mutating func compare(
    _ desired: [String: Value], _ live: Value?, _ name: String, _ label: String
  ) {
    guard let found = live?.object else {
      // The server leaves out maps of texts that are empty.
      let isLeftOut =
        isBuiltIn && desired.isEmpty && live == nil
        && ["labels", "annotations", "nodeSelector", "data", "limits", "requests"].contains(name)
      if !isLeftOut { note(.object(desired), live, label) }
      return
    }
    if isBuiltIn, ListKeys.isAtomic(map: name) {
      if !isExactly(.object(desired), .object(found)) { note(.object(desired), live, label) }
      return
    }
    let isAmounts = ListKeys.isAmounts(map: name)
    for key in desired.keys.sorted() {
      compare(
        desired[key] ?? .null, found[key], key, "\(label)/\(key)",
        isAmount: isAmounts || ListKeys.isAmount(key))
    }
  }

  // MARK: Lists

  private mutating func compare(
    _ desired: [Value], _ live: Value?, _ name: String, _ label: String
  ) {
    guard let found = live?.array else {
      if !(isBuiltIn && desired.isEmpty && live == nil) { note(.array(desired), live, label) }
      return
    }
    guard isBuiltIn, let keys = ListKeys.keys(ofList: name, desired),
      let wanted = Self.index(desired, keys), let there = Self.index(found, keys)
    else {
      if !isExactly(.array(desired), .array(found)) { note(.array(desired), live, label) }
      return
    }
    var last = -1
    for element in desired {
      guard let identity = ListKeys.identity(of: element, keys), wanted[identity] != nil else {
        continue
      }
      let place = "\(label)[\(ListKeys.label(identity))]"
      guard let index = there[identity] else {
        note(element, nil, place)
        continue
      }
      // Elements of others may stand between ours, but ours keep their order.
      if index < last { note(.array(desired), live, label) }
      last = max(last, index)
      compare(element, found[index], name, place, isAmount: false)
    }
  }

  /// The places of elements by their keys; nil where keys are missing or the same twice.
  private static func index(_ elements: [Value], _ keys: [String]) -> [[Value]: Int]? {
    var index: [[Value]: Int] = [:]
    for (place, element) in elements.enumerated() {
      guard let identity = ListKeys.identity(of: element, keys),
        index.updateValue(place, forKey: identity) == nil
      else { return nil }
    }
    return index
  }

  // MARK: Values

  /// Whether two values are the same as a whole.
  private func isExactly(_ desired: Value, _ live: Value) -> Bool {
    switch (desired, live) {
    case (.object(let a), .object(let b)):
      for (key, value) in a where !value.isNull {
        guard let other = b[key], isExactly(value, other) else { return false }
      }
      for (key, value) in b where a[key] == nil {
        guard value.isNull || isBuiltIn && ListKeys.isDefault(key, value) else { return false }
      }
      return true
    case (.array(let a), .array(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { isExactly($0, $1) }
    default: return Self.isSame(desired, live, isAmount: false)
    }
  }

  private static func isSame(_ a: Value, _ b: Value?, isAmount: Bool) -> Bool {
    guard let b else { return false }
    if a == b { return true }
    if let x = number(a), let y = number(b) { return x == y }
    guard isAmount, let x = amount(a), let y = amount(b) else { return false }
    return abs(x - y) <= 1e-12 * max(abs(x), abs(y))
  }

  private static func number(_ value: Value) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  private static func amount(_ value: Value) -> Double? {
    value.string.flatMap { Quantity.value($0) } ?? number(value)
  }

  private mutating func note(_ desired: Value, _ live: Value?, _ label: String) {
    count += 1
    guard fields.count < Self.mostFields else { return }
    fields.append(
      hidesValues && label.hasPrefix("/data")
        ? ObjectDrift.Field(
          label: label, live: live.map { _ in "•••" }, desired: desired.isNull ? nil : "•••")
        : ObjectDrift.Field(
          label: label, live: live.map(FieldText.short),
          desired: desired.isNull ? nil : FieldText.short(desired)))
  }
}

/// Keeps what is shown of a value small.
enum FieldText {
  private static let longest = 160

  /// The value, or the beginning of its text where it is a long one.
  static func short(_ value: Value) -> Value {
    switch value {
    case .string(let text):
      return text.utf8.count <= longest ? value : .string("\(text.prefix(longest))…")
    case .object, .array:
      let text = value.json
      return text.utf8.count <= longest ? value : .string("\(text.prefix(longest))…")
    case .null, .bool, .integer, .largeInteger, .double: return value
    }
  }
}
