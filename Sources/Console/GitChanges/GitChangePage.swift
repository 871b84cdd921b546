import GitOps
import Kubernetes
import TUI

/// A change on its way to Git, as a page: the ways with what each changes, or the commit.
struct GitChangePage {
  let flow: GitFlow
  let width: Int

  /// What stands above it.
  var title: String {
    switch flow.phase {
    case .tracing: "To Git: \([flow.key].title) …"
    case .proposed: "To Git: \([flow.key].title)"
    case .committing: "Committing \([flow.key].title) …"
    case .committed: "Committed: \([flow.key].title)"
    case .pushing: "Pushing \([flow.key].title) …"
    case .pushed: "Pushed: \([flow.key].title)"
    }
  }

  /// The way that a line is about, by its position.
  static func proposal(at anchor: String) -> Int? {
    anchor.hasPrefix("way ") ? Int(anchor.dropFirst(4)) : nil
  }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    if let problem = flow.problem {
      for line in "\(problem)".split(whereSeparator: \.isNewline) {
        page.addSentence(StyledText("✖ \(line)", Role.error), indent: 2)
      }
      page.addSpace()
    }
    switch flow.phase {
    case .tracing:
      page.addSentence(
        StyledText("rendering what Git says, to find where it comes from …", Role.muted))
    case .proposed(let proposals), .committing(let proposals): add(proposals, to: &page)
    case .committed(let commit):
      add(commit, to: &page)
      page.addSentence(
        StyledText(
          commit.remote == nil
            ? "the repository has no remote: nothing is pushed" : "not pushed yet: p pushes it",
          Role.warning))
    case .pushing(let commit): add(commit, to: &page)
    case .pushed(let commit, let words):
      add(commit, to: &page)
      page.add(StyledText("✓ pushed to \(commit.remote ?? "")", Role.success))
      for line in words.split(whereSeparator: \.isNewline) {
        page.addSentence(StyledText("  \(line)", Role.muted), indent: 4)
      }
    }
    return page.lines
  }

  private func add(_ commit: GitCommit, to page: inout Page) {
    page.field("Branch", commit.branch, role: .strong, width: 10)
    page.field("Commit", commit.shortCommit, width: 10)
    page.field("In", commit.folder, width: 10)
  }

  // MARK: - The ways

  private func add(_ proposals: GitProposals, to page: inout Page) {
    for path in proposals.inGit {
      page.addSentence(StyledText("✓ \(path) is so in Git already", Role.synced), indent: 2)
    }
    if proposals.proposals.isEmpty, proposals.inGit.isEmpty {
      page.add(StyledText("✖ it can't be written to Git from here", Role.error))
    }
    for (index, proposal) in proposals.proposals.enumerated() { add(proposal, index, to: &page) }
    guard !proposals.refusals.isEmpty else { return }
    page.addSpace()
    for refusal in proposals.refusals {
      let field = refusal.path.map { "\($0): " } ?? ""
      page.addSentence(StyledText("✖ \(field)\(refusal.reason)", Role.warning), indent: 2)
    }
  }

  private func add(_ proposal: GitProposal, _ index: Int, to page: inout Page) {
    var head = StyledText("\(index + 1)  ", Role.title)
    head.append(place(of: proposal), .strong)
    page.addSentence(head, indent: 4, anchor: "way \(index)")
    for trace in proposal.traces {
      let line = trace.line.map { ":\($0)" } ?? ""
      let field = trace.path.map { "\($0): " } ?? ""
      page.addSentence(
        StyledText("   \(field)\(trace.file)\(line), \(trace.layer)", Role.muted), depth: 1,
        indent: 5)
    }
    if proposal.addsPatch {
      page.addSentence(
        StyledText("   ▲ it couldn't be traced to a line: a patch sets it", Role.warning), depth: 1,
        indent: 5)
    }
    for warning in proposal.warnings {
      page.addSentence(StyledText("   ▲ \(warning)", Role.warning), depth: 1, indent: 5)
    }
    addEffects(of: proposal, to: &page)
    for line in proposal.diff { page.add(StyledText("   ") + Self.styled(line), depth: 1) }
    page.addSpace(depth: 1)
  }

  private func place(of proposal: GitProposal) -> String {
    let files = proposal.files.map(\.path)
    let folder = proposal.folder.split(separator: "/").last.map(String.init) ?? proposal.folder
    let names = files.count == 1 ? files[0] : "\(files.count) files"
    return "\(names) in \(folder)\(proposal.branch.map { "@\($0)" } ?? "")"
  }

  private func addEffects(of proposal: GitProposal, to page: inout Page) {
    guard !proposal.effects.isEmpty else {
      return page.addSentence(
        StyledText("   ● nothing else comes out differently", Role.success), depth: 1, indent: 5)
    }
    for effect in proposal.effects {
      let environment = effect.environment.map { " (\($0))" } ?? ""
      page.addSentence(
        StyledText(
          "   ▲ also changes \(effect.object) of \(effect.stack)\(environment): "
            + effect.fields.joined(separator: ", "), Role.warning), depth: 1, indent: 5)
    }
  }

  private static func styled(_ line: String) -> StyledText {
    switch line.first {
    case "+": StyledText(line, Role.added)
    case "-": StyledText(line, Role.removed)
    case "@": StyledText(line, Role.info)
    default: StyledText(line, Role.muted)
    }
  }
}
