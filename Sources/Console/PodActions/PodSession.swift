public import Kubernetes

/// Something in a pod that gets the terminal for a while.
public struct PodSession: Hashable, Sendable {
  /// What is done there.
  public enum Kind: Hashable, Sendable {
    /// A shell of the container's own image.
    case shell
    /// The container's own program, with its input and output.
    case attach
    /// A shell of another image, in a container that is added to the pod for it.
    case debug(image: String)
  }

  /// The image that containers for debugging are made of: small, and with a shell.
  static let debuggingImage = "busybox"

  /// What is done there.
  public var kind: Kind
  /// The pod.
  public var pod: ObjectName
  /// The container; with `debug` the one to look into.
  public var container: String

  /// Makes a session.
  public init(_ kind: Kind, pod: ObjectName, container: String) {
    self.kind = kind
    self.pod = pod
    self.container = container
  }

  /// What it is, for a sentence: *the shell in web-abc (main)*.
  public var words: String {
    switch kind {
    case .shell: "the shell in \(pod.name) (\(container))"
    case .attach: "the connection to \(pod.name) (\(container))"
    case .debug: "the shell beside \(container) of \(pod.name)"
    }
  }
}

/// How a session ended.
public enum PodSessionEnding: Hashable, Sendable {
  /// It was there, and its program is over; with what kubectl complained of, in one line, or nothing.
  case over(ProgramEnding, complaint: String)
  /// The container's image has no shell.
  case noShell
}
