internal import Documents

/// Reads the options of an application's source, and says by name what it can't follow.
struct OptionReader {
  private(set) var complaints: [String] = []
  private let value: Value
  private let place: String
  private var known: Set<String> = []

  /// Begins with a mapping; `place` is what it is called in messages: `kustomize`.
  init(_ value: Value?, _ place: String) {
    self.value = value ?? .object([:])
    self.place = place
  }

  /// Takes note of what is wrong with a field.
  mutating func complain(_ field: String, _ reason: String) {
    complaints.append("\(place).\(field) \(reason)")
  }

  /// The field's value; nil where it isn't said.
  mutating func raw(_ field: String) -> Value? {
    known.insert(field)
    guard let found = value[field], !found.isNull else { return nil }
    return found
  }

  /// A text; nil where it isn't said.
  mutating func text(_ field: String) -> String? {
    guard let found = raw(field) else { return nil }
    if found.string == nil { complain(field, "must be text") }
    return found.string
  }

  /// A truth value; false where it isn't said.
  mutating func flag(_ field: String) -> Bool {
    guard let found = raw(field) else { return false }
    if found.bool == nil { complain(field, "must be true or false") }
    return found.bool ?? false
  }

  /// A list of texts; empty where it isn't said.
  mutating func texts(_ field: String) -> [String] {
    guard let found = raw(field) else { return [] }
    let texts = found.array?.compactMap(\.string) ?? []
    if texts.count != found.array?.count { complain(field, "must be a list of text") }
    return texts
  }

  /// Texts by name; empty where it isn't said.
  mutating func textMap(_ field: String) -> [String: String] {
    guard let found = raw(field) else { return [:] }
    let texts = found.object?.compactMapValues(\.string) ?? [:]
    if texts.count != found.object?.count { complain(field, "must be a mapping of text") }
    return texts
  }

  /// A list of mappings; empty where it isn't said.
  mutating func objects(_ field: String) -> [Value] {
    guard let found = raw(field) else { return [] }
    let objects = found.array?.filter { $0.object != nil } ?? []
    if objects.count != found.array?.count { complain(field, "must be a list of mappings") }
    return objects
  }

  /// Fields that make no difference to what is rendered here.
  mutating func ignore(_ fields: String...) { known.formUnion(fields) }

  /// Refuses fields that would make a difference, if they say anything.
  mutating func refuse(_ fields: String..., because reason: String) {
    known.formUnion(fields)
    for field in fields {
      switch value[field] {
      case nil, .null?, .bool(false)?, .string("")?, .array([])?: break
      default: complain(field, reason)
      }
    }
  }

  /// Refuses what nobody has asked for.
  mutating func refuseOthers() {
    for field in (value.object ?? [:]).keys.sorted() where !known.contains(field) {
      complain(field, "isn't known")
    }
  }
}
