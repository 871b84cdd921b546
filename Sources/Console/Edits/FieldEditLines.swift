import Documents
import GitOps
import TUI

/// A field that changes, as lines: what was there and what is there then.
struct FieldEditLines {
  let edit: FieldEdit
  /// The columns for it, less its margin.
  let width: Int
  /// How far it stands in.
  let margin: Int

  func add(depth: Int, to page: inout Page) {
    let (sign, role): (String, Role) =
      edit.before == nil ? ("+", .added) : edit.after == nil ? ("-", .removed) : ("~", .changed)
    let path = edit.path.isRoot ? "the whole object" : "\(edit.path)"
    let space = StyledText(String(repeating: " ", count: margin))
    var head = StyledText("\(sign) ", role)
    head.append(path, .yamlKey)
    // Short values stand beside their field, others below it.
    if let brief, DisplayWidth.of(path) + brief.width + 4 <= width {
      return page.add(space + head + StyledText(": ") + brief, depth: depth)
    }
    page.add(space + head, depth: depth)
    let field = FieldComparison.Field(
      label: "", live: edit.before, git: edit.after, result: edit.after)
    // One below the other, whatever the width: the values are long.
    for line in FieldComparison(width: 0, columns: .two).lines(field).dropFirst() {
      page.add(space + StyledText("  ") + line, depth: depth + 1)
    }
  }

  private var brief: StyledText? {
    guard edit.before.map(\.isBrief) ?? true, edit.after.map(\.isBrief) ?? true else { return nil }
    switch (edit.before, edit.after) {
    case (let before?, let after?):
      var text = StyledText(before.brief, Role.removed)
      text.append(" → ", .muted)
      text.append(after.brief, .added)
      return text
    case (let before?, nil): return StyledText(before.brief, Role.removed)
    case (nil, let after?): return StyledText(after.brief, Role.added)
    case (nil, nil): return nil
    }
  }
}

extension Value {
  /// Whether it has a place on one line: no parts, and no ends of lines.
  fileprivate var isBrief: Bool {
    guard object?.isEmpty ?? true, array?.isEmpty ?? true else { return false }
    return string.map { !$0.contains(where: \.isNewline) } ?? true
  }

  /// On one line: a text as it is where that is plain, anything else as JSON.
  var brief: String {
    guard let string, !string.isEmpty, !string.contains(where: \.isNewline),
      string.first != " ", string.last != " ", !string.looksLikeAnotherValue
    else { return json }
    return string
  }
}

extension String {
  /// Whether without quotes it would be a number, a truth or nothing: `"5"` isn't 5.
  fileprivate var looksLikeAnotherValue: Bool {
    Double(self) != nil || ["true", "false", "null"].contains(self)
  }
}
