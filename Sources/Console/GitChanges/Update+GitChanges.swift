import DeployEngine
import Emergencies
import GitOps
import Kubernetes
import TUI

/// Writing changes to Git: the ways, the commit and the push, each after a look.
extension ConsoleState {
  // MARK: - Beginning

  /// Looks for the ways to have edits in Git instead.
  mutating func writeToGit(_ edits: [PreparedEdit], of id: EditFlow.ID, reason: String) -> [Command]
  {
    edits.compactMap { edit in
      gitChange(of: edit).map { change in
        GitFlow(
          edit.key, request(edit.key, change, edit.ownership?.owners ?? []), reason: reason,
          edit: id)
      }
    }.flatMap { begin($0) }
  }

  private func gitChange(of edit: PreparedEdit) -> GitRequest.Change? {
    switch edit.draft.aim {
    case .change, .scale: .fields(edit.edits)
    case .deletion: .deletion
    case .creation: nil
    }
  }

  /// Looks for the ways to have the selected change past Git in Git, too.
  mutating func writeToGit() -> [Command] {
    guard let emergency = targetEmergency else { return [] }
    let identity = ResourceIdentity(
      group: emergency.key.kind.group, kind: emergency.key.kind.kind, name: emergency.key.name)
    // The record has owners in words alone.
    let owners = applications.all.filter { row in
      row.resources.contains {
        $0.group == identity.group && $0.kind == identity.kind && $0.name == identity.name
      }
    }.map { ObjectOwner.application($0.name) }
    let change: GitRequest.Change =
      emergency.kind == .deletion ? .deletion : .fields(emergency.edits)
    return begin(
      GitFlow(
        emergency.key, request(emergency.key, change, owners), reason: emergency.reason,
        emergency: emergency.id))
  }

  private func request(
    _ key: ObjectKey, _ change: GitRequest.Change, _ owners: [ObjectOwner]
  ) -> GitRequest {
    var request = GitRequest(key, change, environment: environment)
    for owner in owners {
      if case .application(let name) = owner, request.application == nil {
        request.application = name
      }
      if case .stack(let id) = owner, request.stack == nil { request.stack = id }
    }
    return request
  }

  private mutating func begin(_ flow: GitFlow) -> [Command] {
    gitCount += 1
    let id = GitFlow.ID(gitCount)
    gitFlows[id] = flow
    open(.gitChange(id))
    return [.cluster(cluster.id, .trace(id, flow.request))]
  }

  /// Whether the selected change past Git can be written there.
  var writingToGit: Availability {
    guard let emergency = targetEmergency else {
      return .disabled(because: "no change is selected")
    }
    if emergency.commit != nil { return .disabled(because: "it is on a branch already") }
    if emergency.kind == .creation {
      return .disabled(because: "objects that were made by hand aren't traced to files")
    }
    if emergency.key.kind.group.isEmpty, emergency.key.kind.kind == "Secret" {
      return .disabled(because: "what a Secret holds isn't on the record; e on it can write it")
    }
    return .enabled
  }

  // MARK: - Going on

  /// Takes in the ways there are.
  mutating func traced(_ id: GitFlow.ID, _ proposals: GitProposals) {
    changeGit(id) { flow in
      guard flow.phase == .tracing else { return }
      flow.phase = .proposed(proposals)
    }
  }

  /// The way that is selected on the page in front.
  var selectedProposal: (id: GitFlow.ID, flow: GitFlow, proposal: GitProposal)? {
    guard let document, case .gitChange(let id) = document.content, let flow = gitFlows[id],
      case .proposed(let proposals) = flow.phase, !proposals.proposals.isEmpty
    else { return nil }
    let index =
      document.anchor(where: { GitChangePage.proposal(at: $0) != nil })
      .flatMap(GitChangePage.proposal) ?? 0
    guard proposals.proposals.indices.contains(index) else { return nil }
    return (id, flow, proposals.proposals[index])
  }

  /// Asks for the branch and the message of the commit that the selected way comes to.
  mutating func askToCommit() {
    guard let (id, flow, proposal) = selectedProposal else { return }
    overlays.append(.form(.commit(id, flow, proposal)))
  }

  /// Has a commit written.
  mutating func commit(_ form: FormState, _ id: GitFlow.ID, _ proposal: GitProposal) -> [Command] {
    guard let flow = gitFlows[id], case .proposed(let proposals) = flow.phase else { return [] }
    var message = flow.message
    if let subject = form.text(.gitMessage) { message.subject = subject }
    let order = GitOrder(
      proposal, for: flow.request.narrowed(to: proposal), branch: form.text(.gitBranch),
      message: message,
      emergency: flow.emergency)
    changeGit(id) { flow in
      flow.phase = .committing(proposals)
      flow.chosen = proposal
      flow.problem = nil
    }
    return [.cluster(cluster.id, .commit(id, order, namespace: inventoryNamespace))]
  }

  /// Takes in what came of a commit.
  mutating func committed(
    _ id: GitFlow.ID, _ result: Result<GitCommit, GitWriteError>
  ) -> [Command] {
    guard let flow = gitFlows[id], case .committing(let proposals) = flow.phase else { return [] }
    changeGit(id) { flow in
      switch result {
      case .success(let commit): flow.phase = .committed(commit)
      case .failure(let error):
        flow.phase = .proposed(proposals)
        flow.problem = error
      }
    }
    switch result {
    case .failure(let error):
      say("\(flow.key.name.name): \(error)", .error)
      return []
    case .success(let commit):
      say("\(flow.key.name.name): committed on \(commit.branch); p pushes it", .success)
      // What isn't in the commit is still wanted.
      guard flow.coversAll(proposals) else {
        say("\(flow.key.name.name): the commit doesn't have all of it; the edit is kept", .warning)
        return []
      }
      return finishedInGit(flow)
    }
  }

  /// An edit whose objects are all in Git instead is over.
  private mutating func finishedInGit(_ flow: GitFlow) -> [Command] {
    guard let id = flow.edit, edits[id] != nil else { return [] }
    changeEdit(id) { edit in
      edit.drafts.removeAll { $0.key == flow.key }
      edit.reviews.removeAll { $0.key == flow.key }
    }
    guard edits[id]?.drafts.isEmpty == true else { return keep(id) }
    overlays.removeAll { $0.shows(.edit(id)) }
    return drop(id)
  }

  /// Asks whether the commit in front is to be pushed.
  mutating func askToPush() {
    guard case .gitChange(let id) = document?.content else { return }
    ask(.push(id))
  }

  /// Has a commit pushed that somebody has agreed to.
  mutating func agreedToPush(_ id: GitFlow.ID) -> [Command] {
    guard let flow = gitFlows[id], case .committed(let commit) = flow.phase,
      let repository = flow.chosen?.repository
    else { return [] }
    changeGit(id) { flow in
      flow.phase = .pushing(commit)
      flow.problem = nil
    }
    return [.cluster(cluster.id, .push(id, commit, repository))]
  }

  /// Takes in what came of a push.
  mutating func pushed(_ id: GitFlow.ID, _ result: Result<String, GitWriteError>) {
    guard let flow = gitFlows[id], case .pushing(let commit) = flow.phase else { return }
    changeGit(id) { flow in
      switch result {
      case .success(let words): flow.phase = .pushed(commit, words)
      case .failure(let error):
        flow.phase = .committed(commit)
        flow.problem = error
      }
    }
    switch result {
    case .success: say("\(commit.branch) is pushed", .success)
    case .failure: say("\(commit.branch) isn't pushed; see why", .error)
    }
  }

  /// Changes one, and what shows it.
  private mutating func changeGit(_ id: GitFlow.ID, _ change: (inout GitFlow) -> Void) {
    guard var flow = gitFlows.removeValue(forKey: id) else { return }
    change(&flow)
    gitFlows[id] = flow
    touch(.gitChange(id))
  }

  /// What leaving the page of one does: nothing of it is lost that was written, and what wasn't is
  /// looked for anew.
  ///
  /// Returns whether the page stays: as long as something is being written.
  mutating func leaveGit(_ id: GitFlow.ID) -> Bool {
    guard let flow = gitFlows[id] else { return false }
    if flow.isBusy {
      say("it is being written; that has to end first", .warning)
      return true
    }
    if case .committed(let commit) = flow.phase {
      say("\(commit.branch) in \(commit.folder) isn't pushed; git push does that, too")
    }
    gitFlows[id] = nil
    return false
  }

  // MARK: - Whether it can be done

  /// Whether the selected way can be committed.
  var committing: Availability {
    guard case .gitChange(let id) = document?.content, let flow = gitFlows[id] else {
      return .disabled(because: "there is nothing to commit")
    }
    switch flow.phase {
    case .tracing: return .disabled(because: "it is still looked for")
    case .committing: return .disabled(because: "it is being committed")
    case .committed, .pushing, .pushed: return .disabled(because: "it is committed")
    case .proposed:
      if settings.isReadOnly { return .disabled(because: "this console is read-only") }
      return selectedProposal == nil ? .disabled(because: "there is no way to do it") : .enabled
    }
  }

  /// Whether the commit in front can be pushed.
  var pushing: Availability {
    guard case .gitChange(let id) = document?.content,
      case .committed(let commit)? = gitFlows[id]?.phase
    else { return .disabled(because: "there is no commit that isn't pushed") }
    if settings.isReadOnly { return .disabled(because: "this console is read-only") }
    return commit.remote == nil
      ? .disabled(because: "the repository has no remote to push to") : .enabled
  }

  /// What a question about a push says.
  func text(ofPush id: GitFlow.ID) -> [StyledText] {
    guard case .committed(let commit)? = gitFlows[id]?.phase else { return [] }
    return [
      StyledText("  \(commit.branch) at \(commit.shortCommit)", Role.strong),
      StyledText("is pushed to \(commit.remote ?? "nowhere"), for all to see."),
      StyledText("in \(commit.folder)", Role.muted),
    ]
  }
}

extension FormState {
  /// Asks for the branch and the message of a commit.
  static func commit(_ id: GitFlow.ID, _ flow: GitFlow, _ proposal: GitProposal) -> FormState {
    FormState(
      .commit(id, proposal),
      fields: [
        Field(
          .gitBranch, "Branch",
          "A new branch, from what is checked out; what is checked out stays as it is.",
          .text(PromptState(), standard: flow.request.branch)),
        Field(
          .gitMessage, "Message",
          "The first line. Below it stand the reason, the fields and the entry of the record.",
          .text(PromptState(), standard: flow.message.subject)),
      ])
  }

  /// What was typed; nil for nothing.
  fileprivate func text(_ item: Item) -> String? {
    guard case .text(let line, _)? = self[item] else { return nil }
    let text = line.text.trimmingSpaces
    return text.isEmpty ? nil : text
  }
}
