import Kubernetes
import TUI

/// How a removal of pods goes, as a page: how many, and those that stay.
struct RemovalPage {
  let removal: PodRemoval
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    let count = removal.order.pods.count
    let done = removal.results.count
    let words = removal.order.way.participle
    switch removal.phase {
    case .running:
      page.add(StyledText("◐ \(done) of \(count) pods asked for", Role.progressing))
    case .stopping: page.add(StyledText("‖ stopping after those in hand …", Role.warning))
    case .over:
      page.add(
        StyledText(
          "✓ \(removal.removedCount) of \(count) pods \(words)",
          removal.removedCount == count ? Role.success : .warning))
      if done < count {
        page.add(StyledText("  \(count - done) weren't asked for", Role.warning))
      }
    }
    let failures = removal.failures
    guard !failures.isEmpty else { return page.lines }
    page.addSpace()
    page.section("Not \(words)", note: "\(failures.count)") { page in
      for (name, reason) in failures {
        page.addSentence(
          StyledText("  ✖ \(name): \(reason)", Role.error), depth: 1,
          object: ObjectKey(.pods, name))
      }
    }
    return page.lines
  }

  /// What stands above it.
  var title: String {
    let count = removal.order.pods.count
    return "\(removal.order.way.heading) \(count == 1 ? "1 pod" : "\(count) pods")"
  }
}

extension PodRemoval.Way {
  /// For what stands above a question or a page.
  var heading: String {
    switch self {
    case .normal, .now, .force: "Delete"
    case .evict: "Evict"
    case .cleanUp: "Clean up"
    }
  }
}
