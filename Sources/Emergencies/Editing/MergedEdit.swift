public import Documents
public import GitOps

/// What an edit comes to for an object that may have changed since it was opened.
///
/// A field counts as changed where it isn't as it was opened. Fields that only one has changed are
/// taken from that one; fields that both have changed to the same are so; all others are conflicts,
/// until it is said whose version counts.
public struct MergedEdit: Hashable, Sendable {
  /// The object as it is to be; where there are conflicts, as it is in their fields.
  public private(set) var object: Value
  /// What that changes of the object as it is now.
  public private(set) var edits: [FieldEdit] = []
  /// What others have changed since it was opened.
  public private(set) var meanwhile: [FieldEdit] = []
  /// The fields that both have changed.
  public private(set) var conflicts: [EditConflict] = []

  /// Merges an edit into the object as it is now.
  public init(
    opened: Value, edited: Value, live: Value, choices: [FieldPath: EditDraft.Side] = [:]
  ) {
    let (old, new) = (FoldedFields.fold(opened), FoldedFields.fold(edited))
    let current = FoldedFields.fold(live)
    let types = ListTypes(of: live)
    meanwhile = FieldEdit.edits(from: old, to: current, types)
    if meanwhile.isEmpty {
      // Nothing to merge: exactly what was typed, in the order in which it was.
      object = FoldedFields.unfold(new, with: live)
    } else {
      object = live
      for edit in FieldEdit.edits(from: old, to: new, types) {
        merge(edit, opened: old, current, choices)
      }
    }
    edits = FieldEdit.edits(from: current, to: FoldedFields.fold(object), types)
  }

  private mutating func merge(
    _ edit: FieldEdit, opened: Value, _ current: Value, _ choices: [FieldPath: EditDraft.Side]
  ) {
    let theirs = edit.path.value(in: current)
    guard theirs != edit.after else { return }
    if theirs == edit.before, edit.hasPlace(in: current, opened: opened) {
      return apply(edit, theirs)
    }
    switch choices[edit.path] {
    case .mine?: apply(edit, theirs)
    case .theirs?: break
    case nil: note(edit, theirs)
    }
  }

  private mutating func apply(_ edit: FieldEdit, _ theirs: Value?) {
    let changed = edit.applied(to: object)
    guard edit.path.value(in: changed) == edit.after else { return note(edit, theirs) }
    object = changed
  }

  private mutating func note(_ edit: FieldEdit, _ theirs: Value?) {
    conflicts.append(
      EditConflict(path: edit.path, opened: edit.before, yours: edit.after, theirs: theirs))
  }
}

extension FieldEdit {
  private static let loose: [FieldPath] = [["metadata", "annotations"], ["metadata", "labels"]]

  /// Whether what the field was put into is still there.
  ///
  /// A variable for a container that somebody has removed is a conflict, though nobody has touched
  /// the variable.
  fileprivate func hasPlace(in current: Value, opened: Value) -> Bool {
    let holder = FieldPath(Array(path.steps.dropLast(1 + parents)))
    return holder.isRoot || holder.value(in: opened) == nil || holder.value(in: current) != nil
      || Self.loose.contains(holder)
  }
}
