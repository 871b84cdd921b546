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
}

extension ObjectOwner {
  /// Everybody who owns the object of a document, those whom a change concerns first in front.
  ///
  /// `namespace` and `settings` are Argo CD's own; nil where there is none, and then nothing counts
  /// as an application's. Who is named isn't looked up: it may not exist any more.
  ///
  /// Flux's controllers mark what they apply with labels of the object that asked for it; their
  /// HelmReleases are Helm releases too, and only the HelmRelease is given then.
  public static func owners(
    of document: Value, argoNamespace namespace: String?, settings: ArgoSettings = ArgoSettings()
  ) -> [ObjectOwner] {
    let metadata = document[objectAt: "metadata"]
    let labels = metadata.textMap("labels")
    var owners: [ObjectOwner] = []
    if let controller = controller(metadata) { owners.append(controller) }
    if let namespace, let instance = settings.instance(of: document) {
      owners.append(.application(ObjectName(instance: instance, in: namespace)))
    }
    func marked(_ group: String) -> ObjectName? {
      guard let name = labels["\(group)/name"], !name.isEmpty else { return nil }
      return ObjectName(namespace: labels["\(group)/namespace"] ?? "", name: name)
    }
    if let name = marked(FluxKind.kustomization.group) { owners.append(.fluxKustomization(name)) }
    if let name = marked(FluxKind.helmRelease.group) {
      owners.append(.fluxRelease(name))
    } else if let release = helmRelease(metadata) {
      owners.append(release)
    }
    if let id = labels["applyset.kubernetes.io/part-of"], !id.isEmpty {
      owners.append(.applySet(id: id))
    }
    return owners
  }

  private static func controller(_ metadata: Value) -> ObjectOwner? {
    guard
      let owner = metadata.elements("ownerReferences").first(where: { $0.flag("controller") })
    else { return nil }
    let apiVersion = owner.text("apiVersion")
    // An owner is in the same namespace, or in none: its kind alone doesn't tell which.
    let identity = ResourceIdentity(
      group: apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "",
      kind: owner.text("kind"),
      name: ObjectName(namespace: metadata.text("namespace"), name: owner.text("name")))
    return .controller(identity, uid: owner.text("uid"))
  }

  /// Helm takes an object for its own only where both marks are there.
  private static func helmRelease(_ metadata: Value) -> ObjectOwner? {
    let annotations = metadata.textMap("annotations")
    guard metadata.textMap("labels")["app.kubernetes.io/managed-by"] == "Helm",
      let name = annotations["meta.helm.sh/release-name"], !name.isEmpty
    else { return nil }
    return .helmRelease(
      ObjectName(namespace: annotations["meta.helm.sh/release-namespace"] ?? "", name: name))
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
