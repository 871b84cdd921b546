public import Console

/// How a text gets to the person's editor and back: by a file that nobody else can read, which is
/// gone afterwards.
public typealias Editor =
  @Sendable (_ text: EditorText, _ terminal: any Terminal) async -> EditorEnding
