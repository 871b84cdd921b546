/// One container of a pod.
public struct ContainerRow: Hashable, Sendable {
  /// Which of the pod's lists it is in.
  public enum Role: UInt8, Hashable, Sendable {
    /// Runs before the others, to its end.
    case initial
    /// An init container that goes on running beside the others.
    case sidecar
    /// One of those the pod is for.
    case regular
    /// Added while the pod ran, for debugging.
    case ephemeral
  }

  /// What it is doing.
  public enum State: UInt8, Hashable, Sendable {
    /// The kubelet hasn't said anything.
    case unknown
    /// Not started: see the reason.
    case waiting
    /// Running, whether ready or not.
    case running
    /// Ended: see the reason and the exit code.
    case terminated
  }

  /// Its name within the pod.
  public var name: String
  /// The image, as the pod's specification has it.
  public var image: String
  /// Which list it is in.
  public var role: Role
  /// What it is doing.
  public var state: State
  /// Whether it is ready; for an init container: whether it ended well.
  public var isReady: Bool
  /// Why it is waiting or ended (`CrashLoopBackOff`, `Completed`); empty if nothing is said.
  public var reason: String
  /// The exit code, once terminated.
  public var exitCode: Int32
  /// The signal that ended it; 0 for none.
  public var signal: Int32
  /// How often it was started again.
  public var restarts: Int32
  /// Why its previous run ended (`OOMKilled`); empty if there was none or nothing is said.
  public var lastReason: String

  /// Makes a container's row.
  public init(
    name: String, image: String = "", role: Role = .regular, state: State = .running,
    isReady: Bool = true, reason: String = "", exitCode: Int32 = 0, signal: Int32 = 0,
    restarts: Int32 = 0, lastReason: String = ""
  ) {
    self.name = name
    self.image = image
    self.role = role
    self.state = state
    self.isReady = isReady
    self.reason = reason
    self.exitCode = exitCode
    self.signal = signal
    self.restarts = restarts
    self.lastReason = lastReason
  }
}
