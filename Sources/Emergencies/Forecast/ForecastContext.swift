public import Documents
public import GitOps
public import Kubernetes

/// What there is to know about those who look after an object before a change of it is judged.
///
/// Gathered by `ForecastReader`; whatever couldn't be read says why.
public struct ForecastContext: Hashable, Sendable {
  /// The time, in seconds since 1970.
  public var now: Int64
  /// Those who look after the object, those whom a change concerns first in front.
  public var owners: [ForecastOwner]
  /// The autoscalers that have the object for their target.
  public var scalers: [Autoscaler]
  /// What the repository says of the object, where it was built; nil where that isn't known.
  public var desired: Value?
  /// Who the change is written as.
  public var manager: String
  /// What couldn't be found out, in sentences without a full stop.
  public var gaps: [String]

  /// The field manager of emergency edits.
  public static let editManager = "duet-edit"

  /// Describes what is known.
  public init(
    now: Int64, owners: [ForecastOwner] = [], scalers: [Autoscaler] = [], desired: Value? = nil,
    manager: String = ForecastContext.editManager, gaps: [String] = []
  ) {
    self.now = now
    self.owners = owners
    self.scalers = scalers
    self.desired = desired
    self.manager = manager
    self.gaps = gaps
  }
}

/// Somebody who looks after an object, and how it stands with them.
public enum ForecastOwner: Hashable, Sendable {
  /// The controller of another object.
  case controller(Controller)
  /// An application of Argo CD's.
  case application(ApplicationFacts)
  /// An application set of Argo CD's, for an application.
  case applicationSet(ObjectName, Found<ApplicationSet>)
  /// A Kustomization of Flux's.
  case kustomization(ObjectName, Found<Value>)
  /// A HelmRelease of Flux's.
  case fluxRelease(ObjectName, Found<Value>)
  /// A release that Helm itself installed.
  case helmRelease(ObjectName)
  /// A stack, or another set of objects that are applied together, by its name; empty where that
  /// isn't known.
  case stack(String)

  /// Something that was read, or why not.
  public enum Found<Subject: Hashable & Sendable>: Hashable, Sendable {
    /// It was.
    case found(Subject)
    /// It wasn't, and why, in a sentence.
    case unreadable(String)
  }

  /// The controller of another object.
  public struct Controller: Hashable, Sendable {
    /// Which object.
    public var identity: ResourceIdentity
    /// That object.
    public var object: Found<Value>
    /// The object at the root of what made it; nil where that is the same one, or isn't known.
    public var root: ResourceIdentity?

    /// Describes a controller.
    public init(
      _ identity: ResourceIdentity, _ object: Found<Value>, root: ResourceIdentity? = nil
    ) {
      self.identity = identity
      self.object = object
      self.root = root
    }
  }

  /// An application of Argo CD's and its surroundings.
  public struct ApplicationFacts: Hashable, Sendable {
    /// Its namespace and name.
    public var name: ObjectName
    /// The application.
    public var application: Found<Application>
    /// How its Argo CD is set up.
    public var settings: ArgoSettings
    /// The sync windows that are for it; nil where the project can't be read.
    public var windows: SyncWindows?

    /// Describes an application.
    public init(
      _ name: ObjectName, _ application: Found<Application>,
      settings: ArgoSettings = ArgoSettings(), windows: SyncWindows? = nil
    ) {
      self.name = name
      self.application = application
      self.settings = settings
      self.windows = windows
    }
  }

  /// Who it is.
  public var actor: ForecastActor {
    switch self {
    case .controller(let controller):
      ForecastActor(
        .controller, resource: controller.identity.kind, controller.identity.name,
        root: controller.root)
    case .application(let facts): ForecastActor(.application, facts.name)
    case .applicationSet(let name, _): ForecastActor(.applicationSet, name)
    case .kustomization(let name, _): ForecastActor(.kustomization, name)
    case .fluxRelease(let name, _): ForecastActor(.fluxRelease, name)
    case .helmRelease(let name): ForecastActor(.helmRelease, name)
    case .stack(let name): ForecastActor(.stack, ObjectName(name: name))
    }
  }
}

/// Something that sets the size of a workload.
public struct Autoscaler: Hashable, Sendable {
  /// What it sets.
  public enum Kind: String, Hashable, Sendable {
    /// The number of replicas.
    case horizontal = "HorizontalPodAutoscaler"
    /// The requests of the pods.
    case vertical = "VerticalPodAutoscaler"
  }

  /// What it sets.
  public var kind: Kind
  /// Its name.
  public var name: String
  /// The least number of replicas.
  public var least: Int64
  /// The greatest number of replicas.
  public var most: Int64
  /// What made it, where that is what people change: `ScaledObject queue`; empty for nothing.
  public var maker: String
  /// Whether it is told to do nothing.
  public var isPaused: Bool
  /// How long fewer have to be enough before it takes some away, in seconds.
  public var patience: Int64
  /// Why it has no metrics to go by; nil where it has.
  public var problem: String?

  /// Describes an autoscaler.
  public init(
    _ kind: Kind, _ name: String, least: Int64 = 1, most: Int64 = 0, maker: String = "",
    isPaused: Bool = false, patience: Int64 = 300, problem: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.least = least
    self.most = most
    self.maker = maker
    self.isPaused = isPaused
    self.patience = patience
    self.problem = problem
  }
}
