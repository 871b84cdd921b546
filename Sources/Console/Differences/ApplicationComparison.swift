public import GitOps
public import Kubernetes

/// What is compared: one resource of an application, or all of them.
public struct ComparisonRequest: Hashable, Sendable {
  /// The application.
  public var application: ObjectName
  /// The resource; nil for all.
  public var resource: ObjectKey?
  /// When Argo CD last compared it, in seconds since 1970: once it has done so again, something may
  /// be another.
  public var reconciled: Int64?

  /// Asks for a comparison.
  public init(_ application: ObjectName, resource: ObjectKey? = nil, reconciled: Int64? = nil) {
    self.application = application
    self.resource = resource
    self.reconciled = reconciled
  }
}

/// How the resources of an application differ from what Git wants.
public struct ApplicationComparison: Equatable, Sendable {
  /// What became of one of the application's sources.
  public enum Origin: Hashable, Sendable {
    /// It was rendered from a local checkout, as it was at this commit.
    case rendered(folder: String, commit: String)
    /// No local checkout of its repository is configured.
    case unconfigured(repository: String)
    /// It wasn't rendered, and why.
    case failed(repository: String, reasons: [String])
  }

  /// One resource.
  public struct Object: Equatable, Sendable, Identifiable {
    /// What came of comparing it.
    public enum Outcome: Equatable, Sendable {
      case compared(ObjectComparison)
      /// It couldn't be, and why.
      case failed(String)
    }

    /// Which resource.
    public var id: ResourceIdentity
    /// What came of comparing it.
    public var outcome: Outcome

    /// Makes one.
    public init(_ id: ResourceIdentity, _ outcome: Outcome) {
      self.id = id
      self.outcome = outcome
    }
  }

  /// What became of the sources, in their order; those that only others take values from are left
  /// out.
  public var origins: [Origin]
  /// The resources that were compared, by kind and name; none without anything from Git.
  public var objects: [Object]
  /// What is to be known of it, for a person.
  public var notes: [String]

  /// Makes a comparison.
  public init(origins: [Origin], objects: [Object] = [], notes: [String] = []) {
    self.origins = origins
    self.objects = objects
    self.notes = notes
  }

  /// Whether all that Git wants is known.
  public var isWhole: Bool {
    !origins.isEmpty
      && origins.allSatisfy { if case .rendered = $0 { true } else { false } }
  }
}
