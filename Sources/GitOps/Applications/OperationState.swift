public import Documents
public import Kubernetes

/// An operation as it is asked for, `operation`.
public struct RequestedOperation: Hashable, Sendable {
  /// What is to be synced, one revision for each source; empty for what the application asks for.
  public var revisions: [String]
  /// Whether resources that are no longer in Git are deleted.
  public var prunes: Bool
  /// Whether it only tries what it would do.
  public var isDryRun: Bool
  /// Whether hooks are left out.
  public var skipsHooks: Bool
  /// Whether what can't be changed is deleted and made anew.
  public var isForced: Bool
  /// The options of the sync.
  public var options: [String]
  /// The resources it is about; none for all.
  public var resources: [SyncResource]
  /// How it is tried again when it fails.
  public var retry: RetryPolicy
  /// Who asked for it; empty if Argo CD did by itself.
  public var initiator: String
  /// Whether Argo CD did by itself.
  public var isAutomated: Bool
  /// What was said about it.
  public var information: [ApplicationInformation]
  /// Its document.
  public var document: Value

  /// Reads an operation.
  public init(_ value: Value) {
    let sync = value[objectAt: "sync"]
    revisions = ApplicationStatus.revisions(sync)
    prunes = sync.flag("prune")
    isDryRun = sync.flag("dryRun")
    let strategy = sync[objectAt: "syncStrategy"]
    skipsHooks = strategy["apply"]?.object != nil || !sync.elements("resources").isEmpty
    isForced = (strategy["apply"] ?? strategy["hook"] ?? [:]).flag("force")
    options = sync.texts("syncOptions")
    resources = sync.elements("resources").map { SyncResource($0) }
    retry = RetryPolicy(value[objectAt: "retry"])
    initiator = value[objectAt: "initiatedBy"].text("username")
    isAutomated = value[objectAt: "initiatedBy"].flag("automated")
    information = value.elements("info").map { ApplicationInformation($0) }
    document = value
  }
}

/// A resource that a sync is limited to; `*` stands for any in each part.
public struct SyncResource: Hashable, Sendable {
  /// The API group; empty for the core group.
  public var group: String
  /// The kind.
  public var kind: String
  /// The namespace; empty for any.
  public var namespace: String
  /// The name.
  public var name: String

  /// Names a resource.
  public init(group: String, kind: String, namespace: String, name: String) {
    self.group = group
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// Names a resource of an application.
  public init(_ resource: ApplicationResource) {
    self.init(
      group: resource.group, kind: resource.kind, namespace: resource.name.namespace,
      name: resource.name.name)
  }

  init(_ value: Value) {
    self.init(
      group: value.text("group"), kind: value.text("kind"), namespace: value.text("namespace"),
      name: value.text("name"))
  }

  var document: Value {
    var value: Value = ["kind": .string(kind), "name": .string(name)]
    value["group"] = .unlessEmpty(group)
    value["namespace"] = .unlessEmpty(namespace)
    return value
  }
}

/// What an operation did, or is doing, `status.operationState`.
public struct OperationState: Hashable, Sendable {
  /// What was asked for.
  public var operation: RequestedOperation
  /// How far it has come.
  public var phase: OperationPhase
  /// What Argo CD says about it.
  public var message: String
  /// What was synced, one for each source.
  public var revisions: [String]
  /// From where.
  public var sources: [ApplicationSource]
  /// What became of each resource, in the order in which they were first touched.
  public var results: [ResourceResult]
  /// When it began, in seconds since 1970.
  public var started: Int64?
  /// When it ended, in seconds since 1970; a running one that has this waits to try again.
  public var finished: Int64?
  /// How often it was tried again.
  public var retries: Int

  /// Reads a state.
  public init(_ value: Value) {
    operation = RequestedOperation(value[objectAt: "operation"])
    phase = OperationPhase(value.text("phase"))
    message = value.text("message")
    let result = value[objectAt: "syncResult"]
    revisions = ApplicationStatus.revisions(result)
    sources = ApplicationStatus.sources(result)
    results = result.elements("resources").map { ResourceResult($0) }
    started = value.seconds("startedAt")
    finished = value.seconds("finishedAt")
    retries = value.integer("retryCount").map { Int(clamping: $0) } ?? 0
  }
}

/// What an operation did with one resource.
public struct ResourceResult: Hashable, Sendable {
  /// What it came to, in Argo CD's words.
  public enum Outcome: Hashable, Sendable {
    /// Applied.
    case synced
    /// Couldn't be applied or deleted.
    case syncFailed
    /// Deleted, because it isn't in Git any more.
    case pruned
    /// Not deleted, although it isn't in Git any more.
    case pruneSkipped
    /// Nothing is said, as of hooks; or a word that isn't one of Argo CD's.
    case unsaid(String)
  }

  /// The API group; empty for the core group.
  public var group: String
  /// The version within the group.
  public var version: String
  /// The kind.
  public var kind: String
  /// Its namespace and name.
  public var name: ObjectName
  /// What it came to.
  public var outcome: Outcome
  /// What was said about it.
  public var message: String
  /// The phase it belongs to; nil where it isn't said.
  public var phase: SyncPhase?
  /// What kind of hook it is; nil if it is none.
  public var hook: SyncPhase?
  /// How far the hook, or the resource on its way to health, has come.
  public var progress: OperationPhase?
  /// The images it brings.
  public var images: [String]

  /// Reads a result.
  public init(_ value: Value) {
    group = value.text("group")
    version = value.text("version")
    kind = value.text("kind")
    name = ObjectName(namespace: value.text("namespace"), name: value.text("name"))
    outcome =
      switch value.text("status") {
      case "Synced": .synced
      case "SyncFailed": .syncFailed
      case "Pruned": .pruned
      case "PruneSkipped": .pruneSkipped
      case let word: .unsaid(word)
      }
    message = value.text("message")
    phase = SyncPhase(rawValue: value.text("syncPhase"))
    hook = SyncPhase(rawValue: value.text("hookType"))
    let word = value.text("hookPhase")
    progress = word.isEmpty ? nil : OperationPhase(word)
    images = value.texts("images")
  }

  /// Whether it is a hook.
  public var isHook: Bool { hook != nil }
}

/// A part of a sync: hooks before it, the resources, hooks after it.
public enum SyncPhase: String, Hashable, Sendable, CaseIterable {
  /// Before the resources.
  case preSync = "PreSync"
  /// The resources, and hooks beside them.
  case sync = "Sync"
  /// After all resources are healthy.
  case postSync = "PostSync"
  /// After a failure.
  case syncFail = "SyncFail"
  /// Before the application is deleted.
  case preDelete = "PreDelete"
  /// After the application's resources are deleted.
  case postDelete = "PostDelete"
  /// Nothing that is to be synced.
  case skip = "Skip"
}

extension SyncPhase: Comparable {
  /// Whether `a` comes before `b`.
  public static func < (a: SyncPhase, b: SyncPhase) -> Bool { a.place < b.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
