public import Kubernetes

/// The resources of an application with everything that hangs below them, kept up as they change.
///
/// The resources are those that the application's status names. What hangs below is known by owner
/// references and by what Argo CD infers besides: endpoints of a service, claims of a stateful set,
/// the token of a service account. Objects come in any order; one whose parent isn't there yet finds
/// its place when the parent comes.
public struct ApplicationTree: Sendable {
  /// One object of the tree.
  public struct Node: Hashable, Sendable, Identifiable {
    /// Which object.
    public var id: ResourceIdentity
    /// Its version; of one that isn't there, the one that Git has.
    public var version: String
    /// Its identity; empty while it isn't there.
    public var uid: String
    /// Whether the application's status names it.
    public var isManaged: Bool
    /// Whether it is as Git says; nil for hooks, and for what isn't in Git.
    public var sync: SyncStatus?
    /// How well it is; nil where its kind has no health.
    public var health: Health?
    /// Why, in its own words.
    public var message: String
    /// Whether it isn't in Git any more, and a sync that prunes deletes it.
    public var requiresPruning: Bool
    /// Whether it is a hook.
    public var isHook: Bool
    /// Its wave; nil where nothing says.
    public var wave: Int?
    /// When it was created, in seconds since 1970.
    public var created: Int64?
    /// Whether its deletion was asked for.
    public var isBeingDeleted: Bool
    /// The revision of a replica set; empty for others.
    public var revision: String
    /// Whether it is a replica set without pods, which was replaced.
    public var isOld: Bool
    /// How far it is from the application: 0 for what is in Git.
    public var depth: Int
    /// How many children it has, shown or not.
    public var childCount: Int
  }

  /// Counts changes, so that what is made of it can be kept until there is one.
  public private(set) var revision = 0
  /// Counts changes of what there is and what hangs below what; as long as it stays, `nodes` has the
  /// same nodes in the same order, and only what is said of them is another.
  public private(set) var shape = 0

  private var managed: [ResourceIdentity: ApplicationResource] = [:]
  private var objects: [ResourceIdentity: LiveObject] = [:]
  private var byUID: [String: ResourceIdentity] = [:]
  // Children by their parents' identity, where their links have one, and by name, where not.
  private var childrenByUID: [String: Set<ResourceIdentity>] = [:]
  private var childrenByName: [ResourceIdentity: Set<ResourceIdentity>] = [:]
  private var claims: [String: Set<ResourceIdentity>] = [:]
  private var statefulSets: [String: Set<ResourceIdentity>] = [:]
  // What the lists that have begun have had so far.
  private var listing: [TreeSource: Set<ResourceIdentity>] = [:]

  private static let deepest = 16

  /// Makes a tree of an application's resources, none of which is known to be there yet.
  public init(_ resources: [ApplicationResource] = []) { setResources(resources) }

  // MARK: Changing

  /// Takes in what the application's status says now.
  public mutating func setResources(_ resources: [ApplicationResource]) {
    let new = Dictionary(
      resources.map { (ResourceIdentity($0), $0) }, uniquingKeysWith: { _, last in last })
    guard new != managed else { return }
    managed = new
    revision += 1
    shape += 1
  }

  /// Takes in an object that is new or has changed.
  public mutating func apply(_ object: LiveObject) {
    let id = object.identity
    if let old = objects[id] {
      guard old != object else { return }
      revision += 1
      if old.hasSamePlace(as: object) {
        objects[id] = object
        return
      }
      unlink(old, id)
    } else {
      revision += 1
    }
    shape += 1
    objects[id] = object
    if !object.uid.isEmpty { byUID[object.uid] = id }
    for link in object.parents {
      if link.uid.isEmpty {
        childrenByName[parent(link, of: object), default: []].insert(id)
      } else {
        childrenByUID[link.uid, default: []].insert(id)
      }
    }
    if id.isClaim { claims[id.name.namespace, default: []].insert(id) }
    if !object.claimTemplates.isEmpty {
      statefulSets[id.name.namespace, default: []].insert(id)
    }
  }

  /// Takes in that an object is gone.
  public mutating func remove(_ id: ResourceIdentity) {
    guard let old = objects.removeValue(forKey: id) else { return }
    unlink(old, id)
    revision += 1
    shape += 1
  }

  /// Takes in what a watch says.
  public mutating func apply(_ change: Change<LiveObject>, from source: TreeSource) {
    switch change {
    case .began: listing[source] = []
    case .page(let rows, _):
      for row in rows {
        listing[source]?.insert(row.identity)
        apply(row)
      }
    case .listed:
      let seen = listing.removeValue(forKey: source) ?? []
      for id in objects.keys where source.contains(id) && !seen.contains(id) { remove(id) }
    case .applied(let rows):
      for row in rows {
        listing[source]?.insert(row.identity)
        apply(row)
      }
    case .deleted(let names):
      for name in names {
        let id = ResourceIdentity(group: source.kind.group, kind: source.kind.kind, name: name)
        listing[source]?.remove(id)
        remove(id)
      }
    case .alive, .interrupted, .unreadable: break
    }
  }

  /// Forgets what a watch said that has ended.
  public mutating func remove(_ source: TreeSource) {
    listing[source] = nil
    for id in objects.keys where source.contains(id) { remove(id) }
  }

  private mutating func unlink(_ object: LiveObject, _ id: ResourceIdentity) {
    if byUID[object.uid] == id { byUID[object.uid] = nil }
    for link in object.parents {
      if link.uid.isEmpty {
        childrenByName[parent(link, of: object)]?.remove(id)
      } else {
        childrenByUID[link.uid]?.remove(id)
        if childrenByUID[link.uid]?.isEmpty == true { childrenByUID[link.uid] = nil }
      }
    }
    claims[id.name.namespace]?.remove(id)
    statefulSets[id.name.namespace]?.remove(id)
  }

  private func parent(_ link: LiveObject.Link, of object: LiveObject) -> ResourceIdentity {
    ResourceIdentity(
      group: link.group, kind: link.kind,
      name: ObjectName(namespace: object.name.namespace, name: link.name))
  }

  // MARK: Reading

  /// The object, if it is there.
  public func object(_ id: ResourceIdentity) -> LiveObject? { objects[id] }

  /// What the application's status says of it, if it names it.
  public func resource(_ id: ResourceIdentity) -> ApplicationResource? { managed[id] }

  /// What is in Git, or was: hooks too, as far as the status names them.
  public var roots: [ResourceIdentity] {
    managed.keys.filter { id in
      parents(of: id).allSatisfy { !isReachable($0, without: id) }
    }.sorted()
  }

  /// What hangs below an object: replica sets and jobs newest first, everything else by name.
  public func children(of id: ResourceIdentity) -> [ResourceIdentity] {
    var found = childrenByName[id] ?? []
    if let object = objects[id] {
      if !object.uid.isEmpty { found.formUnion(childrenByUID[object.uid] ?? []) }
      if !object.claimTemplates.isEmpty {
        found.formUnion(
          (claims[id.name.namespace] ?? []).filter { Self.isClaim($0, of: object) })
      }
    }
    found.remove(id)
    return found.sorted { a, b in
      if a.kind == b.kind, a.kind == "ReplicaSet" || a.kind == "Job",
        let one = objects[a]?.created, let other = objects[b]?.created, one != other
      {
        return one > other
      }
      return a < b
    }
  }

  /// Everything, each followed by what hangs below it; below those that are `folded`, nothing.
  ///
  /// Old replica sets are left out unless asked for. An object that two own is shown below each.
  public func nodes(
    folded: Set<ResourceIdentity> = [], showsOld: Bool = true
  ) -> [Node] {
    var nodes: [Node] = []
    nodes.reserveCapacity(managed.count + objects.count)
    for root in roots { append(root, 0, folded, showsOld, &nodes) }
    return nodes
  }

  /// What is said of one object, as far as that doesn't depend on where it hangs: its depth is 0 here,
  /// and its children aren't counted.
  public func node(_ id: ResourceIdentity) -> Node { node(id, 0) }

  /// The health of the application, as Argo CD makes it of its resources.
  ///
  /// Healthy where none of them has any. Applications among them count only where Argo CD was told how
  /// well they are, and there only those of which that is known.
  public func health(settings: ArgoSettings = ArgoSettings()) -> Health {
    var rollUp = HealthRollUp()
    let countsApplications = settings.healthOverrides.contains("argoproj.io/Application")
    for (id, resource) in managed where !resource.isHook {
      guard let object = objects[id] else {
        rollUp.add(.missing)
        continue
      }
      guard !object.isHook else { continue }
      let isApplication = id.group == "argoproj.io" && id.kind == "Application"
      let counts: Bool =
        if object.ignoresHealth {
          false
        } else if isApplication {
          countsApplications && object.health != .missing && object.health != .unknown
        } else {
          true
        }
      rollUp.add(counts ? object.health : nil)
    }
    return rollUp.health ?? .healthy
  }

  private func append(
    _ id: ResourceIdentity, _ depth: Int, _ folded: Set<ResourceIdentity>, _ showsOld: Bool,
    _ nodes: inout [Node]
  ) {
    let below = depth < Self.deepest ? children(of: id) : []
    var node = node(id, depth)
    node.childCount = below.count
    nodes.append(node)
    guard !folded.contains(id) else { return }
    for child in below where showsOld || !isOld(child) {
      append(child, depth + 1, folded, showsOld, &nodes)
    }
  }

  private func isOld(_ id: ResourceIdentity) -> Bool {
    id.kind == "ReplicaSet" && id.group == "apps" && objects[id]?.replicas == 0
      && objects[id]?.parents.isEmpty == false
  }

  private func node(_ id: ResourceIdentity, _ depth: Int) -> Node {
    let resource = managed[id]
    let object = objects[id]
    // What the status says counts only for what can't be seen.
    let health =
      object == nil ? resource.map { $0.isHook ? $0.health : .missing } ?? nil : object?.health
    return Node(
      id: id, version: object?.version ?? resource?.version ?? "", uid: object?.uid ?? "",
      isManaged: resource != nil, sync: resource?.sync, health: health,
      message: object?.message ?? "", requiresPruning: resource?.requiresPruning ?? false,
      isHook: resource?.isHook ?? object?.isHook ?? false,
      wave: object?.wave ?? resource?.wave.map { Int($0) }, created: object?.created,
      isBeingDeleted: object?.isBeingDeleted ?? false, revision: object?.revision ?? "",
      isOld: isOld(id), depth: depth, childCount: 0)
  }

  private func parents(of id: ResourceIdentity) -> [ResourceIdentity] {
    guard let object = objects[id] else { return [] }
    var found = object.parents.compactMap { link in
      link.uid.isEmpty ? parent(link, of: object) : byUID[link.uid]
    }
    if id.isClaim {
      found += (statefulSets[id.name.namespace] ?? []).filter {
        objects[$0].map { Self.isClaim(id, of: $0) } ?? false
      }
    }
    return found.filter { $0 != id && objects[$0] != nil }
  }

  /// Whether an object hangs, at however many removes, below something the application manages.
  ///
  /// Ways through the object that is asked for don't count: some own each other.
  private func isReachable(_ id: ResourceIdentity, without own: ResourceIdentity) -> Bool {
    var seen: Set<ResourceIdentity> = [own]
    var rest = [id]
    while let next = rest.popLast() {
      guard seen.insert(next).inserted, seen.count <= 4 * Self.deepest else { continue }
      if managed[next] != nil { return true }
      rest += parents(of: next)
    }
    return false
  }

  /// Whether a claim was made from a template of a stateful set: `data-web-0`.
  private static func isClaim(_ claim: ResourceIdentity, of set: LiveObject) -> Bool {
    set.claimTemplates.contains { template in
      let prefix = "\(template)-\(set.name.name)-"
      let ordinal = claim.name.name.dropFirst(prefix.count)
      return claim.name.name.hasPrefix(prefix) && !ordinal.isEmpty
        && ordinal.allSatisfy { $0.isASCII && $0.isNumber }
    }
  }
}

extension ResourceIdentity {
  fileprivate var isClaim: Bool { group.isEmpty && kind == "PersistentVolumeClaim" }
}

extension LiveObject {
  /// Whether an object that took the place of this one hangs where this one did, in the same order.
  fileprivate func hasSamePlace(as other: LiveObject) -> Bool {
    uid == other.uid && parents == other.parents && claimTemplates == other.claimTemplates
      && created == other.created && (replicas == 0) == (other.replicas == 0)
  }
}
