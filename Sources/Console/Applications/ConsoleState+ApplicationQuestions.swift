import GitOps
import Kubernetes
import TUI

/// What is asked before something is asked of Argo CD.
extension ConsoleState {
  /// What has to be typed before something is asked for; nil for nothing.
  func phrase(of request: ApplicationRequest, _ answers: [RequestAnswer]) -> String? {
    guard case .delete(let cascade) = request, cascade != .none else { return nil }
    return answers.count == 1 ? answers[0].name.name : "delete \(answers.count)"
  }

  /// What stands above a question about applications.
  func title(of request: ApplicationRequest, _ answers: [RequestAnswer]) -> String {
    let words = Self.words(answers.map(\.name))
    return request.isDryRun ? "Dry run of \(words)" : "\(request.title) \(words)"
  }

  /// What a question about applications says.
  func text(of request: ApplicationRequest, _ answers: [RequestAnswer]) -> [StyledText] {
    let done = answers.filter { $0.problem == nil }
    let refused = answers.filter { $0.problem != nil }
    var lines = request.explanation(count: done.count).map { StyledText($0) }
    // What there is to know comes before what there is nothing to say of.
    let shown = (done.filter { !$0.notes.isEmpty } + done.filter(\.notes.isEmpty)).prefix(4)
    for answer in shown {
      lines.append(StyledText("  \(answer.name)", Role.strong))
      let notes = done.count == 1 ? answer.notes : answer.notes.prefix(1).map { $0.cut(to: 60) }
      lines += notes.prefix(4).map { StyledText("    ▲ \($0.firstLine)", Role.warning) }
    }
    if done.count > shown.count {
      lines.append(StyledText("  … and \(done.count - shown.count) more"))
    }
    if !refused.isEmpty {
      lines.append(StyledText("Left out:", Role.warning))
      for answer in refused.prefix(3) {
        let problem = (answer.problem ?? "").firstLine.cut(to: 60)
        lines.append(StyledText("  ✖ \(answer.name.name): \(problem)", Role.error))
      }
      if refused.count > 3 { lines.append(StyledText("  … and \(refused.count - 3) more")) }
    }
    lines.append(StyledText("in context \(cluster.id.context)", Role.warning))
    return lines
  }
}

extension ApplicationRequest {
  /// What is done, for the question whether to do it.
  fileprivate func explanation(count: Int) -> [String] {
    let its = count == 1 ? "its" : "their"
    switch self {
    case .sync(let sync):
      var lines = [
        sync.isDryRun
          ? "Argo CD tries what a sync would do, and changes nothing:"
          : "Argo CD makes the cluster as Git says, changes made by hand included:"
      ]
      for (index, revision) in sync.revisions.sorted(by: { $0.key < $1.key }) {
        lines.append("▲ To \(revision)\(index > 0 ? " of source \(index + 1)" : "").")
      }
      if !sync.resources.isEmpty { lines.append("▲ Of \(sync.resources.count) resources alone.") }
      if sync.prunes { lines.append("▲ What isn't in Git any more is deleted.") }
      if sync.isForced { lines.append("▲ What can't be changed is deleted and made anew.") }
      if sync.skipsHooks { lines.append("▲ Hooks are left out.") }
      return lines + sync.options.map { "▲ \($0)" }
    case .rollBack(let rollback):
      var lines = [
        rollback.isDryRun
          ? "Argo CD tries what going back to number \(rollback.id) would do, and changes nothing:"
          : "Argo CD makes it as it was synced before, number \(rollback.id), without hooks:"
      ]
      if rollback.prunes { lines.append("▲ What wasn't in Git then is deleted.") }
      return lines
    case .refresh: return ["Argo CD compares anew:"]
    case .terminate:
      return ["Argo CD ends \(its) operation where it is; what was changed stays changed:"]
    case .pause(let order):
      var lines = ["Argo CD syncs nothing by itself \(order.words); the settings are kept:"]
      if !order.reason.isEmpty { lines.append("Because: \(order.reason)") }
      return lines
    case .resume: return ["Argo CD syncs by itself again, with the settings there were:"]
    case .delete(.none): return ["Deleted, while \(its) resources stay and belong to nobody:"]
    case .delete(.foreground), .delete(.background):
      return ["Deleted, with all of \(its) resources in the cluster:"]
    }
  }
}

extension String {
  /// The beginning of the text, where it is longer.
  fileprivate func cut(to count: Int) -> String {
    self.count > count ? "\(prefix(count - 1))…" : self
  }
}
