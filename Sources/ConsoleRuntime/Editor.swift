public import Console

/// How a text gets to the person's editor and back: by a file that nobody else can read.
///
/// That of an edit that is kept stays there until `EditStore` has what is in it.
public typealias Editor =
  @Sendable (_ text: EditorText, _ terminal: any Terminal) async -> EditorEnding
