/// The message of a commit: what, and why.
public struct GitMessage: Hashable, Sendable {
  /// The first line, without a full stop.
  public var subject: String
  /// What follows below, in paragraphs.
  public var paragraphs: [String]

  /// Makes a message.
  public init(subject: String, paragraphs: [String] = []) {
    self.subject = subject
    self.paragraphs = paragraphs
  }

  /// The text, with line breaks of its own and one at its end.
  public var text: String {
    ([subject] + paragraphs).joined(separator: "\n\n") + "\n"
  }
}
