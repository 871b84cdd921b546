import Console
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// Writing changes to Git from the deck: the ways, the commit, the push.
@Suite struct GitChangeTests {
  private let first = GitFlow.ID(1)
  private let commit = GitCommit(
    folder: "/home/me/homelab-infra", branch: "duet/deployment-web-replicas",
    commit: "0123456789abcdef", remote: "origin")
  private let proposal = GitProposal(
    repository: .infrastructure, folder: "/home/me/homelab-infra", base: "595bc0b7",
    branch: "main", source: "shop",
    edits: [FieldEdit(["spec", "replicas"], before: 3, after: 5)],
    files: [
      FileChange(path: "shop/web.yaml", before: Array("a: 3\n".utf8), after: Array("a: 5\n".utf8))
    ],
    traces: [])

  /// A console that shows the ways to have a change past Git in Git.
  private func asked() -> ConsoleState {
    var state = Samples.deployments()
    state.hear(.emergencies([Samples.emergency()], nil))
    state.press("<ctrl-e>w")
    return state
  }

  private func proposed() -> ConsoleState {
    var state = asked()
    state.hear(.traced(first, GitProposals(proposals: [proposal])))
    return state
  }

  private func orders(_ commands: [Command]) -> [GitOrder] {
    commands.compactMap {
      if case .cluster(_, .commit(_, let order, _)) = $0 { order } else { nil }
    }
  }

  @Test func theApplicationOfTheObjectIsAskedAboutFirst() {
    var state = Samples.deployments()
    state.hear(.emergencies([Samples.emergency()], nil))
    let requests = state.press("<ctrl-e>w").compactMap { command -> GitRequest? in
      if case .cluster(_, .trace(_, let request)) = command { request } else { nil }
    }
    #expect(requests.map(\.application?.name) == ["shop"])
    #expect(requests.first?.edits.map(\.after) == [5])
  }

  @Test func nothingIsCommittedBeforeTheFormIsAgreedTo() {
    var state = proposed()
    #expect(orders(state.press("<enter>")).isEmpty)
    let order = orders(state.press("<enter>")).first
    #expect(order?.proposal == proposal)
    #expect(order?.branch == nil)
    #expect(order?.emergency == Samples.emergency().id)
    #expect(order?.message.text.contains("the shop is full") == true)
  }

  @Test func branchAndMessageAreThoseThatWereTyped() {
    var state = proposed()
    let order = orders(state.press("<enter>mine<down>More webs<enter>")).first
    #expect(order?.branch == "mine")
    #expect(order?.message.subject == "More webs")
  }

  @Test func aCommitIsPushedAfterAQuestionAlone() {
    var state = proposed()
    state.press("<enter><enter>")
    state.hear(.committed(first, .success(commit)))
    #expect(state.render().text.contains("not pushed yet: p pushes it"))
    #expect(state.press("p<enter>").substantial.isEmpty)
    #expect(
      state.press("py").substantial
        == [.cluster(state.cluster.id, .push(first, commit, .infrastructure))])
  }

  @Test func whatGitSaysAgainstACommitIsShownAndTheWaysStay() {
    var state = proposed()
    state.press("<enter><enter>")
    state.hear(.committed(first, .failure(.branchExists("mine"))))
    let screen = state.render().text
    #expect(screen.contains("✖ the branch mine is there already"))
    #expect(screen.contains("shop/web.yaml in homelab-infra@main"))
  }

  @Test func whatCannotBeTracedIsSaid() {
    var state = asked()
    state.hear(.traced(first, GitProposals(refusals: [.init(nil, "no stack brings it")])))
    #expect(state.render().text.contains("✖ no stack brings it"))
    #expect(orders(state.press("<enter><enter>")).isEmpty)
  }

  @Test func anEditThatIsInGitInsteadIsOver() {
    var state = Samples.deployments()
    let edit = EditFlow.ID(1)
    state.press("e")
    state.hear(.editOpened(edit, .success(Samples.webText)))
    _ = state.update(.edited(edit, .left(Samples.webText(replicas: 5))))
    state.hear(.editPrepared(edit, [Samples.scaled()]))
    state.press("<enter><space><space><enter>")
    state.hear(.traced(first, GitProposals(proposals: [proposal])))
    state.press("<enter><enter>")
    state.hear(.committed(first, .success(commit)))
    #expect(state.edits.isEmpty)
  }
}
