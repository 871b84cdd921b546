import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// Deciding about an edit at its review, and what comes of that.
extension ConsoleState {
  /// Asks what is to be done with the edit in front.
  mutating func decideEdit(_ id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id] else { return [] }
    overlays.append(
      .form(
        .decision(of: id, flow, applying: applyingEdit(id), pausable: pausable(for: flow))))
    return []
  }

  /// Does what was decided about an edit.
  mutating func submitDecision(_ form: FormState, of id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id] else { return [] }
    switch form.editChoice {
    case .later, nil:
      overlays.removeAll { $0.shows(.edit(id)) }
      say("the edit of \(flow.keys.words) is kept; :edits goes on with it", .success)
      return keep(id)
    case .drop:
      askToDropEdit()
      return []
    case .toGit:
      return writeToGit(flow.reviews.filter { !$0.edits.isEmpty }, of: id, reason: form.editReason)
    case .apply:
      if case .disabled(let reason) = applyingEdit(id) {
        say("edit: \(reason)", .warning)
        return []
      }
      let decision = EditDecision(
        flow.reviews.filter(\.canBeApplied), pause: form.editPause,
        reason: form.editReason)
      guard isProtected else { return begin(id, decision) }
      ask(.applyEdit(id, decision))
      return []
    }
  }

  /// Has an edit done that was agreed to.
  mutating func begin(_ id: EditFlow.ID, _ decision: EditDecision) -> [Command] {
    guard edits[id]?.phase == .review else { return [] }
    changeEdit(id) { $0.phase = .applying(decision) }
    return [.cluster(cluster.id, .applyEdit(id, decision, namespace: inventoryNamespace))]
  }

  /// Takes in what came of an edit.
  mutating func applied(_ id: EditFlow.ID, _ answers: [EditResult]) -> [Command] {
    guard let flow = edits[id], flow.isApplying else { return [] }
    tell(answers)
    followRollouts(answers)
    let done = Set(answers.filter(\.isDone).map(\.key))
    let changed = Set(answers.filter(\.isChanged).map(\.key))
    changeEdit(id) { flow in
      flow.answers += answers
      // What isn't done is still wanted.
      flow.drafts.removeAll { done.contains($0.key) }
      flow.phase = .finished
    }
    if !changed.isEmpty {
      say("what was shown isn't what it would come to now: look at it again", .warning)
      return prepare(id)
    }
    guard edits[id]?.isOver == true else { return keep(id) }
    // Nobody looks at what became of a quick change but on the record.
    return overlays.contains { $0.shows(.edit(id)) } ? forget(id) : drop(id)
  }

  private mutating func tell(_ answers: [EditResult]) {
    let done = answers.filter(\.isDone)
    if done.count == 1, case .applied(let emergency, _, _) = done[0].outcome {
      say("\(done[0].key.name.name): \(emergency.action)", .success)
    } else if !done.isEmpty {
      say("\(done.count) objects changed", .success)
    }
    for answer in answers {
      if let problem = answer.problem { say("\(answer.key.name.name): \(problem)", .error) }
      for note in answer.notes.prefix(1) { say("\(answer.key.name.name): \(note)", .warning) }
    }
  }

  /// Follows the rollouts that edits have begun.
  private mutating func followRollouts(_ answers: [EditResult]) {
    for answer in answers {
      guard case .applied(let emergency, let result, _) = answer.outcome,
        answer.key.kind.changeContext == .workloads || answer.key.kind.isRollouts,
        answer.key.kind.kind != "ReplicaSet",
        emergency.edits.contains(where: { FieldPath(["spec"]).contains($0.path) }),
        let generation = result["metadata"]?["generation"]?.integer
      else { continue }
      follow(rolloutOf: answer.key, generation)
    }
  }

  /// Takes in why there is no edit of what was asked for.
  mutating func refused(_ id: EditFlow.ID, _ reason: String) {
    guard let flow = edits[id], flow.phase == .preparing else { return }
    guard flow.drafts.isEmpty else { return changeEdit(id) { $0.phase = .stuck(reason) } }
    say("\(flow.keys.words): \(reason)", .error)
    overlays.removeAll { $0.shows(.edit(id)) }
    edits[id] = nil
    touch(.edits)
  }

  // MARK: - Whether it can be done

  /// Whether the objects that are meant can be edited, as far as is known beforehand.
  var editingObjects: Availability {
    if case .edit(let id) = document?.content { return editingAgain(id) }
    let keys = subjects
    guard !keys.isEmpty else {
      let nothing = hasPage ? "this isn't about one object" : "nothing is selected"
      return .disabled(because: unreachable ?? nothing)
    }
    for key in keys {
      if let denial = denial("patch", key.kind, in: key.name.namespace) {
        return .disabled(because: denial)
      }
    }
    return cluster.problem.map { .disabled(because: $0) } ?? .enabled
  }

  private func editingAgain(_ id: EditFlow.ID) -> Availability {
    guard let flow = edits[id], flow.currentText != nil else {
      return .disabled(because: "there is no text of it")
    }
    if flow.isApplying { return .disabled(because: "it is being applied") }
    if flow.isOver { return .disabled(because: "it is applied; e on the object edits it anew") }
    return .enabled
  }

  /// Whether it can be decided what becomes of the edit in front.
  func deciding(_ id: EditFlow.ID) -> Availability {
    switch edits[id]?.phase {
    case .review, .stuck: .enabled
    case .applying: .disabled(because: "it is being applied")
    case .finished:
      edits[id]?.isOver == true
        ? .disabled(because: "it is over")
        : .disabled(because: "it isn't done; e goes back to the text, r asks the server again")
    case .opening, .inEditor, .preparing, nil:
      .disabled(because: "the server hasn't answered yet")
    }
  }

  /// Whether an edit can be applied, and if not, why.
  func applyingEdit(_ id: EditFlow.ID) -> Availability {
    guard let flow = edits[id], flow.phase == .review else {
      return .disabled(because: "the server hasn't said what it comes to")
    }
    if settings.isReadOnly { return .disabled(because: "this console is read-only") }
    guard flow.context == cluster.id.context else {
      return .disabled(because: "it is for the context \(flow.context)")
    }
    if flow.openConflicts > 0 {
      return .disabled(because: "conflicts have to be settled first: m and t do that")
    }
    guard flow.reviews.contains(where: { $0.canBeApplied }) else {
      return .disabled(because: flow.reviews.first?.obstacle ?? "there is nothing to do")
    }
    return cluster.problem.map { .disabled(because: $0) } ?? .enabled
  }

  /// Whether the server can be asked anew about the edit in front.
  func preparingAgain(_ id: EditFlow.ID) -> Availability {
    guard let flow = edits[id], !flow.drafts.isEmpty else {
      return .disabled(because: "there is nothing to ask about")
    }
    guard flow.context == cluster.id.context else {
      return .disabled(because: "it is for the context \(flow.context)")
    }
    return flow.isApplying ? .disabled(because: "it is being applied") : .enabled
  }

  /// Whose automation can be paused for an edit; each once.
  func pausable(for flow: EditFlow) -> [ObjectOwner] {
    var owners: [ObjectOwner] = []
    for owner in flow.reviews.filter(\.canBeApplied).flatMap({ $0.ownership?.owners ?? [] }) {
      guard OwnerPauser.obstacle(to: owner) == nil, !owners.contains(owner) else { continue }
      if case .application(let name) = owner, applications[name]?.automation?.isEnabled != true {
        continue
      }
      owners.append(owner)
    }
    return owners
  }

  // MARK: - The question

  /// What has to be typed before an edit is done; nil for nothing.
  func phrase(of decision: EditDecision) -> String? {
    guard isProtected else { return nil }
    return decision.edits.count == 1 ? decision.edits[0].key.name.name : cluster.id.context
  }

  /// What a question about an edit says.
  func text(of decision: EditDecision) -> [StyledText] {
    var lines = decision.edits.prefix(8).map {
      StyledText("  \($0.key.kind.kind) \($0.key.name)", Role.strong)
    }
    if decision.edits.count > 8 {
      lines.append(StyledText("  … and \(decision.edits.count - 8) more"))
    }
    lines.append(StyledText("changed exactly as the review shows."))
    lines.append(
      StyledText(
        "in context \(cluster.id.context)\(isProtected ? ", which is protected" : "")",
        Role.warning))
    return lines
  }
}

extension EditResult {
  /// Whether it isn't done because it would come to something else than was shown.
  fileprivate var isChanged: Bool { if case .changed = outcome { true } else { false } }

  /// Why it isn't done; nil where it is, or has to be looked at again.
  var problem: String? {
    switch outcome {
    case .applied, .changed: nil
    case .notRecorded(let reason): "not sent: it can't be put on any record: \(reason)"
    case .failed(let error): error.summary
    case .uncertain(_, let error): "whether it was done isn't known: \(error.summary)"
    }
  }
}
