internal import Documents
internal import YAML

/// The text that is edited: the objects as YAML documents, with what a person has to know above.
public struct EditText: Hashable, Sendable {
  /// The objects, in the order of their documents.
  public let objects: [OpenedObject]
  /// Where they are, for the heading: the context; empty for nothing to say.
  public let place: String

  /// Makes the text of objects.
  public init(_ objects: [OpenedObject], place: String = "") {
    self.objects = objects
    self.place = place
  }

  /// The text as an editor first shows it.
  public var text: String { heading + documents }

  /// The documents alone, without the heading.
  var documents: String {
    objects.map { object in
      let comments =
        objects.count == 1
        ? "" : comments(["\(object.key)"] + object.owners.map { "  \($0)" })
      return comments + object.shown.yaml
    }
    .joined(separator: "---\n")
  }

  private var heading: String {
    let isAboutSecrets = objects.contains { SecretTexts.isSecret($0.document) }
    var lines: [String] = []
    if objects.count == 1, let object = objects.first {
      lines.append("\(object.key)" + (place.isEmpty ? "" : " of \(place)"))
      lines += object.owners.map { "  \($0)" }
    } else {
      lines.append("\(objects.count) objects" + (place.isEmpty ? "" : " of \(place)"))
      lines.append("Leave a document out to leave its object as it is.")
    }
    lines.append("What you save is compared, tried and shown to you before anything is sent.")
    lines.append("Save it empty to change nothing.")
    if isAboutSecrets {
      lines.append(
        "Texts of a Secret stand in stringData as they are; what is no text stays in data.")
    }
    return comments(lines)
  }

  /// Comments of one line each, whatever names and owners say.
  private func comments(_ lines: [String]) -> String {
    lines.map { line in
      "# " + line.map { $0.isNewline ? " " : String($0) }.joined() + "\n"
    }
    .joined()
  }

  // MARK: Saying what is wrong

  private static let mark = "#! "

  /// The text with what is wrong with it above, in the place of what was wrong before.
  ///
  /// The line that is named is the one that it has become by that.
  public static func noting(_ problem: EditProblem, in text: String) -> String {
    let (old, rest) = withoutProblems(text)
    let reasons = problem.reason.split(whereSeparator: \.isNewline)
    let shift = max(1, reasons.count) - old
    let line = problem.line.map { "line \($0 + shift): " } ?? ""
    let notes = reasons.enumerated().map { mark + ($0.offset == 0 ? line : "  ") + $0.element }
    return (notes.isEmpty ? [mark + line] : notes).map { "\($0)\n" }.joined() + rest
  }

  /// The text without what was said to be wrong with it, and how many lines that was.
  static func withoutProblems(_ text: String) -> (count: Int, rest: String) {
    var rest = text[...]
    var count = 0
    while rest.hasPrefix("#!") {
      let end = rest.firstIndex(where: \.isNewline)
      rest = end.map { rest[rest.index(after: $0)...] } ?? ""
      count += 1
    }
    return (count, String(rest))
  }
}
