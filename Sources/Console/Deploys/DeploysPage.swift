import DeployEngine
import Kubernetes
import TUI

/// The deploys since the start, as a page: those under way first.
struct DeploysPage {
  let deploys: [Deploy.ID: Deploy]
  let now: Timestamp

  var lines: [DocumentLine] {
    let sorted = deploys.sorted { a, b in
      (a.value.isUnderWay ? 0 : 1, -a.key.number) < (b.value.isUnderWay ? 0 : 1, -b.key.number)
    }.filter { $0.value.start != nil }
    var page = Page()
    guard !sorted.isEmpty else {
      page.add(StyledText("nothing was deployed since this console was opened", Role.muted))
      return page.lines
    }
    for (id, deploy) in sorted {
      page.add(line(of: deploy), anchor: Self.anchor(of: id))
    }
    return page.lines
  }

  /// The deploy that a line is about.
  static func deploy(at anchor: String) -> Deploy.ID? {
    anchor.hasPrefix("deploy ") ? Int(anchor.dropFirst(7)).map { Deploy.ID($0) } : nil
  }

  private static func anchor(of id: Deploy.ID) -> String { "deploy \(id.number)" }

  private static func ending(_ changes: ChangeSet) -> (String, Role, String) {
    switch changes.ending {
    case .complete: ("✓", .success, "complete")
    case .cancelled: ("‖", .warning, "stopped")
    case .failed(let error): ("✖", .error, error.summary)
    }
  }

  private func line(of deploy: Deploy) -> StyledText {
    let (glyph, role, word): (String, Role, String) =
      switch deploy.phase {
      case .applying: ("◐", .progressing, deploy.step?.title ?? "beginning")
      case .stopping: ("‖", .warning, "stopping")
      case .finished(_, let changes): Self.ending(changes)
      case .planning, .unplannable, .planned: ("·", .muted, "")
      }
    var text = StyledText(" \(glyph) ", role)
    text.append(deploy.stackName.padded(to: 28), .strong)
    text.append("\(deploy.purpose.noun.lowercased()) ".padded(to: 10), .text)
    text.append("\(deploy.doneCount)/\(deploy.subjects.count)".padded(to: 9), .text)
    text.append(Age.text(seconds: deploy.elapsed(now: now)).padded(to: 8), .muted)
    text.append(word, role)
    return text
  }
}
