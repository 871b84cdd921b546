/// The name of an image in its parts.
struct ImageName: Hashable {
  var name: String
  var tag: String
  var digest: String

  /// Takes `registry:5000/name:tag@digest` apart.
  init(_ text: String) {
    // A colon before the first slash belongs to the registry.
    let start = text.firstIndex(of: "/").flatMap { $0 == text.startIndex ? nil : $0 }
    let rest = text[(start ?? text.startIndex)...]
    let at = rest.firstIndex(of: "@")
    let colon = rest.firstIndex(of: ":").flatMap { colon in
      at.map { colon < $0 } ?? true ? colon : nil
    }
    name = String(text[..<(colon ?? at ?? text.endIndex)])
    tag = colon.map { String(text[text.index(after: $0)..<(at ?? text.endIndex)]) } ?? ""
    digest = at.map { String(text[text.index(after: $0)...]) } ?? ""
  }

  var text: String {
    name + (tag.isEmpty ? "" : ":\(tag)") + (digest.isEmpty ? "" : "@\(digest)")
  }

  /// Whether an image is the one of that name, with any tag or digest.
  ///
  /// As in kustomize, the name is a pattern, and a dot in it stands for any character.
  static func matches(_ image: String, name: String) -> Bool {
    if name.utf8.contains(where: isOperator), let pattern = try? Regex<AnyRegexOutput>(name),
      let match = try? pattern.prefixMatch(in: image)
    {
      return isTagAndDigest(Array(image[match.range.upperBound...].utf8)[...])
    }
    let (image, name) = (Array(image.utf8), Array(name.utf8))
    guard image.count >= name.count else { return false }
    for (index, byte) in name.enumerated() where byte != image[index] {
      guard byte == UInt8(ascii: "."), image[index] != UInt8(ascii: "\n") else { return false }
    }
    return isTagAndDigest(image[name.count...])
  }

  private static func isTagAndDigest(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: ":") {
      rest = rest.dropFirst().drop(while: isTagCharacter)
    }
    let digest = Array("@sha256:".utf8)
    if rest.starts(with: digest) {
      rest = rest.dropFirst(digest.count).drop(while: isTagCharacter)
    }
    return rest.isEmpty
  }

  /// Whether a character means something in a pattern, beside the dot.
  private static func isOperator(_ byte: UInt8) -> Bool {
    "\\+*?()|[]^$".utf8.contains(byte)
  }

  private static func isTagCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
