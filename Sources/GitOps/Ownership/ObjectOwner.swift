public import Documents
public import Kubernetes

/// Somebody who looks after an object, and puts it back, changes it or deletes it in time.
public enum ObjectOwner: Hashable, Sendable {
  /// Another object by whose controller it was made: its owner reference with `controller: true`.
  case controller(ResourceIdentity, uid: String)
  /// An application of Argo CD's.
  case application(ObjectName)
  /// A Kustomization of Flux's.
  case fluxKustomization(ObjectName)
  /// A HelmRelease of Flux's.
  case fluxRelease(ObjectName)
  /// A release that Helm itself installed.
  case helmRelease(ObjectName)
  /// A set of objects that are applied and pruned together, by the identity in its label: a stack of
  /// Duet's, or one of kubectl's.
  case applySet(id: String)
  /// A stack of the repository that renders it, though nothing on the object says so.
  case stack(Stack.ID)
}

extension ObjectOwner {
  /// Everybody who owns the object of a document, those whom a change concerns first in front.
  ///
  /// `namespace` and `settings` are Argo CD's own; nil where there is none, and then nothing counts
  /// as an application's.
  public static func owners(
    of document: Value, argoNamespace namespace: String?, settings: ArgoSettings = ArgoSettings()
  ) -> [ObjectOwner] {
    let installations = namespace.map { [ArgoInstallation(namespace: $0, settings: settings)] }
    return KnownOwners(installations: installations ?? []).owners(of: OwnerMarks(document))
  }

  /// Whether it is an object by whose controller something was made, and nobody who applies.
  public var isController: Bool { if case .controller = self { true } else { false } }

  /// The object that stands for it in the cluster; nil where none does, or not under one name.
  public var identity: ResourceIdentity? {
    switch self {
    case .controller(let identity, _): identity
    case .application(let name):
      ResourceIdentity(group: "argoproj.io", kind: "Application", name: name)
    case .fluxKustomization(let name):
      ResourceIdentity(
        group: FluxKind.kustomization.group, kind: FluxKind.kustomization.rawValue, name: name)
    case .fluxRelease(let name):
      ResourceIdentity(
        group: FluxKind.helmRelease.group, kind: FluxKind.helmRelease.rawValue, name: name)
    case .helmRelease, .applySet, .stack: nil
    }
  }

  /// The kind and name in one word, as columns and scripts have it: `app/front`, `stack/monitoring`,
  /// `Deployment/web`.
  public func word(_ known: KnownOwners = KnownOwners()) -> String {
    switch self {
    case .controller(let identity, _): "\(identity.kind)/\(identity.name.name)"
    case .application(let name): "app/\(name.name)"
    case .fluxKustomization(let name), .fluxRelease(let name): "flux/\(name.name)"
    case .helmRelease(let name): "helm/\(name.name)"
    case .applySet(let id): "stack/\(known.setNames[id] ?? id)"
    case .stack(let id): "stack/\(known.stackNames[id] ?? id.path)"
    }
  }

  /// What it is called, for a person: `application front`, `Helm release shop/web`.
  public func words(_ known: KnownOwners = KnownOwners()) -> String {
    switch self {
    case .controller(let identity, _): "\(identity.kind) \(identity.name.name)"
    case .application(let name):
      known.installations.count == 1 && known.installations[0].namespace == name.namespace
        ? "application \(name.name)" : "application \(name)"
    case .fluxKustomization(let name): "Kustomization \(name) of Flux"
    case .fluxRelease(let name): "HelmRelease \(name) of Flux"
    case .helmRelease(let name): "Helm release \(name)"
    case .applySet(let id): known.setNames[id].map { "stack \($0)" } ?? "the ApplySet \(id)"
    case .stack(let id): "stack \(known.stackNames[id] ?? id.path)"
    }
  }
}

extension ObjectName {
  /// The application that tracking calls so: `name` in Argo CD's own namespace, `namespace_name` in
  /// any other.
  init(instance: String, in controlNamespace: String) {
    guard let bar = instance.firstIndex(of: "_") else {
      self.init(namespace: controlNamespace, name: instance)
      return
    }
    self.init(
      namespace: String(instance[..<bar]), name: String(instance[instance.index(after: bar)...]))
  }
}
