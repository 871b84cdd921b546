public import Documents
public import Kubernetes

/// What Argo CD found out about an application, `status`.
public struct ApplicationStatus: Hashable, Sendable {
  /// Whether the cluster is as Git says.
  public var sync: SyncStatus
  /// The commits or chart versions that were compared, one for each source.
  public var revisions: [String]
  /// The sources they were compared for: others than the application's if it was changed since.
  public var comparedSources: [ApplicationSource]
  /// The destination they were compared for.
  public var comparedDestination: ApplicationDestination
  /// How well it is; nil where Argo CD hasn't said.
  public var health: Health?
  /// Why it isn't well, where Argo CD says so.
  public var healthMessage: String
  /// The resources it manages.
  public var resources: [ApplicationResource]
  /// What is wrong with it.
  public var conditions: [ApplicationCondition]
  /// What was synced, oldest first.
  public var history: [HistoryEntry]
  /// The last operation, or the current one; nil if there never was one.
  public var operation: OperationState?
  /// When it was last compared, in seconds since 1970.
  public var reconciled: Int64?
  /// The images its resources use.
  public var images: [String]
  /// Where it can be reached.
  public var addresses: [String]
  /// What rendered its sources, in Argo CD's words: `Helm`.
  public var sourceTypes: [String]
  /// The namespace of the controller that looks after it; empty for older versions.
  public var controllerNamespace: String
  /// Whether the health of each resource is left out of the status, as since version 3.
  public var leavesHealthOut: Bool

  /// Reads a status, of whichever version; of nothing, one that nothing is known of.
  public init(_ value: Value = [:]) {
    let sync = value[objectAt: "sync"]
    self.sync = SyncStatus(sync.text("status"))
    revisions = Self.revisions(sync)
    let compared = sync[objectAt: "comparedTo"]
    comparedSources = Self.sources(compared)
    comparedDestination = ApplicationDestination(compared[objectAt: "destination"])
    health = Health(value[objectAt: "health"].text("status"))
    healthMessage = value[objectAt: "health"].text("message")
    resources = value.elements("resources").compactMap { ApplicationResource($0) }
    conditions = value.elements("conditions").map { ApplicationCondition($0) }
    history = value.elements("history").map { HistoryEntry($0) }
    operation = value["operationState"].flatMap { $0.object == nil ? nil : OperationState($0) }
    reconciled = value.seconds("reconciledAt")
    images = value[objectAt: "summary"].texts("images")
    addresses = value[objectAt: "summary"].texts("externalURLs")
    let types = value.texts("sourceTypes")
    sourceTypes = types.isEmpty ? [value.text("sourceType")].filter { !$0.isEmpty } : types
    controllerNamespace = value.text("controllerNamespace")
    leavesHealthOut = value.text("resourceHealthSource") == "appTree"
  }

  /// The conditions that keep it from being compared or synced at all.
  public var obstacles: [ApplicationCondition] {
    conditions.filter { $0.type == "ComparisonError" || $0.type == "InvalidSpecError" }
  }

  static func revisions(_ value: Value) -> [String] {
    let several = value.texts("revisions")
    return several.isEmpty ? [value.text("revision")].filter { !$0.isEmpty } : several
  }

  static func sources(_ value: Value) -> [ApplicationSource] {
    let several = value.elements("sources")
    if !several.isEmpty { return several.map { ApplicationSource($0) } }
    // Where there are several, Argo CD still writes a single one with nothing in it.
    guard let source = value.part("source"), !source.text("repoURL").isEmpty else { return [] }
    return [ApplicationSource(source)]
  }
}

/// One sync that an application remembers, and can be rolled back to.
public struct HistoryEntry: Hashable, Sendable, Identifiable {
  /// Its number.
  public var id: Int64
  /// What was synced, one for each source.
  public var revisions: [String]
  /// From where.
  public var sources: [ApplicationSource]
  /// Whether revisions and sources are given as lists.
  public var hasSourceList: Bool
  /// When the sync ended, in seconds since 1970.
  public var deployed: Int64?
  /// When it began, in seconds since 1970.
  public var started: Int64?
  /// Who asked for it; empty if Argo CD did by itself.
  public var initiator: String
  /// Whether Argo CD did by itself.
  public var isAutomated: Bool
  /// Its document, from which a rollback takes the sources as they were.
  public var document: Value

  /// Reads an entry.
  public init(_ value: Value) {
    id = value.integer("id") ?? 0
    revisions = ApplicationStatus.revisions(value)
    sources = ApplicationStatus.sources(value)
    hasSourceList = !value.elements("sources").isEmpty
    deployed = value.seconds("deployedAt")
    started = value.seconds("deployStartedAt")
    initiator = value[objectAt: "initiatedBy"].text("username")
    isAutomated = value[objectAt: "initiatedBy"].flag("automated")
    document = value
  }
}
