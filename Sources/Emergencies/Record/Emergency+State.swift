public import Documents
internal import GitOps
public import Kubernetes

extension Emergency {
  /// What has become of it, by the object as it is now; nil where there is none.
  ///
  /// `desired` is what is to be by Git, where that is known; what the object itself tells of it counts
  /// in any case. Of a Secret's values only the keepsake knows what they were; without it, it counts
  /// who has set them last. What is settled stays so. `now` tells whether one that was begun and left
  /// no trace has failed, rather than being on its way.
  public func state(
    live: Value?, desired: Value? = nil, keepsake: EmergencyKeepsake? = nil, now: Timestamp? = nil
  ) -> EmergencyState {
    let found = state(live, desired, keepsake)
    guard found == .pending, let now, now.seconds - time.seconds > Self.patience else {
      return found
    }
    return .failed("it never arrived")
  }

  /// How long an emergency may be under way, in seconds: its program may be waiting for an answer.
  private static let patience: Int64 = 600

  private func state(
    _ live: Value?, _ desired: Value?, _ keepsake: EmergencyKeepsake?
  ) -> EmergencyState {
    guard state.isOpen else { return state }
    switch kind {
    case .deletion: return state(ofDeletion: live)
    case .creation:
      if live == nil, state == .pending { return .pending }
      guard let live, uid.isEmpty || live.uid == uid else { return .gone }
      return .live
    case .change:
      guard let live else { return .gone }
      return state(ofChange: live, desired, keepsake?.edits ?? edits)
    }
  }

  private func state(ofDeletion live: Value?) -> EmergencyState {
    guard let live else { return .live }
    guard live.uid == uid else {
      let managers = FieldManagers(of: live)
      let maker = managers.last(since: time) ?? managers.entries.first
      return .reverted(
        by: maker?.name,
        at: live["metadata"]?["creationTimestamp"]?.string.flatMap { Timestamp($0) })
    }
    // It goes as soon as its finalizers let it; or it was never asked to.
    return live["metadata"]?["deletionTimestamp"] == nil ? .pending : .live
  }

  // MARK: Fields

  /// How one field is.
  private enum FieldState {
    case after, before, other
  }

  private func state(
    ofChange live: Value, _ desired: Value?, _ edits: [FieldEdit]
  ) -> EmergencyState {
    let managers = FieldManagers(of: live)
    let states = edits.map { field($0, live, managers) }
    let changed = zip(edits, states).filter { $0.1 != .after }.map(\.0)
    if changed.isEmpty {
      let isInGit = !edits.isEmpty && edits.allSatisfy { says($0, live, desired, managers) }
      return isInGit ? .inGit : .live
    }
    // What was never sent leaves no trace, and what was reverted does: somebody's name.
    let (name, moment) = culprit(of: changed, managers)
    if states.allSatisfy({ $0 == .before }) {
      if state == .pending, moment == nil { return .pending }
      return .reverted(by: name, at: moment)
    }
    if states.contains(.after) { return .partly(changed.map(\.path)) }
    return .superseded(by: name, at: moment)
  }

  private func field(
    _ edit: FieldEdit, _ live: Value, _ managers: FieldManagers
  ) -> FieldState {
    if edit.path.isSecret(in: live), edit.isHidden {
      let last = managers.entries(of: edit.path).first
      return last?.name == EditPreparer.fieldManager ? .after : .other
    }
    let value = edit.path.value(in: live)
    return value == edit.after ? .after : value == edit.before ? .before : .other
  }

  private func culprit(
    of changed: [FieldEdit], _ managers: FieldManagers
  ) -> (name: String?, time: Timestamp?) {
    let named = changed.compactMap { edit in
      managers.entries(of: edit.path).first {
        $0.name != EditPreparer.fieldManager
          && ($0.time.map { $0.seconds >= time.seconds } ?? false)
      }
    }
    let entry =
      named.max { ($0.time ?? time) < ($1.time ?? time) } ?? managers.last(since: time)
    return (entry?.name, entry?.time)
  }

  /// Whether what is to be says the same of a field as the emergency.
  private func says(
    _ edit: FieldEdit, _ live: Value, _ desired: Value?, _ managers: FieldManagers
  ) -> Bool {
    if edit.path.isSecret(in: live), edit.isHidden { return false }
    if let desired { return edit.path.value(in: desired) == edit.after }
    // Who applies on the server's side and still has the field, applies the value that it has.
    if managers.entries(of: edit.path).contains(where: { $0.isApply }) { return true }
    let text = live["metadata"]?["annotations"]?[FoldedFields.lastApplied]?.string
    guard let applied = text.flatMap({ try? Value(json: Array($0.utf8)) }), edit.after != nil
    else { return false }
    return edit.path.value(in: applied) == edit.after
  }
}

extension FieldEdit {
  /// Whether its values are hidden, so that they say nothing but that there are some.
  fileprivate var isHidden: Bool {
    [before, after].contains { $0?.string?.hasPrefix("•••") ?? false }
  }
}
