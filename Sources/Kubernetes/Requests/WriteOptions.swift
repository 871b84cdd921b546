/// How to create, replace or patch.
public struct WriteOptions: Hashable, Sendable {
  /// In whose name the fields are changed.
  public var fieldManager: String?
  /// Whether the server is only to say what would happen.
  public var isDryRun: Bool
  /// What the server does about fields it doesn't know: `Strict`, `Warn` or `Ignore`.
  ///
  /// Servers before 1.25 don't look at it.
  public var fieldValidation: String?

  /// Makes options.
  public init(
    fieldManager: String? = "duet", isDryRun: Bool = false, fieldValidation: String? = nil
  ) {
    self.fieldManager = fieldManager
    self.isDryRun = isDryRun
    self.fieldValidation = fieldValidation
  }
}

/// How to apply on the server's side.
public struct ApplyOptions: Hashable, Sendable {
  /// In whose name the fields are set; what this manager set before and doesn't name now goes.
  public var fieldManager: String
  /// Whether to take fields over from other managers instead of failing with a conflict.
  public var isForced: Bool
  /// Whether the server is only to say what would happen.
  public var isDryRun: Bool
  /// What the server does about fields it doesn't know: `Strict`, `Warn` or `Ignore`.
  ///
  /// Servers before 1.25 don't look at it.
  public var fieldValidation: String?

  /// Makes options.
  public init(
    fieldManager: String = "duet", isForced: Bool = false, isDryRun: Bool = false,
    fieldValidation: String? = nil
  ) {
    self.fieldManager = fieldManager
    self.isForced = isForced
    self.isDryRun = isDryRun
    self.fieldValidation = fieldValidation
  }
}

/// The ways to change a part of an object.
public enum PatchType: String, Hashable, Sendable {
  /// RFC 7386: fields replace fields, null removes.
  case merge = "application/merge-patch+json"
  /// RFC 6902: a list of operations.
  case json = "application/json-patch+json"
  /// Kubernetes' own, which knows the keys of lists; not for custom resources.
  case strategicMerge = "application/strategic-merge-patch+json"
}

/// How to delete.
public struct DeleteOptions: Hashable, Sendable {
  /// What becomes of objects that the deleted one owns.
  public enum Propagation: String, Hashable, Sendable {
    /// They stay.
    case orphan = "Orphan"
    /// They go soon after.
    case background = "Background"
    /// They go first.
    case foreground = "Foreground"
  }

  /// What becomes of objects it owns; nil for what the kind does by itself.
  public var propagation: Propagation?
  /// How many seconds a pod has to end by itself; nil for its own setting.
  public var gracePeriodSeconds: Int?
  /// Deletes only the object with this identity.
  public var uid: String?
  /// Deletes only the object as it was at this version.
  public var resourceVersion: String?
  /// Whether the server is only to say what would happen.
  public var isDryRun: Bool

  /// Makes options.
  public init(
    propagation: Propagation? = nil, gracePeriodSeconds: Int? = nil, uid: String? = nil,
    resourceVersion: String? = nil, isDryRun: Bool = false
  ) {
    self.propagation = propagation
    self.gracePeriodSeconds = gracePeriodSeconds
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.isDryRun = isDryRun
  }
}
