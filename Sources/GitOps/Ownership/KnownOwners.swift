public import Kubernetes

/// What is known of those who own objects of a cluster: how their marks are read, and what they are
/// called.
public struct KnownOwners: Hashable, Sendable {
  /// The Argo CDs; without one nothing counts as an application's.
  public var installations: [ArgoInstallation]
  /// The applications there are; nil where that isn't known.
  public var applications: Set<ObjectName>?
  /// The stacks, or other sets of objects, by the identity that their members bear in a label.
  public var setNames: [String: String]
  /// The stacks of the repository by their folders.
  public var stackNames: [Stack.ID: String]
  /// Which stack renders an object.
  public var rendered: [ResourceIdentity: Stack.ID]

  /// Makes knowledge; of nobody, unless something is given.
  public init(
    installations: [ArgoInstallation] = [], applications: Set<ObjectName>? = nil,
    setNames: [String: String] = [:]
  ) {
    self.installations = installations
    self.applications = applications
    self.setNames = setNames
    stackNames = [:]
    rendered = [:]
  }

  /// Takes in what a repository renders; objects that say no namespace are in the one given.
  public mutating func add(_ stacks: [Stack], defaultNamespace: String = "default") {
    for stack in stacks {
      stackNames[stack.id] = stack.name
      for object in stack.objects {
        // Without a namespace it may be in the default one, or of a kind that has none.
        let places = object.namespace.isEmpty ? ["", defaultNamespace] : [object.namespace]
        for place in places {
          let name = ObjectName(namespace: place, name: object.name)
          let identity = ResourceIdentity(group: object.group, kind: object.kind, name: name)
          rendered[identity] = rendered[identity] ?? stack.id
        }
      }
    }
  }

  /// Everybody who owns an object, those whom a change concerns first in front: whose controller made
  /// it, then who applies it.
  public func owners(of marks: OwnerMarks) -> [ObjectOwner] {
    var owners: [ObjectOwner] = []
    if let controller = marks.controller {
      // It is in the same namespace, or in none: its kind alone doesn't tell which.
      let name = ObjectName(namespace: marks.identity.name.namespace, name: controller.name)
      let identity = ResourceIdentity(group: controller.group, kind: controller.kind, name: name)
      owners.append(.controller(identity, uid: controller.uid))
    }
    return owners + appliers(of: marks)
  }

  /// Who applies an object, by its own marks or because the repository renders it.
  ///
  /// Who is named isn't looked up: it may not exist any more. Flux's controllers mark what they apply
  /// with labels of the object that asked for it; their HelmReleases are Helm releases too, and only
  /// the HelmRelease is given then. Labels that may be a copy don't count; a tracking annotation names
  /// its object, and can't be one.
  public func appliers(of marks: OwnerMarks) -> [ObjectOwner] {
    var owners: [ObjectOwner] = []
    if let application = application(of: marks) { owners.append(.application(application)) }
    if !marks.hasCopiedLabels { owners += labelled(marks) }
    // A stack that renders it says so with its label too, once it has been deployed.
    let isInSet = owners.contains { if case .applySet = $0 { true } else { false } }
    if !isInSet, let stack = rendered[marks.identity] { owners.append(.stack(stack)) }
    return owners
  }

  /// Whether somebody isn't there any more; false where that isn't known.
  public func isGone(_ owner: ObjectOwner) -> Bool {
    guard case .application(let name) = owner, let applications else { return false }
    return !applications.contains(name)
  }

  private func labelled(_ marks: OwnerMarks) -> [ObjectOwner] {
    let labels = marks.labels
    var owners: [ObjectOwner] = []
    func marked(_ group: String) -> ObjectName? {
      guard let name = labels["\(group)/name"], !name.isEmpty else { return nil }
      return ObjectName(namespace: labels["\(group)/namespace"] ?? "", name: name)
    }
    if let name = marked(FluxKind.kustomization.group) { owners.append(.fluxKustomization(name)) }
    if let name = marked(FluxKind.helmRelease.group) {
      owners.append(.fluxRelease(name))
    } else if labels["app.kubernetes.io/managed-by"] == "Helm",
      // Helm takes an object for its own only where both marks are there.
      let name = marks.annotations[OwnerMarks.releaseName], !name.isEmpty
    {
      let namespace = marks.annotations[OwnerMarks.releaseNamespace] ?? ""
      owners.append(.helmRelease(ObjectName(namespace: namespace, name: name)))
    }
    // The record of a release is the release's own.
    if labels["owner"] == "helm", let name = labels["name"],
      marks.identity.name.name.hasPrefix("sh.helm.release.v1.")
    {
      owners.append(
        .helmRelease(ObjectName(namespace: marks.identity.name.namespace, name: name)))
    }
    if let id = labels["applyset.kubernetes.io/part-of"], !id.isEmpty {
      owners.append(.applySet(id: id))
    }
    return owners
  }

  /// The application that an object is tracked for.
  ///
  /// Several Argo CDs that don't tell themselves apart by an `installationID` may each claim it; the
  /// one counts that has such an application.
  private func application(of marks: OwnerMarks) -> ObjectName? {
    let claims = installations.compactMap { installation -> ObjectName? in
      // Whatever has an owner isn't at the root of an application's tree, and Argo CD doesn't look at
      // its label, which came along in a template.
      if installation.settings.tracking == .label, !marks.references.isEmpty { return nil }
      return installation.settings.instance(of: marks).map {
        ObjectName(instance: $0, in: installation.namespace)
      }
    }
    return claims.first { applications?.contains($0) == true } ?? claims.first
  }
}
