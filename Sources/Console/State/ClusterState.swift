public import Documents
import GitOps
public import Kubernetes

/// What is known of the cluster in view, less the lists of the panes.
public struct ClusterState: Equatable, Sendable {
  /// Whether it can be talked to.
  public enum Connection: Hashable, Sendable {
    case connecting
    case connected
    /// Not at the moment; it is tried again by itself.
    case unreachable(Interruption)
    /// Not before somebody mends something.
    case unusable(String)
  }

  /// One object that a page shows, and what is said about it.
  public struct Subject: Equatable, Sendable {
    /// The object; nil until it has arrived, or once it is gone.
    public var value: Value?
    /// Whether it is gone.
    public var isGone = false
    /// Why it can't be shown.
    public var error: KubernetesError?
    /// The events about it.
    public var events = Reflection<EventRow>()
  }

  /// Which connection this is.
  public var id: ClusterID
  /// Whether it can be talked to.
  public var connection: Connection = .connecting
  /// What the server says about itself; the last that was heard.
  public var facts: ServerFacts?
  /// The kinds it has; none until it has said.
  public var discovery = Discovery(kinds: [])
  /// Its namespaces.
  public var namespaces = Reflection<NamespaceRow>()
  /// Whether the user may do what was asked about.
  public var access: [AccessQuestion: AccessAnswer] = [:]
  /// What was asked about and isn't answered yet.
  public var openQuestions: Set<AccessQuestion> = []
  /// When the cluster last said anything.
  public var lastHeard: Timestamp?
  /// The objects that pages show.
  public var subjects: [ObjectKey: Subject] = [:]

  /// The revisions of the workloads that pages show them of.
  var revisions: [ObjectKey: Reflection<Revision>] = [:]
  /// The pods of the nodes that pages show.
  var nodePods: [String: Reflection<PodRow>] = [:]
  /// What came of the comparisons that pages show.
  var comparisons: [Document.Content: Result<ApplicationComparison, KubernetesError>] = [:]

  /// Flux's objects, for those of them that are paused.
  var fluxPauses: [ResourceQuery: Reflection<FluxRow>] = [:]
  /// The pauses that are over, and what was done about them.
  var resumptions: [ObjectOwner: AwaitedResumption] = [:]

  /// The last lines of containers that pages of pods show.
  var lastWords: [LastWords: Result<[String], KubernetesError>] = [:]

  /// Makes the state of a cluster that nothing is known of.
  public init(id: ClusterID) { self.id = id }

  /// Its kinds, each once.
  public var kinds: [ResourceKind] { discovery.preferred }

  /// Whether Argo CD's applications are among its kinds; nil until that is known.
  public var hasArgoCD: Bool? {
    guard !discovery.kinds.isEmpty else { return nil }
    // A group that couldn't be asked may have them all the same.
    if discovery.gaps.contains(where: { $0.groupVersion.hasPrefix("argoproj.io") }) { return nil }
    return discovery.kinds.contains { $0.group == "argoproj.io" && $0.plural == "applications" }
  }

  /// Why it isn't heard from, in a few words; nil while it is.
  public var problem: String? {
    switch connection {
    case .connecting, .connected: nil
    case .unreachable(let interruption): interruption.error.summary
    case .unusable(let reason): reason
    }
  }
}
