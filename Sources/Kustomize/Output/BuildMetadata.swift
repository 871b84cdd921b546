import Documents
import YAML

/// What `buildMetadata` asks to be noted on all objects.
struct BuildMetadata {
  private let options: Set<String>

  init(_ kustomization: KustomizationFile) {
    options = Set(kustomization.elements("buildMetadata").compactMap(\.value.string))
  }

  /// Whether objects have to be told where they come from.
  var tracksOrigins: Bool { !options.isEmpty }

  /// The object as it is given out.
  func finish(_ resource: Resource) -> Value {
    var resource = resource
    if options.contains("managedByLabel") {
      var labels = resource.value["metadata"]?["labels"] ?? .object([:])
      if labels.isNull { labels = .object([:]) }
      labels["app.kubernetes.io/managed-by"] = "kustomize-v5.5.0"
      resource.setMetadata("labels", labels)
    }
    finishAnnotations(&resource)
    return resource.value
  }

  /// Adds what is asked for, and leaves annotations as kustomize does: text, and not without any.
  private func finishAnnotations(_ resource: inout Resource) {
    guard let present = resource.value["metadata"]?["annotations"] else {
      return addOrigins([:], to: &resource)
    }
    let fields = present.object ?? [:]
    guard options.isEmpty, fields.values.allSatisfy({ $0.string != nil }), !fields.isEmpty else {
      let texts = resource.scalarTexts("annotations")
      return addOrigins(texts.mapValues { .string($0) }, to: &resource)
    }
  }

  private func addOrigins(_ present: [String: Value], to resource: inout Resource) {
    var annotations = present
    if options.contains("originAnnotations"), let origin = resource.origin {
      annotations["config.kubernetes.io/origin"] = .string(origin.yaml)
    }
    if options.contains("transformerAnnotations"), !resource.transformations.isEmpty {
      annotations["alpha.config.kubernetes.io/transformations"] =
        .string(Origin.yaml(resource.transformations))
    }
    guard !annotations.isEmpty || resource.value["metadata"]?["annotations"] != nil else { return }
    resource.setMetadata("annotations", annotations.isEmpty ? nil : .object(annotations))
  }
}
