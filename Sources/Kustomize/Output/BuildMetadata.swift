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
    let all = present.object ?? [:]
    let fields = all.filter { !Self.isForBuilds($0.key) }
    guard options.isEmpty, fields.count == all.count,
      fields.values.allSatisfy({ $0.string != nil }), !fields.isEmpty
    else {
      let texts = resource.scalarTexts("annotations").filter { !Self.isForBuilds($0.key) }
      return addOrigins(texts.mapValues { .string($0) }, to: &resource)
    }
  }

  /// Whether an annotation is one that kustomize uses while it builds, and takes away in the end.
  private static func isForBuilds(_ key: String) -> Bool {
    guard let slash = key.lastIndex(of: "/") else { return false }
    let name = String(key[key.index(after: slash)...])
    return switch key[..<slash] {
    case "internal.config.kubernetes.io": names.contains(name)
    case "config.kubernetes.io": ["path", "index", "origin"].contains(name)
    case "config.k8s.io": name == "id"
    case "alpha.config.kubernetes.io": name == "transformations"
    default: false
    }
  }

  private static let names: Set<String> = [
    "path", "index", "seqindent", "id", "annotations-migration-resource-id", "previousKinds",
    "previousNames", "previousNamespaces", "prefixes", "suffixes", "allowNameChange",
    "allowKindChange", "refBy", "generatorBehavior", "needsHashSuffix",
  ]

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
