import Emergencies
import GitOps
import TUI

extension Forecast {
  /// What it says, the soonest first, as lines of a question; fields only where they fare differently.
  var styledLines: [StyledText] {
    var lines = self.lines.map { line in
      let (glyph, role) = line.urgency.sign
      let paths = line.fields.map(\.description)
      guard !paths.isEmpty, paths.count < fields.count else {
        return StyledText("\(glyph) \(line.words)", role)
      }
      let more = paths.count > 2 ? " and \(paths.count - 2) more" : ""
      let names = paths.prefix(2).joined(separator: ", ")
      return StyledText("\(glyph) \(names)\(more): \(line.words)", role)
    }
    lines += gaps.map { StyledText("? \($0)", Role.warning) }
    return lines
  }
}
