/// What a sync is to do.
public struct SyncRequest: Hashable, Sendable {
  /// What to sync: a branch, tag, commit or version; empty for what the application asks for.
  ///
  /// Of an application with several sources, that of the first.
  public var revision: String
  /// The same for single sources of an application with several, by their index.
  public var revisions: [Int: String]
  /// Whether to delete what isn't in Git any more.
  public var prunes: Bool
  /// Whether only to try what it would do.
  public var isDryRun: Bool
  /// Whether to leave hooks out.
  public var skipsHooks: Bool
  /// Whether to delete and make anew what can't be changed.
  public var isForced: Bool
  /// Options besides the application's own, which they take the place of where the name is the same:
  /// `Replace=true`, `ServerSideApply=true`.
  public var options: [String]
  /// The resources to sync; none for all.
  public var resources: [SyncResource]
  /// How to try again when it fails; nil for how the application says.
  public var retry: RetryPolicy?
  /// What is to be remembered about it.
  public var information: [ApplicationInformation]

  /// Asks for a sync.
  public init(
    revision: String = "", revisions: [Int: String] = [:], prunes: Bool = false,
    isDryRun: Bool = false, skipsHooks: Bool = false, isForced: Bool = false,
    options: [String] = [], resources: [SyncResource] = [], retry: RetryPolicy? = nil,
    information: [ApplicationInformation] = []
  ) {
    self.revision = revision
    self.revisions = revisions
    self.prunes = prunes
    self.isDryRun = isDryRun
    self.skipsHooks = skipsHooks
    self.isForced = isForced
    self.options = options
    self.resources = resources
    self.retry = retry
    self.information = information
  }

  /// The application's options, with those of the request in their places.
  func options(of policy: SyncPolicy) -> [String] {
    func name(_ option: String) -> Substring { option.prefix { $0 != "=" } }
    let given = Set(options.map(name))
    return policy.options.filter { !given.contains(name($0)) } + options
  }
}

/// A rollback to what was synced before.
public struct RollbackRequest: Hashable, Sendable {
  /// The number of the entry in the application's history.
  public var id: Int64
  /// Whether to delete what wasn't in Git then.
  public var prunes: Bool
  /// Whether only to try what it would do.
  public var isDryRun: Bool

  /// Asks for a rollback.
  public init(id: Int64, prunes: Bool = false, isDryRun: Bool = false) {
    self.id = id
    self.prunes = prunes
    self.isDryRun = isDryRun
  }
}
