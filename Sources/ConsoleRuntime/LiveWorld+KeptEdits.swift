import Console

/// Edits that were kept for later, in files of this user.
extension LiveWorld {
  /// Writes an edit; returns what went wrong, if anything did.
  func keep(_ edit: KeptEdit) async -> Event? {
    guard let editStore else { return nil }
    return await editStore.keep(edit).map { .failed("the edit couldn't be kept: \($0)") }
  }

  /// Deletes the file of an edit.
  func forget(_ id: KeptEdit.ID) async -> Event? {
    await editStore?.forget(id)
    return nil
  }

  /// Tells which edits were kept by earlier runs.
  func runKeptEdits(_ send: @escaping @Sendable (Event) async -> Void) async {
    guard let editStore else { return }
    await send(.keptEdits(await editStore.edits()))
  }
}
