import Kubernetes
import TUI

/// The edits by hand that aren't over, as a page: a line each, the newest first.
struct EditsPage {
  let edits: [EditFlow.ID: EditFlow]
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    guard !edits.isEmpty else {
      page.addSentence(
        StyledText("nothing is being edited; e on an object does that", Role.muted), indent: 0)
      return page.lines
    }
    for (id, flow) in edits.sorted(by: { $0.key.number > $1.key.number }) {
      page.add(StyledText(" \(flow.keys.words)"), anchor: Self.anchor(of: id))
    }
    return page.lines
  }

  /// The edit that a line is about.
  static func edit(at anchor: String) -> EditFlow.ID? {
    guard anchor.hasPrefix("edit ") else { return nil }
    return Int(anchor.dropFirst(5)).map { EditFlow.ID($0) }
  }

  private static func anchor(of id: EditFlow.ID) -> String { "edit \(id.number)" }
}
