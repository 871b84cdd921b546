import GitOps
import Kubernetes

/// What the cluster has of an application's resources and of all that hangs below them, and of which
/// of them nobody here can say anything.
struct LiveResources: Sendable {
  /// How a list stands.
  enum ListState: Hashable, Sendable {
    /// It arrives for the first time.
    case listing
    /// It is complete, and kept up to date.
    case live
    /// It is complete, and no longer kept up to date.
    case stale(KubernetesError)
    /// There never was one.
    case refused(KubernetesError)
  }

  /// What is known of one resource.
  enum Sight: Hashable, Sendable {
    /// It is there.
    case there
    /// It would be seen, and isn't there.
    case absent
    /// It isn't known yet.
    case pending
    /// It can't be seen, and why.
    case hidden(String)
  }

  /// What a change comes to.
  enum Effect: Hashable, Sendable {
    case nothing
    /// These only look different.
    case looks([ResourceIdentity])
    /// Some have come or gone, or it is known of more or fewer whether they are there.
    case shape
  }

  /// The resources and what hangs below them.
  private(set) var tree = ApplicationTree()
  /// The lists to follow, and the kinds that the cluster doesn't have.
  private(set) var sources = TreeSources([], kinds: [])
  /// How the lists stand that have begun.
  private(set) var lists: [TreeSource: ListState] = [:]
  /// Whether the resources go to another cluster, which isn't asked.
  private(set) var isElsewhere = false

  private var row: ApplicationRow?
  private var discovery = Discovery(kinds: [])
  private var kinds: [ResourceKindName: [ResourceKind]] = [:]
  private var sourcesByName: [ResourceKindName: [TreeSource]] = [:]

  /// Counts changes of what the cluster has.
  var revision: Int { tree.revision }

  /// Takes over what the application says of its resources now; returns whether that is news.
  mutating func take(_ row: ApplicationRow, _ discovery: Discovery) -> Bool {
    guard row !== self.row || discovery != self.discovery else { return false }
    self.row = row
    isElsewhere = !row.destination.isInCluster
    tree.setResources(row.resources)
    if discovery != self.discovery {
      self.discovery = discovery
      kinds = Dictionary(grouping: discovery.kinds) {
        ResourceKindName(group: $0.group, kind: $0.kind)
      }
    }
    let before = sources.sources
    // In another cluster there may be objects of the same names; they aren't these.
    sources =
      isElsewhere ? TreeSources([], kinds: []) : TreeSources(row.resources, kinds: discovery.kinds)
    for source in before.subtracting(sources.sources) {
      tree.remove(source)
      lists[source] = nil
    }
    sourcesByName = Dictionary(grouping: sources.sources) {
      ResourceKindName(group: $0.kind.group, kind: $0.kind.kind)
    }
    return true
  }

  /// Takes in what a list says; what one says that is no longer followed is dropped.
  mutating func apply(_ change: Change<LiveObject>, from source: TreeSource) -> Effect {
    guard sources.sources.contains(source) else { return .nothing }
    let (shape, revision, state) = (tree.shape, tree.revision, lists[source])
    tree.apply(change, from: source)
    switch change {
    case .began: if state == nil { lists[source] = .listing }
    case .listed: lists[source] = .live
    case .interrupted(let interruption):
      switch state {
      case .live, .stale: lists[source] = .stale(interruption.error)
      case .listing, .refused, nil: lists[source] = .refused(interruption.error)
      }
    case .applied, .deleted, .alive: if case .stale = state { lists[source] = .live }
    case .page, .unreadable: break
    }
    if tree.shape != shape || lists[source] != state { return .shape }
    guard tree.revision != revision, case .applied(let rows) = change else { return .nothing }
    return .looks(rows.map(\.identity))
  }

  /// What is known of a resource.
  func sight(of id: ResourceIdentity) -> Sight {
    if tree.object(id) != nil { return .there }
    if isElsewhere { return .hidden("in another cluster") }
    if discovery.kinds.isEmpty { return .pending }
    let name = ResourceKindName(group: id.group, kind: id.kind)
    guard kinds[name] != nil else { return .hidden("the cluster has no such kind") }
    let source = sourcesByName[name]?.first {
      $0.namespace == nil || $0.namespace == id.name.namespace
    }
    guard let source else { return .hidden("objects of this kind can't be listed") }
    switch lists[source] {
    case .listing, nil: return .pending
    case .live, .stale: return .absent
    case .refused(let error): return .hidden(error.summary)
    }
  }

  /// The object, to ask the cluster for it; nil where it has no such kind, or isn't the one.
  func key(of node: ApplicationTree.Node) -> ObjectKey? {
    let all = kinds[ResourceKindName(group: node.id.group, kind: node.id.kind)]
    guard !isElsewhere, let kind = all?.first(where: { $0.version == node.version }) ?? all?.first
    else { return nil }
    return ObjectKey(kind, node.id.name)
  }

  /// Whether anything isn't kept up to date.
  var isStale: Bool {
    lists.values.contains { if case .stale = $0 { true } else { false } }
  }

  /// Why some kinds can't be seen, each reason with the kinds it is for.
  var hidden: [(reason: String, kinds: [String])] {
    var reasons: [String: Set<String>] = [:]
    for (source, state) in lists {
      guard case .refused(let error) = state else { continue }
      // The reason of each list names the list: one for all says what they have in common.
      let reason = if case .forbidden = error { "not allowed" } else { error.summary }
      reasons[reason, default: []].insert(source.kind.plural)
    }
    return reasons.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }
}

extension LiveResources: Equatable {
  static func == (a: LiveResources, b: LiveResources) -> Bool {
    a.revision == b.revision && a.lists == b.lists && a.row === b.row && a.sources == b.sources
  }
}
