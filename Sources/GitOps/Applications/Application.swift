public import Documents
public import Kubernetes

/// An Argo CD application, whole.
///
/// Whatever of its document isn't read into a property is still in `document`. Nothing is ever
/// written back from here: changes are patches of single fields.
public struct Application: Hashable, Sendable {
  /// The document it was read from.
  public var document: Value
  /// Its namespace and name.
  public var name: ObjectName
  /// Its identity.
  public var uid: String
  /// Its version.
  public var resourceVersion: String
  /// Its labels.
  public var labels: [String: String]
  /// Its annotations.
  public var annotations: [String: String]
  /// What has to be done before it can go.
  public var finalizers: [String]
  /// When its deletion was asked for, in seconds since 1970.
  public var deletion: Int64?
  /// The project it belongs to.
  public var project: String
  /// Where its manifests come from.
  public var sources: [ApplicationSource]
  /// Whether they are given as a list, `sources`: then every revision is one of a list too.
  public var hasSourceList: Bool
  /// Where its resources go.
  public var destination: ApplicationDestination
  /// How it is synced.
  public var policy: SyncPolicy
  /// Which differences don't count.
  public var ignoredDifferences: [IgnoredDifference]
  /// What its authors have to say, by name.
  public var information: [ApplicationInformation]
  /// How many entries its history keeps.
  public var historyLimit: Int
  /// The operation that is asked for or running; nil for none.
  public var operation: RequestedOperation?
  /// What Argo CD found out about it.
  public var status: ApplicationStatus

  /// Reads a document.
  public init(_ document: Value) {
    self.document = document
    let metadata = document[objectAt: "metadata"]
    name = ObjectName(namespace: metadata.text("namespace"), name: metadata.text("name"))
    uid = metadata.text("uid")
    resourceVersion = metadata.text("resourceVersion")
    labels = metadata.textMap("labels")
    annotations = metadata.textMap("annotations")
    finalizers = metadata.texts("finalizers")
    deletion = metadata.seconds("deletionTimestamp")
    let spec = document[objectAt: "spec"]
    project = spec.text("project").isEmpty ? "default" : spec.text("project")
    let list = spec.elements("sources")
    hasSourceList = spec["sourceHydrator"]?.object == nil && !list.isEmpty
    sources = Self.sources(spec)
    destination = ApplicationDestination(spec[objectAt: "destination"])
    policy = SyncPolicy(spec[objectAt: "syncPolicy"])
    ignoredDifferences = spec.elements("ignoreDifferences").map { IgnoredDifference($0) }
    information = spec.elements("info").map { ApplicationInformation($0) }
    historyLimit = spec["revisionHistoryLimit"]?.integer.map { Int(clamping: $0) } ?? 10
    operation = document["operation"].flatMap { $0.object == nil ? nil : RequestedOperation($0) }
    status = ApplicationStatus(document[objectAt: "status"])
  }

  /// As Argo CD chooses: a hydrator before anything else, and `sources` before `source`.
  private static func sources(_ spec: Value) -> [ApplicationSource] {
    if let hydrator = spec["sourceHydrator"], hydrator.object != nil {
      let sync = hydrator[objectAt: "syncSource"]
      let dry = hydrator[objectAt: "drySource"]
      let repository = sync.text("repoURL")
      return [
        ApplicationSource(
          repository: repository.isEmpty ? dry.text("repoURL") : repository,
          path: sync.text("path"), targetRevision: sync.text("targetBranch"))
      ]
    }
    let list = spec.elements("sources")
    if !list.isEmpty { return list.map { ApplicationSource($0) } }
    return spec["source"].map { [ApplicationSource($0)] } ?? []
  }
}

extension Application {
  /// Its place in the cluster.
  public var key: ObjectKey { ObjectKey(.applications, name) }

  /// Whether its deletion was asked for.
  public var isBeingDeleted: Bool { deletion != nil }

  /// Whether an operation is asked for or running.
  public var isOperating: Bool {
    operation != nil || status.operation.map { !$0.phase.isOver } ?? false
  }

  /// Whether Argo CD was told to leave it alone altogether.
  public var isSkipped: Bool { annotations["argocd.argoproj.io/skip-reconcile"] == "true" }

  /// The name it has in tracking annotations, labels and logs: with its namespace in front if that
  /// isn't Argo CD's.
  public func instanceName(in controlNamespace: String) -> String {
    name.namespace.isEmpty || name.namespace == controlNamespace
      ? name.name : "\(name.namespace)_\(name.name)"
  }

  /// What a source is asked for: a branch, tag, commit or chart version, or the newest.
  public func targetRevision(_ index: Int = 0) -> String {
    guard sources.indices.contains(index), !sources[index].targetRevision.isEmpty else {
      return "HEAD"
    }
    return sources[index].targetRevision
  }
}

/// Something that the authors of an application, or of an operation, have to say about it.
public struct ApplicationInformation: Hashable, Sendable {
  /// What it is about.
  public var name: String
  /// What they say; often an address.
  public var value: String

  /// Makes a piece of information.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  init(_ value: Value) {
    self.init(name: value.text("name"), value: value.text("value"))
  }

  var document: Value { ["name": .string(name), "value": .string(value)] }
}
