/// Something asked for about workloads and nodes, before it is known what it comes to for each.
public enum WorkloadRequest: Hashable, Sendable {
  /// That all pods are made anew, as `kubectl rollout restart` does it.
  case restart
  /// That there are so many replicas.
  case scale(to: Int)
  /// That containers run these images.
  case setImages([ContainerImage])
  /// That the pods are made as a revision says, as `kubectl rollout undo` does it.
  case rollBack(to: Int64)
  /// That jobs aren't started, or started again.
  case setSuspended(Bool)
  /// That a scheduled job is started now, as `kubectl create job --from` does it.
  case trigger
  /// That a node takes new pods, or none: `kubectl uncordon` and `kubectl cordon`.
  case setSchedulable(Bool)
}

/// Which image a container of a template runs.
public struct ContainerImage: Hashable, Sendable {
  /// The container's name.
  public var container: String
  /// Whether it is an init container.
  public var isInitial: Bool
  /// The image.
  public var image: String

  /// Names an image.
  public init(_ container: String, isInitial: Bool = false, _ image: String) {
    self.container = container
    self.isInitial = isInitial
    self.image = image
  }

  /// The list of a pod's specification that the container is in.
  var list: String { isInitial ? "initContainers" : "containers" }
}

/// Why something isn't done about a workload or a node.
public enum WorkloadRefusal: Error, Hashable, Sendable {
  /// A deployment whose rollout is paused can't be restarted or rolled back.
  case paused
  /// It was restarted within the same second.
  case justRestarted
  /// Its kind has nothing like it; the text says what: *be restarted*.
  case impossible(ResourceKind, String)
  /// It is so already; the text says how: *it has 3 replicas*.
  case unchanged(String)
  /// There were as many replicas when it was asked for, and there are as many now.
  case scaledMeanwhile(from: Int, to: Int)
  /// It has no container of that name.
  case noContainer(String)
  /// The container is given no image, or one with spaces in it.
  case invalidImage(container: String)
  /// It has no such revision any more.
  case noRevision(Int64)
  /// The job has ended.
  case jobIsOver
}

extension WorkloadRefusal {
  /// The reason in a sentence, for a person.
  public var summary: String {
    switch self {
    case .paused: "its rollout is paused; resume it first"
    case .justRestarted: "it was restarted within this second"
    case .impossible(let kind, let what): "\(kind.plural) can't \(what)"
    case .unchanged(let how): "\(how) already"
    case .scaledMeanwhile(let old, let new):
      "it has \(new) replicas meanwhile, and had \(old) when this was asked"
    case .noContainer(let name): "it has no container \(name)"
    case .invalidImage(let name): "\(name) needs an image, without spaces"
    case .noRevision(let number): "there is no revision \(number) any more"
    case .jobIsOver: "the job is over"
    }
  }
}
