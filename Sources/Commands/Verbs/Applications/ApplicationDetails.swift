import ConsoleRuntime
import Documents
import GitOps
import Kubernetes

/// Everything there is to know about one application, as it is at one moment.
struct ApplicationDetails: Sendable {
  /// What is known about its project.
  enum Project: Sendable {
    case found(ApplicationProject)
    case missing
    /// It can't be read, and why.
    case unreadable(String)
  }

  let application: Application
  /// Who looks after it.
  let installation: ArgoInstallation
  let project: Project
  /// The sync windows that are for it.
  let windows: SyncWindows
  /// Its resources, with what hangs below them.
  let tree: ApplicationTree
  /// The lists that couldn't be read, and why.
  let hidden: [(source: TreeSource, reason: String)]
  /// What the commits of its history are about, as far as there is a checkout to ask.
  let subjects: [String: String]
  /// What else keeps the tree from being whole, each in a sentence.
  let gaps: [String]
  /// When that was, in seconds since 1970.
  let now: Int64

  /// Whether the tree shows everything there is.
  var isWhole: Bool { hidden.isEmpty && gaps.isEmpty }

  /// The objects of the tree, with the health of what can't be seen taken from the status.
  func nodes(showsOld: Bool) -> [ApplicationTree.Node] {
    let resources = Dictionary(
      application.status.resources.map { (ResourceIdentity($0), $0) },
      uniquingKeysWith: { first, _ in first })
    return tree.nodes(showsOld: showsOld).map { node in
      guard tree.object(node.id) == nil, let reason = reasonNotSeen(node.id) else { return node }
      var node = node
      node.health = resources[node.id]?.health
      node.message = reason
      return node
    }
  }

  private func reasonNotSeen(_ id: ResourceIdentity) -> String? {
    if !isHere { return "in another cluster" }
    return hidden.first { source, _ in
      source.kind.group == id.group && source.kind.kind == id.kind
        && (source.namespace == nil || source.namespace == id.name.namespace)
    }.map { _ in "can't be seen" }
  }

  private let isHere: Bool

  /// The health that its resources come to as they are now; nil where not all of them can be seen.
  var liveHealth: Health? { isWhole ? tree.health(settings: installation.settings) : nil }
}

extension ApplicationDetails {
  /// Looks at an application.
  init(_ application: Application, in cluster: ApplicationCluster) async {
    let installation = await cluster.installation(of: application)
    async let found = Self.project(of: application, installation, cluster)
    async let seen = Self.tree(of: application, cluster)
    async let subjects = cluster.world.subjects(of: application)
    let now = cluster.world.now().seconds
    let project = await found
    var windows: [SyncWindow] = []
    if case .found(let project) = project { windows = project.windows }
    let (tree, hidden, gaps, isHere) = await seen
    self.init(
      application: application, installation: installation, project: project,
      windows: SyncWindows(windows, for: application, at: now, cluster.zones), tree: tree,
      hidden: hidden, subjects: await subjects, gaps: gaps, now: now, isHere: isHere)
  }

  private static func project(
    of application: Application, _ installation: ArgoInstallation, _ cluster: ApplicationCluster
  ) async -> Project {
    do throws(KubernetesError) {
      let key = ObjectKey(
        .appProjects, namespace: installation.namespace, name: application.project)
      return .found(ApplicationProject(try await cluster.client.get(key)))
    } catch {
      if case .notFound = error { return .missing }
      return .unreadable(error.summary)
    }
  }

  private typealias Seen = (
    tree: ApplicationTree, hidden: [(source: TreeSource, reason: String)], gaps: [String],
    isHere: Bool
  )

  /// Reads every list of the tree once.
  private static func tree(of application: Application, _ cluster: ApplicationCluster) async -> Seen
  {
    var tree = ApplicationTree(application.status.resources)
    let destination = application.destination
    let isHere =
      destination.isInCluster || destination.server == cluster.cluster.address
      || destination.server.isEmpty && destination.cluster.isEmpty
    guard isHere else {
      return (
        tree, [], ["its resources are in another cluster, \(destination.words)"], false
      )
    }
    let kinds: [ResourceKind]
    do throws(KubernetesError) {
      kinds = try await cluster.client.discover().kinds
    } catch {
      return (tree, [], ["the kinds of the cluster aren't known: \(error.summary)"], true)
    }
    let sources = TreeSources(application.status.resources, kinds: kinds)
    let gaps = sources.missing.map { kind in
      let name = kind.group.isEmpty ? kind.kind : "\(kind.group)/\(kind.kind)"
      return "the cluster has no kind \(name): its definition isn't installed"
    }.sorted()
    var hidden: [(source: TreeSource, reason: String)] = []
    var open = sources.sources
    let (changes, feed) = AsyncStream.makeStream(of: (Change<LiveObject>, TreeSource).self)
    let task = Task { await cluster.client.follow(sources.sources) { feed.yield(($0, $1)) } }
    defer { task.cancel() }
    if open.isEmpty { feed.finish() }
    for await (change, source) in changes {
      tree.apply(change, from: source)
      switch change {
      case .listed: open.remove(source)
      case .interrupted(let interruption):
        if open.remove(source) != nil { hidden.append((source, interruption.error.summary)) }
      case .began, .page, .applied, .deleted, .alive, .unreadable: break
      }
      if open.isEmpty { break }
    }
    hidden.sort { $0.reason < $1.reason }
    return (tree, hidden, gaps, true)
  }
}

extension VerbWorld {
  /// What the commits of an application's history are about, by the commit; nothing without a
  /// checkout of its repository in the configuration.
  func subjects(of application: Application) async -> [String: String] {
    guard let folder = place.configuration.checkouts[application.name.name] else { return [:] }
    return await GitRepository(folder, run: git)
      .subjects(of: application.status.history.flatMap(\.revisions))
  }
}
