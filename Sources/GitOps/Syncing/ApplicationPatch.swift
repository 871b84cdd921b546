public import Documents
public import Kubernetes

/// A change of an application that is ready to be sent.
public struct ApplicationPatch: Hashable, Sendable {
  /// Which application.
  public var key: ObjectKey
  /// The change, as a merge patch; where it matters it holds the version that it was made for, so
  /// that the server refuses it if the application has changed since.
  public var patch: Value

  /// Makes a change.
  public init(_ key: ObjectKey, _ patch: Value) {
    self.key = key
    self.patch = patch
  }

  /// Whether the server refuses it for another version of the application.
  public var isGuarded: Bool { patch["metadata"]?["resourceVersion"] != nil }
}

extension Application {
  /// A change of this very version.
  func guarded(_ change: Value) -> ApplicationPatch {
    var change = change
    change[["metadata", "resourceVersion"] as Pointer] = .string(resourceVersion)
    return ApplicationPatch(key, change)
  }
}

/// What is known about an application besides itself when an operation on it is checked.
public struct OperationContext: Hashable, Sendable {
  /// What is known of its project.
  public enum Project: Hashable, Sendable {
    /// It is there.
    case found(ApplicationProject)
    /// There is none of that name.
    case missing
    /// It can't be read.
    case unreadable
  }

  /// Its project.
  public var project: Project
  /// The sync windows that are for it, and their states.
  public var windows: SyncWindows
  /// Whether the user may do it; nil where that can't be found out, and the server will tell.
  public var access: AccessVerdict?
  /// Who asks, for the record.
  public var user: String
  /// Whether the application is in another namespace than Argo CD's own.
  public var isForeign = false
  /// Whether an Argo CD looks after that namespace.
  public var isServed = true
  /// Whether a project that this one inherits from can't be read.
  public var lacksWindows = false
  /// Whether this Argo CD lets people replace objects.
  public var mayReplace = true

  /// Describes what is known.
  public init(project: Project, windows: SyncWindows, access: AccessVerdict?, user: String) {
    self.project = project
    self.windows = windows
    self.access = access
    self.user = user
  }

  /// Describes what is known, with the windows of the project and of those it inherits from at a
  /// moment in seconds since 1970.
  public init(
    for application: Application, project: Project, inherited: [ApplicationProject] = [],
    access: AccessVerdict? = nil, user: String, now: Int64, zones: TimeZones = TimeZones()
  ) {
    var windows: [SyncWindow] = []
    if case .found(let project) = project { windows = project.windows }
    windows += inherited.flatMap(\.windows)
    self.init(
      project: project, windows: SyncWindows(windows, for: application, at: now, zones),
      access: access, user: user)
  }

  func refusal(verb: String) -> OperationRefusal? {
    guard let access, !access.isAllowed else { return nil }
    return .forbidden(verb: verb, reason: access.reason)
  }
}
