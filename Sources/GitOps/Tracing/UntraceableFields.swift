internal import Documents

/// Fields that don't belong into Git, and why.
enum UntraceableFields {
  /// Why a field isn't for Git; nil where it is.
  static func reason(_ edit: FieldEdit, of object: TracedObject, in stack: RenderedStack) -> String?
  {
    let path = edit.path
    if path.isRoot { return "the object as a whole isn't a field" }
    if FieldPath(["status"]).contains(path) { return "the status is what controllers found" }
    if path.steps.first == .field("metadata"), path.steps.count > 1,
      case .field(let name) = path.steps[1]
    {
      switch name {
      case "name", "namespace": return "that would be another object"
      case "finalizers", "ownerReferences":
        return "who looks after an object in the cluster isn't said in Git"
      default: break
      }
    }
    if case .field(let key)? = path.steps.last, let owner = owner(ofText: key, path) {
      return "\(owner) writes it"
    }
    guard path == ["spec", "replicas"] else { return nil }
    return scaler(of: object, in: stack).map { "\($0) sets it" }
  }

  /// Who writes an annotation or label; nil for anybody.
  private static func owner(ofText key: String, _ path: FieldPath) -> String? {
    guard case .field(let holder)? = path.steps.dropLast().last,
      holder == "annotations" || holder == "labels"
    else { return nil }
    switch key {
    case "kubectl.kubernetes.io/last-applied-configuration": return "kubectl apply"
    case "kubectl.kubernetes.io/restartedAt": return "a restart, which happens once,"
    case "argocd.argoproj.io/tracking-id", "argocd.argoproj.io/refresh": return "Argo CD"
    case "applyset.kubernetes.io/part-of", "applyset.kubernetes.io/id": return "the deploy"
    default: return key.hasPrefix("deployment.kubernetes.io/") ? "the controller" : nil
    }
  }

  /// What the stack itself has to scale the object.
  private static func scaler(of object: TracedObject, in stack: RenderedStack) -> String? {
    let described = object.manifest.object
    for manifest in stack.manifests {
      let kind = manifest.object.kind
      guard kind == "HorizontalPodAutoscaler" || kind == "ScaledObject" else { continue }
      let target = manifest.value[objectAt: "spec"][objectAt: "scaleTargetRef"]
      let targetKind = target.text("kind").isEmpty ? "Deployment" : target.text("kind")
      if target.text("name") == described.name, targetKind == described.kind {
        return "\(kind) \(manifest.object.name)"
      }
    }
    return nil
  }
}
