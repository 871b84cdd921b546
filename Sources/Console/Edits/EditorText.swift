/// A text that somebody is to change in an editor of theirs.
public struct EditorText: Hashable, Sendable {
  /// What its file is to be called, so that the editor knows what it is: `deployment-web.yaml`.
  public var name: String
  /// The text.
  public var text: String
  /// What it takes to go on with it, should the program not live to see the end; nil for nothing.
  public var kept: KeptEdit?

  /// Makes one.
  public init(name: String, text: String, kept: KeptEdit? = nil) {
    self.name = name
    self.text = text
    self.kept = kept
  }
}

/// What came of a text that somebody was to change.
public enum EditorEnding: Hashable, Sendable {
  /// The editor ended well, and the file says this.
  case left(String)
  /// The editor couldn't be started, or ended with an error, and in which words; with what the file
  /// said then, where it can still be read.
  case failed(String, text: String?)
}
