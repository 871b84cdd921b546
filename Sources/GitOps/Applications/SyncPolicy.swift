public import Documents

/// How an application is synced, `spec.syncPolicy`.
public struct SyncPolicy: Hashable, Sendable {
  /// What Argo CD does by itself; nil where syncing is left to people.
  public var automation: Automation?
  /// The options of every sync, `CreateNamespace=true`.
  public var options: [String]
  /// How a failed sync is tried again; nil where nothing is said.
  public var retry: RetryPolicy?
  /// The labels of a namespace that Argo CD makes.
  public var namespaceLabels: [String: String]
  /// The annotations of a namespace that Argo CD makes.
  public var namespaceAnnotations: [String: String]

  /// Reads a policy; of nothing, one that leaves everything to people.
  public init(_ value: Value = [:]) {
    // `automated: null` is the same as leaving it out, `automated: {}` is not.
    automation = value["automated"].flatMap { $0.object == nil ? nil : Automation($0) }
    options = value.texts("syncOptions")
    retry = value["retry"].flatMap { $0.object == nil ? nil : RetryPolicy($0) }
    let metadata = value[objectAt: "managedNamespaceMetadata"]
    namespaceLabels = metadata.textMap("labels")
    namespaceAnnotations = metadata.textMap("annotations")
  }

  /// Whether Argo CD syncs by itself.
  public var isAutomated: Bool { automation?.isEnabled ?? false }

  /// Whether an option is set, such as `ServerSideApply=true`.
  public func has(_ option: String) -> Bool { options.contains(option) }
}

/// What Argo CD does by itself for an application.
public struct Automation: Hashable, Sendable {
  /// Whether it is switched on: `automated` is there and `enabled` isn't `false`.
  public var isEnabled: Bool
  /// Whether resources that are no longer in Git are deleted.
  public var prunes: Bool
  /// Whether changes made in the cluster are put back.
  public var selfHeals: Bool
  /// Whether that may delete everything there is.
  public var allowsEmpty: Bool

  /// Makes settings.
  public init(
    isEnabled: Bool = true, prunes: Bool = false, selfHeals: Bool = false,
    allowsEmpty: Bool = false
  ) {
    self.isEnabled = isEnabled
    self.prunes = prunes
    self.selfHeals = selfHeals
    self.allowsEmpty = allowsEmpty
  }
}

extension Automation {
  init(_ value: Value) {
    self.init(
      isEnabled: value["enabled"]?.bool ?? true, prunes: value.flag("prune"),
      selfHeals: value.flag("selfHeal"), allowsEmpty: value.flag("allowEmpty"))
  }
}

/// How a failed operation is tried again.
public struct RetryPolicy: Hashable, Sendable {
  /// How often; 0 for not at all, less for without end.
  public var limit: Int64
  /// How long before the first time, as Go writes it, `5s`; empty for 5 seconds.
  public var duration: String
  /// By what each pause is longer than the one before; nil for 2.
  public var factor: Int64?
  /// How long at most; empty for 3 minutes.
  public var longest: String
  /// Whether a newer revision is taken if there is one.
  public var refreshes: Bool

  /// Makes a policy.
  public init(
    limit: Int64, duration: String = "", factor: Int64? = nil, longest: String = "",
    refreshes: Bool = false
  ) {
    self.limit = limit
    self.duration = duration
    self.factor = factor
    self.longest = longest
    self.refreshes = refreshes
  }

  /// Reads a policy.
  public init(_ value: Value) {
    let backoff = value[objectAt: "backoff"]
    self.init(
      limit: value.integer("limit") ?? 0, duration: backoff.text("duration"),
      factor: backoff.integer("factor"), longest: backoff.text("maxDuration"),
      refreshes: value.flag("refresh"))
  }

  /// The policy as documents have it.
  public var document: Value {
    var backoff: Value = [:]
    backoff["duration"] = .unlessEmpty(duration)
    backoff["factor"] = factor.map { .integer($0) }
    backoff["maxDuration"] = .unlessEmpty(longest)
    var value: Value = ["limit": .integer(limit)]
    if backoff != [:] { value["backoff"] = backoff }
    if refreshes { value["refresh"] = true }
    return value
  }

  /// Whether there is another time after so many.
  public func allows(_ retries: Int) -> Bool { limit < 0 || Int64(retries) < limit }

  /// How many seconds it waits after a failure, having tried again so often.
  ///
  /// Nil where its durations can't be read, as Argo CD doesn't try again at all then, and for what is
  /// longer than anybody waits.
  public func pause(after retries: Int) -> Double? {
    guard let first = Self.seconds(duration, else: 5), let most = Self.seconds(longest, else: 180)
    else { return nil }
    var pause = first
    // Beyond that many, whatever grows has outgrown every limit.
    for _ in 0..<min(max(retries, 0), 1_000) {
      pause *= Double(factor ?? 2)
      if most > 0, pause >= most { return most }
    }
    if most > 0 { pause = min(pause, most) }
    return pause.magnitude < 1e10 ? pause : nil
  }

  /// A number alone is one of seconds.
  private static func seconds(_ text: String, else standard: Double) -> Double? {
    if text.isEmpty { return standard }
    if let number = Int64(text) { return Double(number) }
    return GoDuration(text)?.seconds
  }
}
