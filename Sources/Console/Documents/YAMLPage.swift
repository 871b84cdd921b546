import Documents
import Kubernetes
import TUI
import YAML

/// An object as YAML, as the cluster has it, less what managers keep for themselves.
struct YAMLPage {
  let key: ObjectKey
  let subject: ClusterState.Subject
  let revealsSecrets: Bool

  var lines: [DocumentLine] {
    var page = Page()
    if let error = subject.error {
      page.add(StyledText("# \(error.summary)", Role.error))
      if let advice = error.advice { page.add(StyledText("# \(advice)", Role.muted)) }
    }
    guard var object = subject.value else {
      if subject.error == nil {
        page.add(
          StyledText(
            subject.isGone ? "# \(key) isn't there any more" : "# waiting for \(key) …",
            Role.yamlComment))
      }
      return page.lines
    }
    if subject.isGone {
      page.add(StyledText("# this object is gone; it was last seen so", Role.warning))
    }
    object["metadata"]?["managedFields"] = nil
    let isSecret = key.kind.group.isEmpty && key.kind.kind == "Secret"
    if isSecret, !revealsSecrets {
      page.add(StyledText("# values are masked; x shows them", Role.yamlComment))
      object = Self.masked(object)
    }
    return page.lines
      + YAMLWriter().lines(for: object).map { line in
        DocumentLine(
          Self.styled(line.text), depth: line.depth, anchor: "\(line.pointer)")
      }
  }

  /// Neither the data nor what the last client-side apply kept of it.
  private static func masked(_ secret: Value) -> Value {
    var secret = secret
    for field in ["data", "stringData"] {
      guard case .object(let values) = secret[field] else { continue }
      secret[field] = .object(values.mapValues { _ in .string("••••••••") })
    }
    let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
    if secret["metadata"]?["annotations"]?[lastApplied] != nil {
      secret["metadata"]?["annotations"]?[lastApplied] = .string("••••••••")
    }
    return secret
  }

  /// Colours a line by what its parts are.
  private static func styled(_ line: String) -> StyledText {
    var rest = Substring(line)
    var text = StyledText()
    let indent = rest.prefix { $0 == " " }
    text.append(String(indent))
    rest = rest.dropFirst(indent.count)
    while rest.hasPrefix("- ") {
      text.append("- ", .yamlPunctuation)
      rest = rest.dropFirst(2)
    }
    if let colon = endOfKey(rest) {
      text.append(String(rest[..<colon]), .yamlKey)
      text.append(":", .yamlPunctuation)
      rest = rest[rest.index(after: colon)...]
    }
    text.append(String(rest), role(of: rest.drop { $0 == " " }))
    return text
  }

  /// Where the colon of a key stands; nil for a line without a key, such as one of a block of text.
  private static func endOfKey(_ text: Substring) -> Substring.Index? {
    if text.first == "\"" || text.first == "'" {
      guard let quote = text.first,
        let end = text.dropFirst().firstIndex(of: quote)
      else { return nil }
      let after = text.index(after: end)
      return after < text.endIndex && text[after] == ":" ? after : nil
    }
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let after = text.index(after: colon)
    guard after == text.endIndex || text[after] == " " else { return nil }
    return text[..<colon].contains(" ") ? nil : colon
  }

  private static func role(of value: Substring) -> Role {
    guard let first = value.first else { return .text }
    if first == "\"" || first == "'" { return .yamlString }
    if value == "true" || value == "false" || value == "null" { return .yamlNumber }
    if first.isNumber || first == "-", Double(value) != nil { return .yamlNumber }
    return .yamlValue
  }
}
