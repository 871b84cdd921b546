public import Documents
public import Kubernetes

/// One edit by hand of one object or several, from the key that asked for it to what became of it.
///
/// A value: it says how far it has come and what was typed, and whoever holds it has the terminal
/// given away, the cluster asked and the patches sent.
public struct EditFlow: Equatable, Sendable {
  /// What tells edits apart.
  public struct ID: Hashable, Sendable {
    /// Counts the edits since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// How far it has come.
  public enum Phase: Equatable, Sendable {
    /// The objects are being read.
    case opening
    /// The editor has the terminal.
    case inEditor
    /// What was typed can't be gone on with, and why; it is kept.
    case stuck(String)
  }

  /// The objects.
  public let keys: [ObjectKey]
  /// The context whose cluster they are in.
  public let context: String
  /// How far it has come.
  public var phase: Phase = .opening
  /// What was opened; nil until it has been read.
  public var opened: [Value]?
  /// What was typed, as the editor left it last; nil until it has.
  public var text: String?

  /// Makes an edit of objects that are still to be read.
  public init(of keys: [ObjectKey], in context: String) {
    self.keys = keys
    self.context = context
  }
}
