internal import Documents
internal import Kubernetes

extension GitMessage {
  /// The message for a change: what it is in the first line, and below it why, the fields as they
  /// were and are to be, and what it was in the cluster.
  ///
  /// What Secrets hold isn't said. `emergency` is the entry of the ledger that the change was first
  /// made under.
  public init(_ request: GitRequest, reason: String = "", emergency: String? = nil) {
    let object = "\(request.object.kind) \(request.object.name)"
    var paragraphs: [String] = []
    let reason = Self.printable(reason)
    if !reason.isEmpty { paragraphs.append(reason) }
    switch request.change {
    case .deletion: subject = "Remove \(object)"
    case .fields(let edits):
      subject = Self.subject(edits, object, isSecret: request.isSecret)
      let lines = edits.map { edit in
        "  \(edit.path): \(Self.words(edit.before, edit.path, request))"
          + " → \(Self.words(edit.after, edit.path, request))"
      }
      if !lines.isEmpty { paragraphs.append("\(object):\n" + lines.joined(separator: "\n")) }
    }
    if let emergency { paragraphs.append("Emergency edit: \(Self.printable(emergency))") }
    self.paragraphs = paragraphs
  }

  private static func subject(_ edits: [FieldEdit], _ object: String, isSecret: Bool) -> String {
    guard edits.count == 1, let edit = edits.first else {
      return "Change \(edits.count) fields of \(object)"
    }
    let field = edit.path.steps.last.map { FieldPath([$0]).description } ?? "it"
    guard let after = edit.after else { return shortened("Remove \(field) of \(object)") }
    let isPlain = after.array == nil && after.object == nil && !isSecret
    let value = isPlain ? " to \(words(after))" : ""
    return shortened("Set \(field) of \(object)\(value)")
  }

  private static func words(_ value: Value?, _ path: FieldPath, _ request: GitRequest) -> String {
    guard let value else { return "nothing" }
    return request.isSecret(path) ? "•••" : words(value)
  }

  private static func words(_ value: Value) -> String {
    shortened(printable(value.string ?? value.json), to: 200)
  }

  /// One line, with what a terminal would take for commands left out.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control ? " " : scalar
        }))
  }

  private static func shortened(_ text: String, to most: Int = 72) -> String {
    text.count <= most ? text : text.prefix(most - 1) + "…"
  }
}

extension GitRequest {
  /// Whether the object is a Secret.
  var isSecret: Bool { object.kind == "Secret" && object.group.isEmpty }

  /// Whether a field holds what a Secret keeps.
  public func isSecret(_ path: FieldPath) -> Bool {
    isSecret
      && (path.isRoot || FieldPath(["data"]).contains(path)
        || FieldPath(["stringData"]).contains(path))
  }

  /// A name for the branch of the change: `duet/deployment-web-image`.
  public var branch: String {
    let field: String =
      switch change {
      case .deletion: "removed"
      case .fields(let edits):
        edits.count == 1
          ? edits[0].path.steps.reversed().lazy.compactMap { step in
            if case .field(let name) = step { name } else { nil }
          }.first ?? "fields" : "fields"
      }
    let text = "\(object.kind)-\(object.name.name)-\(field)".lowercased()
    let safe = text.map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == "-") ? letter : "-"
    }
    return "duet/" + String(safe.prefix(80))
  }
}
