import Documents

/// The descriptions of the built-in kinds.
///
/// They are written in a notation of their own, a line for each type: `Type: field:type …`. A type
/// is a scalar, the name of another type, `[type]` for a list or `{type}` for a map; `any` is
/// anything. `*` behind a field's name makes it required, `=` behind a type's name makes it one
/// value. Behind a list's type, `@name` says by which fields its elements are told apart, `@set`
/// that they are by their values; `~` marks what a strategic merge patch may say the keys of. Lines
/// that begin with a space continue the one before.
struct BuiltInSchemas: Sendable {
  static let all = BuiltInSchemas(pods + "\n" + workloads + "\n" + core + "\n" + cluster)

  /// In the order in which they are written.
  private(set) var names: [String] = []
  private var schemas: [String: Schema] = [:]
  private var lines: [String: (fields: [Substring], isAtomic: Bool)] = [:]

  subscript(name: String) -> Schema? { schemas[name] }

  init(_ text: String) {
    var current = ""
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ")
      if !line.hasPrefix(" "), let head = words.first?.dropLast() {
        words.removeFirst()
        current = String(head.hasSuffix("=") ? head.dropLast() : head)
        names.append(current)
        lines[current] = ([], head.hasSuffix("="))
      }
      lines[current]?.fields += words
    }
    for name in names { _ = resolve(name) }
  }

  private mutating func resolve(_ name: String) -> Schema {
    if let known = schemas[name] { return known }
    guard let line = lines[name] else { return .any }
    var fields: [String: Schema.Field] = [:]
    for word in line.fields {
      let halves = word.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let isRequired = halves[0].hasSuffix("*")
      var type = halves[1]
      let retainsKeys = type.hasSuffix("~")
      if retainsKeys { type.removeLast() }
      fields[String(isRequired ? halves[0].dropLast() : halves[0])] = Schema.Field(
        schema: schema(type), isRequired: isRequired, retainsKeys: retainsKeys)
    }
    let schema = Schema(.structure(fields), name: name, isAtomic: line.isAtomic)
    schemas[name] = schema
    return schema
  }

  private mutating func schema(_ text: Substring) -> Schema {
    if let scalar = Schema.Scalar(rawValue: String(text)) { return Schema(.scalar(scalar)) }
    if text == "any" { return .any }
    if text.hasPrefix("{") { return Schema(.map(schema(text.dropFirst().dropLast()))) }
    guard text.hasPrefix("["), let end = text.lastIndex(of: "]") else {
      return resolve(String(text))
    }
    let element = schema(text[text.index(after: text.startIndex)..<end])
    let keys = text[text.index(after: end)...].dropFirst()
    let type: Schema.ListType =
      keys.isEmpty
      ? .atomic : keys == "set" ? .set : .map(keys.split(separator: ",").map(String.init))
    return Schema(.list(element, type))
  }
}
