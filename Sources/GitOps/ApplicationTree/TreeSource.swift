public import Kubernetes

/// A list that a tree is made of.
public struct TreeSource: Hashable, Sendable {
  /// What is listed.
  public var kind: ResourceKind
  /// Where; nil for everywhere.
  public var namespace: String?

  /// Makes a source.
  public init(_ kind: ResourceKind, namespace: String? = nil) {
    self.kind = kind
    self.namespace = namespace
  }

  /// Whether an object is one of its.
  func contains(_ id: ResourceIdentity) -> Bool {
    id.kind == kind.kind && id.group == kind.group
      && (namespace == nil || id.name.namespace == namespace)
  }
}

/// A kind by the names that documents have for it.
public struct ResourceKindName: Hashable, Sendable {
  /// The group; empty for the core group.
  public var group: String
  /// The kind.
  public var kind: String

  /// Names a kind.
  public init(group: String = "", kind: String) {
    self.group = group
    self.kind = kind
  }
}

/// What has to be followed to keep an application's tree.
public struct TreeSources: Hashable, Sendable {
  /// The lists.
  public var sources: Set<TreeSource>
  /// The kinds that the server doesn't have: their definition isn't installed.
  public var missing: Set<ResourceKindName>

  /// Beyond this many namespaces, one watch of all is less than one for each.
  private static let mostNamespaces = 4

  /// What may hang below objects of a kind, by its plural; other custom objects may own anything.
  private static let below: [String: [String]] = [
    "deployments.apps": ["replicasets.apps", "pods"], "replicasets.apps": ["pods"],
    "statefulsets.apps": ["pods", "persistentvolumeclaims", "controllerrevisions.apps"],
    "daemonsets.apps": ["pods", "controllerrevisions.apps"], "jobs.batch": ["pods"],
    "cronjobs.batch": ["jobs.batch", "pods"], "replicationcontrollers": ["pods"],
    "services": ["endpoints", "endpointslices.discovery.k8s.io"], "serviceaccounts": ["secrets"],
    "rollouts.argoproj.io": ["replicasets.apps", "pods", "analysisruns.argoproj.io"],
    "applicationsets.argoproj.io": ["applications.argoproj.io"],
    "certificates.cert-manager.io": ["secrets", "certificaterequests.cert-manager.io"],
    "externalsecrets.external-secrets.io": ["secrets"], "sealedsecrets.bitnami.com": ["secrets"],
    "applications.argoproj.io": [], "appprojects.argoproj.io": [],
  ]
  private static let anything = [
    "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps", "jobs.batch",
    "pods", "services", "configmaps", "secrets", "persistentvolumeclaims",
  ]

  /// Chooses lists for these resources among the kinds that a server has.
  ///
  /// Objects are looked for where the resources are: what is below one is in its namespace.
  public init(_ resources: [ApplicationResource], kinds: [ResourceKind]) {
    (sources, missing) = ([], [])
    let byPlural = Dictionary(
      kinds.map { ($0.qualifiedName, $0) }, uniquingKeysWith: { first, _ in first })
    var byName: [ResourceKindName: [ResourceKind]] = [:]
    for kind in kinds {
      byName[ResourceKindName(group: kind.group, kind: kind.kind), default: []].append(kind)
    }
    var places: [ResourceKind: Set<String>] = [:]
    for resource in resources {
      let name = ResourceKindName(group: resource.group, kind: resource.kind)
      guard let all = byName[name],
        let kind = all.first(where: { $0.version == resource.version }) ?? all.first
      else {
        missing.insert(name)
        continue
      }
      places[kind, default: []].insert(resource.name.namespace)
      let isCustom = kind.group.contains(".") && !kind.group.hasSuffix(".k8s.io")
      for plural in Self.below[kind.qualifiedName] ?? (isCustom ? Self.anything : []) {
        guard let child = byPlural[plural], child.can("list") else { continue }
        if !resource.name.namespace.isEmpty || !child.isNamespaced {
          places[child, default: []].insert(resource.name.namespace)
        }
      }
    }
    for (kind, namespaces) in places where kind.can("list") {
      if !kind.isNamespaced || namespaces.count > Self.mostNamespaces {
        sources.insert(TreeSource(kind))
      } else {
        for namespace in namespaces { sources.insert(TreeSource(kind, namespace: namespace)) }
      }
    }
  }
}

extension Client {
  /// Follows the lists of a tree until the task is cancelled; `send` is awaited before more is read.
  public func follow(
    _ sources: Set<TreeSource>,
    send: @escaping @Sendable (Change<LiveObject>, TreeSource) async -> Void
  ) async {
    await withDiscardingTaskGroup { group in
      for source in sources {
        group.addTask {
          let query = ResourceQuery(source.kind, namespace: source.namespace)
          await live(query, decoding: LiveObjectDecoder(source.kind)) { await send($0, source) }
        }
      }
    }
  }
}
