public import GitOps
public import Kubernetes

/// Somebody who may put a change back.
public struct ForecastActor: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Nobody is known.
    case nobody
    /// The controller of another object, by which this one was made.
    case controller
    /// An application of Argo CD's.
    case application
    /// An application set of Argo CD's.
    case applicationSet
    /// A Kustomization of Flux's.
    case kustomization
    /// A HelmRelease of Flux's.
    case fluxRelease
    /// A release that Helm itself installed.
    case helmRelease
    /// A stack of Duet's, or another set of objects that are applied together.
    case stack
    /// What sets numbers of replicas.
    case autoscaler
    /// What sets the requests of pods.
    case verticalAutoscaler
    /// A controller of the cluster itself, or of an operator, that makes this very object.
    case maker
  }

  /// What it is.
  public var kind: Kind
  /// Its kind in the cluster: `Deployment`, `HorizontalPodAutoscaler`; empty where that is plain.
  public var resource: String
  /// Its namespace and name; of a stack its name, or nothing where that isn't known.
  public var name: ObjectName
  /// The object at the root of what made it, where that is another one; for a controller.
  public var root: ResourceIdentity?

  /// Names somebody.
  public init(
    _ kind: Kind, resource: String = "", _ name: ObjectName = ObjectName(name: ""),
    root: ResourceIdentity? = nil
  ) {
    self.kind = kind
    self.resource = resource
    self.name = name
    self.root = root
  }

  /// Whom an owner is.
  public init(_ owner: ObjectOwner, _ known: KnownOwners = KnownOwners()) {
    switch owner {
    case .controller(let identity, _):
      self.init(.controller, resource: identity.kind, identity.name)
    case .application(let name): self.init(.application, name)
    case .fluxKustomization(let name): self.init(.kustomization, name)
    case .fluxRelease(let name): self.init(.fluxRelease, name)
    case .helmRelease(let name): self.init(.helmRelease, name)
    case .applySet(let id): self.init(.stack, ObjectName(name: known.setNames[id] ?? ""))
    case .stack(let id):
      self.init(.stack, ObjectName(name: known.stackNames[id] ?? id.path))
    }
  }

  /// Nobody in particular.
  public static let nobody = ForecastActor(.nobody)

  /// What it is called in a sentence.
  public var words: String {
    switch kind {
    case .nobody: "nobody"
    case .controller:
      root.map { "\(resource) \(name.name) (of \($0.kind) \($0.name.name))" }
        ?? "\(resource) \(name.name)"
    case .application: "application \(name.name)"
    case .applicationSet: "application set \(name.name)"
    case .kustomization: "Kustomization \(name) of Flux"
    case .fluxRelease: "HelmRelease \(name) of Flux"
    case .helmRelease: "Helm release \(name)"
    case .stack: name.name.isEmpty ? "the stack that it belongs to" : "stack \(name.name)"
    case .autoscaler, .verticalAutoscaler: "\(resource) \(name.name)"
    case .maker: resource
    }
  }
}
