public import Documents
public import Kubernetes

/// Where manifests of an application come from.
public struct ApplicationSource: Hashable, Sendable {
  /// The address of the Git, Helm or OCI repository.
  public var repository: String
  /// The folder in a Git repository; empty for a chart.
  public var path: String
  /// The chart in a Helm repository; empty for Git.
  public var chart: String
  /// The branch, tag, commit or chart version; empty for the newest.
  public var targetRevision: String
  /// The name by which other sources take values from this one; empty for none.
  public var reference: String
  /// What it is called among several; empty for nothing.
  public var name: String
  /// What is put on top of a kustomization, `kustomize`; nil where nothing is said.
  public var kustomize: Value?
  /// How a folder of manifests is gone through, `directory`; nil where nothing is said.
  public var directory: Value?
  /// How a chart is rendered, `helm`; nil where nothing is said.
  public var helm: Value?
  /// Which plug-in renders it, `plugin`; nil where nothing is said.
  public var plugin: Value?

  /// Describes a source.
  public init(
    repository: String, path: String = "", chart: String = "", targetRevision: String = "",
    reference: String = "", name: String = ""
  ) {
    self.repository = repository
    self.path = path
    self.chart = chart
    self.targetRevision = targetRevision
    self.reference = reference
    self.name = name
  }
}

extension ApplicationSource {
  /// Reads a source.
  public init(_ value: Value) {
    self.init(
      repository: value.text("repoURL"), path: value.text("path"), chart: value.text("chart"),
      targetRevision: value.text("targetRevision"), reference: value.text("ref"),
      name: value.text("name"))
    kustomize = value["kustomize"].flatMap { $0.object == nil ? nil : $0 }
    directory = value["directory"].flatMap { $0.object == nil ? nil : $0 }
    helm = value["helm"].flatMap { $0.object == nil ? nil : $0 }
    plugin = value["plugin"].flatMap { $0.object == nil ? nil : $0 }
  }

  /// What renders a source, as far as its fields say it; Argo CD looks at the files for the rest.
  public enum Tool: Hashable, Sendable {
    /// Nothing: other sources take values from it, and it brings no manifests.
    case reference
    /// Helm.
    case helm
    /// kustomize.
    case kustomize
    /// Manifests as they are.
    case directory
    /// A plug-in of that name; of no name if the plug-ins themselves say who it is.
    case plugin(String)
    /// What the files in its folder ask for.
    case detected
  }

  /// What renders it.
  public var tool: Tool {
    if plugin != nil { return .plugin(plugin?.text("name") ?? "") }
    if !chart.isEmpty || helm != nil { return .helm }
    if kustomize != nil { return .kustomize }
    if directory != nil { return .directory }
    return !reference.isEmpty && path.isEmpty ? .reference : .detected
  }

  /// Whether it is a Helm chart from a repository of charts, whose revisions are versions.
  public var isChart: Bool { !chart.isEmpty }
}

/// Where the resources of an application go.
public struct ApplicationDestination: Hashable, Sendable {
  /// The cluster's address; empty where it is named instead.
  public var server: String
  /// The cluster's name; empty where the address is given.
  public var cluster: String
  /// The namespace of resources that say none; empty for none.
  public var namespace: String

  /// Describes a destination.
  public init(server: String = "", cluster: String = "", namespace: String = "") {
    self.server = server
    self.cluster = cluster
    self.namespace = namespace
  }

  /// Reads a destination.
  public init(_ value: Value) {
    self.init(
      server: value.text("server"), cluster: value.text("name"),
      namespace: value.text("namespace"))
  }

  /// Whether it is the cluster that Argo CD runs in.
  public var isInCluster: Bool {
    cluster == "in-cluster" || server == "https://kubernetes.default.svc"
  }
}

/// What an operation of Argo CD did, or is doing.
public struct ApplicationOperation: Hashable, Sendable {
  /// How far it has come.
  public var phase: OperationPhase
  /// What Argo CD says about it.
  public var message: String
  /// What it synced to, one for each source.
  public var revisions: [String]
  /// When it began, in seconds since 1970.
  public var started: Int64?
  /// When it ended, in seconds since 1970; a running one that has this waits to try again.
  public var finished: Int64?
  /// Who asked for it; empty if Argo CD did by itself.
  public var initiator: String
  /// How often it was tried again.
  public var retries: Int

  /// Describes an operation.
  public init(
    phase: OperationPhase, message: String = "", revisions: [String] = [], started: Int64? = nil,
    finished: Int64? = nil, initiator: String = "", retries: Int = 0
  ) {
    self.phase = phase
    self.message = message
    self.revisions = revisions
    self.started = started
    self.finished = finished
    self.initiator = initiator
    self.retries = retries
  }
}

/// What Argo CD finds wrong with an application.
public struct ApplicationCondition: Hashable, Sendable {
  /// Its type: `ComparisonError`, `OrphanedResourceWarning`.
  public var type: String
  /// What is wrong, for a person.
  public var message: String
  /// Since when, in seconds since 1970; nil if not known.
  public var since: Int64?

  /// Describes a condition.
  public init(type: String, message: String, since: Int64? = nil) {
    self.type = type
    self.message = message
    self.since = since
  }

  init(_ value: Value) {
    self.init(
      type: value.text("type"), message: value.text("message"),
      since: value.seconds("lastTransitionTime"))
  }

  /// Whether it is an error rather than a warning, by its name, as everywhere in Argo CD.
  public var isError: Bool { type.hasSuffix("Error") }
}

/// One resource that an application manages.
public struct ApplicationResource: Hashable, Sendable {
  /// The API group; empty for the core group.
  public var group: String
  /// The version within the group: `v1`.
  public var version: String
  /// The kind: `Deployment`.
  public var kind: String
  /// Its namespace and name.
  public var name: ObjectName
  /// Whether it is as Git says; nil for hooks and others that aren't compared.
  public var sync: SyncStatus?
  /// Its health, where this Argo CD keeps it in the application; nil otherwise.
  public var health: Health?
  /// Whether it is no longer in Git and would be deleted by a sync that prunes.
  public var requiresPruning: Bool
  /// Whether it is a hook: run by a sync rather than kept.
  public var isHook: Bool
  /// Its place in the order of a sync, as far as this Argo CD tells it; nil otherwise.
  public var wave: Int32?

  /// Describes a resource.
  public init(
    group: String = "", version: String = "", kind: String, name: ObjectName,
    sync: SyncStatus? = nil, health: Health? = nil, requiresPruning: Bool = false,
    isHook: Bool = false, wave: Int32? = nil
  ) {
    self.group = group
    self.version = version
    self.kind = kind
    self.name = name
    self.sync = sync
    self.health = health
    self.requiresPruning = requiresPruning
    self.isHook = isHook
    self.wave = wave
  }

  /// Reads a resource; nil for what names no kind.
  init?(_ value: Value) {
    let sync = value.text("status")
    self.init(
      group: value.text("group"), version: value.text("version"), kind: value.text("kind"),
      name: ObjectName(namespace: value.text("namespace"), name: value.text("name")),
      sync: sync.isEmpty ? nil : SyncStatus(sync),
      health: Health(value[objectAt: "health"].text("status")),
      requiresPruning: value.flag("requiresPruning"), isHook: value.flag("hook"),
      wave: value["syncWave"]?.integer.map { Int32(clamping: $0) })
    if kind.isEmpty { return nil }
  }
}
