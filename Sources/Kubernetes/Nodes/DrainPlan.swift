public import Documents

/// Which pods of a node go when it is drained, which stay, and which are in the way; by kubectl's
/// filters, in kubectl's order and words.
public struct DrainPlan: Hashable, Sendable {
  /// What becomes of a pod.
  public enum Verdict: Hashable, Sendable {
    /// It goes; with what is to be known about that, if anything.
    case goes(warning: String?)
    /// It stays, and why.
    case stays(String)
    /// It would have to go, and mustn't: nothing is drained, and why.
    case isInTheWay(String)
  }

  /// One pod.
  public struct Item: Hashable, Sendable {
    /// Its namespace and name.
    public var name: ObjectName
    /// Its identity, which a pod that takes its place doesn't share.
    public var uid: String
    /// Who made it; nil for a pod that nobody makes anew.
    public var owner: Owner?
    /// What becomes of it.
    public var verdict: Verdict

    /// Decides about a pod.
    public init(name: ObjectName, uid: String, owner: Owner?, verdict: Verdict) {
      self.name = name
      self.uid = uid
      self.owner = owner
      self.verdict = verdict
    }
  }

  /// The pods of the node, by namespace and name.
  public var items: [Item]

  /// Makes a plan.
  public init(items: [Item]) { self.items = items }

  /// The pods that go.
  public var going: [Item] {
    items.filter { if case .goes = $0.verdict { true } else { false } }
  }

  /// The pods that are in the way, and why.
  public var obstacles: [(item: Item, reason: String)] {
    items.compactMap { item in
      if case .isInTheWay(let reason) = item.verdict { (item, reason) } else { nil }
    }
  }

  /// The pods that stay, and why.
  public var staying: [(item: Item, reason: String)] {
    items.compactMap { item in
      if case .stays(let reason) = item.verdict { (item, reason) } else { nil }
    }
  }

  /// The warnings, each with the pods that it is for.
  public var warnings: [(text: String, pods: [ObjectName])] {
    var found: [String: [ObjectName]] = [:]
    for item in items {
      if case .goes(let warning?) = item.verdict { found[warning, default: []].append(item.name) }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension DrainPlan {
  /// Decides about the pods of a node.
  ///
  /// `daemonSetErrors` are those daemon sets that pods name as their owners and that couldn't be read,
  /// with why not.
  public init(
    pods: [Value], _ options: DrainOptions,
    daemonSetErrors: [ObjectName: KubernetesError] = [:]
  ) {
    items = pods.map { pod in
      Item(
        name: Self.name(of: pod), uid: pod["metadata"]?["uid"]?.string ?? "",
        owner: Self.owner(of: pod),
        verdict: Self.verdict(on: pod, options, daemonSetErrors))
    }.sorted { $0.name < $1.name }
  }

  /// The daemon sets that some pods name as their owners.
  public static func daemonSets(of pods: [Value]) -> Set<ObjectName> {
    Set(
      pods.compactMap { pod in
        guard let owner = owner(of: pod), owner.kind == "DaemonSet" else { return nil }
        return ObjectName(namespace: name(of: pod).namespace, name: owner.name)
      })
  }

  private static func name(of pod: Value) -> ObjectName {
    ObjectName(
      namespace: pod["metadata"]?["namespace"]?.string ?? "",
      name: pod["metadata"]?["name"]?.string ?? "")
  }

  private static func owner(of pod: Value) -> Owner? {
    (pod["metadata"]?["ownerReferences"]?.array ?? []).first { $0["controller"]?.bool == true }
      .map { Owner(kind: $0["kind"]?.string ?? "", name: $0["name"]?.string ?? "") }
  }

  /// The filters one after the other: the first that keeps the pod decides, and of the warnings the
  /// last one counts.
  private static func verdict(
    on pod: Value, _ options: DrainOptions, _ daemonSetErrors: [ObjectName: KubernetesError]
  ) -> Verdict {
    let owner = owner(of: pod)
    let isOver = ["Succeeded", "Failed"].contains(pod["status"]?["phase"]?.string)
    var warning: String?
    if let owner, owner.kind == "DaemonSet", !isOver {
      let set = ObjectName(namespace: name(of: pod).namespace, name: owner.name)
      guard let error = daemonSetErrors[set] else {
        return options.ignoresDaemonSets ? .stays(daemonSetWarning) : .isInTheWay(daemonSetFatal)
      }
      guard case .notFound(let status) = error, options.isForced else {
        return .isInTheWay(error.summary)
      }
      warning = status.message
    }
    if pod["metadata"]?["annotations"]?["kubernetes.io/config.mirror"] != nil {
      return .stays(mirror)
    }
    if isOver { return .goes(warning: warning) }
    let hasLocalData = (pod["spec"]?["volumes"]?.array ?? []).contains { $0["emptyDir"] != nil }
    if hasLocalData {
      guard options.deletesLocalData else { return .isInTheWay(localDataFatal) }
      warning = localDataWarning
    }
    if owner == nil {
      guard options.isForced else { return .isInTheWay(unmanagedFatal) }
      warning = unmanagedWarning
    }
    return .goes(warning: warning)
  }

  static let daemonSetFatal =
    "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"
  static let daemonSetWarning = "ignoring DaemonSet-managed Pods"
  static let localDataFatal =
    "cannot delete Pods with local storage (use --delete-emptydir-data to override)"
  static let localDataWarning = "deleting Pods with local storage"
  static let unmanagedFatal =
    "cannot delete Pods that declare no controller (use --force to override)"
  static let unmanagedWarning = "deleting Pods that declare no controller"
  static let mirror = "a static pod: the node itself runs it"
}
