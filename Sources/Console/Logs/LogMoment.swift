public import Kubernetes

/// Something that happened while a log was written, as a line between its lines.
public struct LogMoment: Hashable, Sendable {
  /// What happened.
  public enum Kind: Hashable, Sendable {
    /// A stack was deployed.
    case deploy
    /// An application was synced.
    case sync
    /// An object was edited past Git.
    case edit
    /// A workload or a container was started anew.
    case restart
    /// Somebody marked it.
    case mark
    /// Anything else that is worth a line: a pod that joined or ended, lines that may be missing.
    case other
  }

  /// What happened.
  public var kind: Kind
  /// When.
  public var time: Timestamp
  /// What it says between the lines.
  public var text: String
  /// Whether it is bad news.
  public var isWarning: Bool

  /// Makes a moment.
  public init(_ kind: Kind, at time: Timestamp, _ text: String, isWarning: Bool = false) {
    self.kind = kind
    self.time = time
    self.text = text
    self.isWarning = isWarning
  }

  /// Whether errors after it are held against those before it.
  var isTurningPoint: Bool { kind != .other }
}
