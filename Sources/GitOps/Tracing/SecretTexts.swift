internal import Documents

/// Texts that Secrets hold, to be left out of what is shown of files.
public struct SecretTexts: Hashable, Sendable {
  private var texts: Set<String> = []

  /// Makes a set of none.
  public init() {}

  /// What stands in the place of a secret.
  private static let mask = "•••"
  /// What is shorter is only hidden where it is all of a value.
  private static let short = 4

  /// The texts of all Secrets that renderings have.
  static func inObjects(of stacks: [RenderedStack]) -> SecretTexts {
    var result = SecretTexts()
    for manifest in stacks.flatMap(\.manifests)
    where manifest.object.kind == "Secret" && manifest.object.group.isEmpty {
      for value in (TracedObject(manifest).value["data"]?.object ?? [:]).values {
        guard let encoded = value.string else { continue }
        result.texts.insert(encoded)
        guard let bytes = Base64.decode(encoded) else { continue }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        result.texts.formUnion(lines.map { String($0.drop { $0 == " " }) })
      }
    }
    result.texts.remove("")
    return result
  }

  /// A line without what is secret in it.
  public func masked(_ line: String) -> String {
    var line = line
    for text in texts.sorted(by: { $0.count > $1.count }) where line.contains(text) {
      if text.count >= Self.short {
        line = line.replacing(text, with: Self.mask)
      } else if let start = line.lastIndex(where: { $0 == ":" || $0 == "=" }) {
        let value = line[line.index(after: start)...]
        let bare = value.filter { !"\"' ".contains($0) }
        if bare == text { line = line[...start] + " " + Self.mask }
      }
    }
    return line
  }
}
