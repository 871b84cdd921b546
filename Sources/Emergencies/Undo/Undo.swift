public import Documents
internal import GitOps
internal import Kubernetes

/// Why an emergency can't be taken back.
public enum UndoRefusal: Error, Hashable, Sendable {
  /// Its fields aren't as it left them: taking it back would undo somebody else's change.
  case changedSince([EditConflict])
  /// Its object is gone.
  case gone
  /// Its object is gone, and another one has the name.
  case replaced
  /// The object that it deleted is there again.
  case isBack
  /// It isn't in effect: it was undone already, or never arrived.
  case notInEffect(EmergencyState)
  /// What it takes to undo it isn't on the record.
  case nothingKept
}

extension UndoRefusal {
  /// The reason in a sentence, for a person.
  public var summary: String {
    switch self {
    case .changedSince(let fields):
      "changed since by somebody else: "
        + fields.map(\.path.description).joined(separator: ", ")
    case .gone: "its object is gone"
    case .replaced: "its object was deleted, and another one has its name"
    case .isBack: "the object is there again"
    case .notInEffect(let state): "it isn't in effect: \(state)"
    case .nothingKept: "what the fields were before isn't on the record"
    }
  }
}

extension Emergency {
  /// The draft that takes this emergency back: the exact inverse, for the object as it is now; nil for
  /// one that isn't there.
  public func undoing(
    live: Value?, keepsake: EmergencyKeepsake?
  ) -> Result<EditDraft, UndoRefusal> {
    switch state {
    case .pending, .live, .partly, .inGit, .superseded, .reverted, .gone: break
    case .undone, .failed: return .failure(.notInEffect(state))
    }
    switch kind {
    case .change: return inverse(live, keepsake)
    case .deletion:
      if let live, live.uid != uid || live["metadata"]?["deletionTimestamp"] == nil {
        return .failure(.isBack)
      }
      guard let object = keepsake?.object else { return .failure(.nothingKept) }
      return .success(
        EditDraft(
          key, opened: nil, .creation(of: EditDraft.anew(object)), action: "made anew", undoes: id))
    case .creation:
      guard let live else { return .failure(.gone) }
      guard live.uid == uid else { return .failure(.replaced) }
      return .success(
        EditDraft(key, opened: live, .deletion(.background), action: "deleted again", undoes: id))
    }
  }

  private func inverse(
    _ live: Value?, _ keepsake: EmergencyKeepsake?
  ) -> Result<EditDraft, UndoRefusal> {
    guard let live = live?.naming(key.kind) else { return .failure(.gone) }
    guard uid.isEmpty || live.uid == uid else { return .failure(.replaced) }
    if isAboutSecret, keepsake == nil { return .failure(.nothingKept) }
    let edits = keepsake?.edits ?? edits
    let changed = edits.compactMap { edit in
      let value = edit.path.value(in: live)
      return value == edit.after
        ? nil
        : EditConflict(path: edit.path, opened: edit.after, yours: edit.before, theirs: value)
    }
    guard changed.isEmpty else {
      return .failure(.changedSince(changed.map { $0.masked(in: live) }))
    }
    let action = "undone: \(action)"
    // Who may scale and nothing else may take that back, too.
    if edits.count == 1, edits[0].path == EditDraft.replicas, key.kind.group == "apps",
      let replicas = edits[0].before?.integer
    {
      return .success(
        EditDraft(
          key, opened: live, .scale(to: Int(clamping: replicas)), action: action, undoes: id))
    }
    let edited = edits.reversed().map(\.inverse).applied(to: live)
    return .success(EditDraft(key, opened: live, edited: edited, action: action, undoes: id))
  }
}
