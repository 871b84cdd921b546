import Documents

/// The short hash that names the replica sets and revisions of a workload after their template.
enum TemplateHash {
  /// The hash of a template: the same for equal templates, in every run of the program.
  static func hash(_ template: Value) -> String {
    var hash: UInt32 = 2_166_136_261
    add(template, to: &hash)
    // Kubernetes writes the hash's decimal digits in letters that spell no words.
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789".utf8)
    let digits = String(hash).utf8.map { alphabet[Int($0) % alphabet.count] }
    return String(decoding: digits, as: UTF8.self)
  }

  private static func add(_ value: Value, to hash: inout UInt32) {
    switch value {
    case .null: add("~", to: &hash)
    case .bool(let flag): add(flag ? "t" : "f", to: &hash)
    case .integer(let number): add("i\(number)", to: &hash)
    case .largeInteger(let digits): add("i" + digits, to: &hash)
    case .double(let number): add("d\(number)", to: &hash)
    case .string(let text): add("s" + text, to: &hash)
    case .array(let elements):
      add("[", to: &hash)
      for element in elements { add(element, to: &hash) }
    case .object(let fields):
      add("{", to: &hash)
      for key in fields.keys.sorted() {
        add(key, to: &hash)
        add(fields[key] ?? .null, to: &hash)
      }
    }
  }

  private static func add(_ text: String, to hash: inout UInt32) {
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    hash = (hash ^ 0xFF) &* 16_777_619
  }
}
