extension LabelSelector {
  /// Reads `app=web,tier in (a,b),!canary` as the `labelSelector` parameter has it.
  init(_ text: String?) throws(APIFailure) {
    self.init(requirements: [])
    var reader = Reader(text ?? "")
    while !reader.isAtEnd {
      guard let requirement = reader.requirement() else {
        throw .badRequest(
          "unable to parse requirement: found '\(reader.rest)', in selector '\(text ?? "")'")
      }
      requirements.append(requirement)
      guard reader.isAtEnd || reader.take(",") else {
        throw .badRequest(
          "found '\(reader.rest)', expected: ',' or 'end of string'")
      }
    }
  }

  private struct Reader {
    private var text: Substring

    init(_ text: String) {
      self.text = text[...]
      skipSpace()
    }

    var isAtEnd: Bool { text.isEmpty }
    var rest: String { String(text) }

    mutating func take(_ sign: String) -> Bool {
      guard text.hasPrefix(sign) else { return false }
      text = text.dropFirst(sign.count)
      skipSpace()
      return true
    }

    mutating func requirement() -> LabelSelector.Requirement? {
      if take("!") {
        guard let key = word() else { return nil }
        return Requirement(key: key, condition: .doesNotExist)
      }
      guard let key = word() else { return nil }
      if isAtEnd || text.first == "," { return Requirement(key: key, condition: .exists) }
      if take("!=") { return Requirement(key: key, condition: .noneOf([word() ?? ""])) }
      if take("==") || take("=") {
        return Requirement(key: key, condition: .oneOf([word() ?? ""]))
      }
      if take(">") {
        return word().flatMap { Int64($0) }.map {
          Requirement(key: key, condition: .greaterThan($0))
        }
      }
      if take("<") {
        return word().flatMap { Int64($0) }.map { Requirement(key: key, condition: .lessThan($0)) }
      }
      let operation = word()
      guard operation == "in" || operation == "notin", let values = values() else { return nil }
      return Requirement(
        key: key, condition: operation == "in" ? .oneOf(values) : .noneOf(values))
    }

    private mutating func values() -> Set<String>? {
      guard take("(") else { return nil }
      var values: Set<String> = []
      repeat { values.insert(word() ?? "") } while take(",")
      return take(")") ? values : nil
    }

    private mutating func word() -> String? {
      let word = text.prefix { $0.isLetter || $0.isNumber || "-_./".contains($0) }
      guard !word.isEmpty else { return nil }
      text = text.dropFirst(word.count)
      skipSpace()
      return String(word)
    }

    private mutating func skipSpace() { text = text.drop { $0 == " " || $0 == "\t" } }
  }
}
