public import Documents
public import Kubernetes

/// What the applications of a group of people may do: Argo CD's `AppProject`.
public struct ApplicationProject: Hashable, Sendable {
  /// A pattern of destinations.
  public struct Destination: Hashable, Sendable {
    /// Pattern of the cluster's address; a leading `!` forbids.
    public var server: String
    /// Pattern of the cluster's name.
    public var cluster: String
    /// Pattern of the namespace; a leading `!` forbids.
    public var namespace: String
  }

  /// A pattern of kinds.
  public struct KindPattern: Hashable, Sendable {
    /// Pattern of the group.
    public var group: String
    /// Pattern of the kind.
    public var kind: String
    /// Pattern of the name; empty for any.
    public var name: String
  }

  /// What some people may do.
  public struct Role: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it is for.
    public var summary: String
    /// What it allows, as Argo CD's policies say it.
    public var policies: [String]
    /// Who has it.
    public var groups: [String]
  }

  /// Its namespace and name.
  public var name: ObjectName
  /// Its labels, by which it inherits from others.
  public var labels: [String: String]
  /// What it is for.
  public var summary: String
  /// Patterns of the repositories that manifests may come from; a leading `!` forbids.
  public var repositories: [String]
  /// Where resources may go.
  public var destinations: [Destination]
  /// The namespaces that its applications may be in, besides Argo CD's own.
  public var applicationNamespaces: [String]
  /// When syncs are allowed.
  public var windows: [SyncWindow]
  /// Who may do what.
  public var roles: [Role]
  /// The kinds without a namespace that are allowed.
  public var allowedClusterKinds: [KindPattern]
  /// The kinds without a namespace that are forbidden.
  public var deniedClusterKinds: [KindPattern]
  /// The kinds with a namespace that are allowed; nil for all.
  public var allowedKinds: [KindPattern]?
  /// The kinds with a namespace that are forbidden.
  public var deniedKinds: [KindPattern]
  /// Whether resources that nobody owns are reported, `nil` where nobody looks for them.
  public var warnsOfOrphans: Bool?

  /// Reads a project.
  public init(_ document: Value) {
    let metadata = document[objectAt: "metadata"]
    let spec = document[objectAt: "spec"]
    func kinds(_ key: String) -> [KindPattern] {
      spec.elements(key).map {
        KindPattern(group: $0.text("group"), kind: $0.text("kind"), name: $0.text("name"))
      }
    }
    name = ObjectName(namespace: metadata.text("namespace"), name: metadata.text("name"))
    labels = metadata.textMap("labels")
    summary = spec.text("description")
    repositories = spec.texts("sourceRepos")
    destinations = spec.elements("destinations").map {
      Destination(
        server: $0.text("server"), cluster: $0.text("name"), namespace: $0.text("namespace"))
    }
    applicationNamespaces = spec.texts("sourceNamespaces")
    windows = spec.elements("syncWindows").map { SyncWindow($0) }
    roles = spec.elements("roles").map {
      Role(
        name: $0.text("name"), summary: $0.text("description"), policies: $0.texts("policies"),
        groups: $0.texts("groups"))
    }
    allowedClusterKinds = kinds("clusterResourceWhitelist")
    deniedClusterKinds = kinds("clusterResourceBlacklist")
    allowedKinds =
      spec["namespaceResourceWhitelist"]?.array == nil
      ? nil : kinds("namespaceResourceWhitelist")
    deniedKinds = kinds("namespaceResourceBlacklist")
    warnsOfOrphans = spec["orphanedResources"]?.object.map { $0["warn"]?.bool ?? true }
  }
}

extension ApplicationProject {
  /// Whether applications in a namespace other than Argo CD's own may be of it.
  public func accepts(_ namespace: String) -> Bool {
    applicationNamespaces.contains { ArgoInstallation.fits($0, namespace) }
  }

  /// Whether objects of a kind are allowed.
  public func allows(group: String, kind: String, name: String, isNamespaced: Bool) -> Bool {
    func isIn(_ patterns: [KindPattern]) -> Bool {
      patterns.contains {
        Self.fits($0.group, group) && Self.fits($0.kind, kind)
          && ($0.name.isEmpty || Self.fits($0.name, name))
      }
    }
    if isNamespaced { return (allowedKinds.map(isIn) ?? true) && !isIn(deniedKinds) }
    return isIn(allowedClusterKinds) && !isIn(deniedClusterKinds)
  }

  /// Whether resources may go there.
  public func allows(_ destination: ApplicationDestination) -> Bool {
    var isAllowed = false
    for pattern in destinations {
      let isDenied = pattern.server.hasPrefix("!") || pattern.namespace.hasPrefix("!")
      let isPlace =
        (pattern.server.isEmpty || destination.server.isEmpty
          || Self.fitsSigned(pattern.server, destination.server))
        && (pattern.cluster.isEmpty || destination.cluster.isEmpty
          || Self.fitsSigned(pattern.cluster, destination.cluster))
        && !(pattern.server.isEmpty && destination.cluster.isEmpty)
        && !(pattern.cluster.isEmpty && destination.server.isEmpty)
        && Self.fitsSigned(pattern.namespace, destination.namespace)
      guard isPlace else { continue }
      if isDenied { return false }
      isAllowed = true
    }
    return isAllowed
  }

  /// Whether manifests may come from a repository.
  public func allows(repository: String) -> Bool {
    var isAllowed = false
    let plain = Self.normalized(repository)
    for pattern in repositories {
      if pattern.hasPrefix("!") {
        if Self.fits(Self.normalized(String(pattern.dropFirst())), plain) { return false }
      } else if pattern == "*" || Self.fits(Self.normalized(pattern), plain) {
        isAllowed = true
      }
    }
    return isAllowed
  }

  private static func normalized(_ address: String) -> String {
    address.lowercased().hasSuffix(".git") ? String(address.dropLast(4)) : address
  }

  private static func fits(_ pattern: String, _ text: String) -> Bool {
    pattern == text || GlobPattern(pattern)?.matches(text) == true
  }

  private static func fitsSigned(_ pattern: String, _ text: String) -> Bool {
    fits(pattern.hasPrefix("!") ? String(pattern.dropFirst()) : pattern, text)
  }
}

extension ArgoSettings {
  /// The names of the projects that one inherits from, sync windows among the rest.
  public func projects(inheritedBy project: ApplicationProject) -> [String] {
    let labels = Labels(project.labels.map { Labels.Label($0.key, $0.value) })
    return globalProjects.filter {
      $0.name != project.name.name && $0.selector.matches(labels)
    }.map(\.name)
  }
}
