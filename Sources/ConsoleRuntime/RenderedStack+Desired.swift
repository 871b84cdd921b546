public import Documents
public import GitOps
public import Kubernetes

extension [RenderedStack] {
  /// What one of them says of an object; objects that say no namespace are in the one given.
  public func desired(_ key: ObjectKey, _ defaultNamespace: String) -> Value? {
    for stack in self {
      for manifest in stack.manifests {
        let object = manifest.object
        guard object.name == key.name.name, object.kind == key.kind.kind,
          object.group == key.kind.group
        else { continue }
        let place =
          object.namespace.isEmpty && key.kind.isNamespaced ? defaultNamespace : object.namespace
        if place == key.name.namespace { return manifest.value }
      }
    }
    return nil
  }
}
