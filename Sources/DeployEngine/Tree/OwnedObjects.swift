public import Kubernetes

/// What controllers made, by whom they made it for; kept up by watches.
public struct OwnedObjects: Sendable {
  /// The lists it is made of; `namespace` is nil for one of all namespaces.
  public struct Source: Hashable, Sendable {
    /// What is listed.
    public var kind: ResourceKind
    /// Where.
    public var namespace: String?

    /// Makes a source.
    public init(_ kind: ResourceKind, namespace: String? = nil) {
      self.kind = kind
      self.namespace = namespace
    }
  }

  /// Counts changes, so that what is made of it can be kept until there is one.
  public private(set) var revision = 0

  private var lists: [Source: Reflection<HealthRow>] = [:]
  private var byOwner: [String: Set<ObjectKey>] = [:]
  private var rows: [ObjectKey: HealthRow] = [:]

  /// Makes one of nothing.
  public init() {}

  /// Whether all lists that have begun are there.
  public var isComplete: Bool { lists.values.allSatisfy(\.isComplete) }

  /// Takes in what a watch says.
  public mutating func apply(_ change: Change<HealthRow>, from source: Source) {
    var list = lists.removeValue(forKey: source) ?? Reflection()
    let before = list.revision
    list.apply(change)
    switch change {
    case .applied(let changed), .page(let changed, _):
      for row in changed { set(row, source.kind) }
    case .deleted(let names):
      for name in names { remove(ObjectKey(source.kind, name)) }
    case .listed:
      for key in rows.keys where key.kind == source.kind && list[key.name] == nil {
        if source.namespace == nil || source.namespace == key.name.namespace { remove(key) }
      }
    case .began, .alive, .interrupted, .unreadable: break
    }
    if list.revision != before { revision += 1 }
    lists[source] = list
  }

  /// Forgets what a watch said that has ended.
  public mutating func remove(_ source: Source) {
    guard lists.removeValue(forKey: source) != nil else { return }
    for key in rows.keys where key.kind == source.kind {
      if source.namespace == nil || source.namespace == key.name.namespace { remove(key) }
    }
    revision += 1
  }

  /// What an object owns: the newest first of replica sets and jobs, pods by name.
  func children(of node: ObjectNode) -> [(ObjectKey, HealthRow)] {
    guard !node.uid.isEmpty, let keys = byOwner[node.uid] else { return [] }
    return keys.compactMap { key in rows[key].map { (key, $0) } }
      .sorted { a, b in
        if a.0.kind != b.0.kind { return a.0.kind.qualifiedName < b.0.kind.qualifiedName }
        if a.0.kind != .pods, a.1.created != b.1.created {
          return (a.1.created ?? 0) > (b.1.created ?? 0)
        }
        return a.0.name < b.0.name
      }
  }

  private mutating func set(_ row: HealthRow, _ kind: ResourceKind) {
    let key = ObjectKey(kind, row.name)
    // What nobody owns hangs below nothing.
    guard !row.controllerUID.isEmpty else {
      remove(key)
      return
    }
    if let old = rows[key], old.controllerUID != row.controllerUID { remove(key) }
    rows[key] = row
    byOwner[row.controllerUID, default: []].insert(key)
  }

  private mutating func remove(_ key: ObjectKey) {
    guard let row = rows.removeValue(forKey: key) else { return }
    byOwner[row.controllerUID]?.remove(key)
    if byOwner[row.controllerUID]?.isEmpty == true { byOwner[row.controllerUID] = nil }
  }
}
