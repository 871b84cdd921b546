public import Console

/// Edits by hand: the editor, and what the cluster is asked for them.
extension LiveWorld {
  public func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    guard let editor else { return .failed("there is no editor to be used here", text: nil) }
    return await editor(text, terminal)
  }
}
