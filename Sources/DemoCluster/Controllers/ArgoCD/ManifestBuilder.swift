import Documents
import YAML

/// Builds the objects of a folder of a repository, as Argo CD's repository server does.
///
/// Of kustomize this knows what the example repositories use: resources (files and folders),
/// namespace, namePrefix, labels, commonLabels, commonAnnotations, images and replicas. Anything
/// else in a kustomization is an error that names it.
struct ManifestBuilder {
  /// Why a folder couldn't be built, in the words that an Application's condition has.
  struct Failure: Error, Hashable {
    var message: String
  }

  /// All files of the commit, by path.
  let files: [String: String]

  /// The objects of a folder.
  func build(_ folder: String) throws(Failure) -> [Value] {
    let folder = Self.normalized(folder)
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = files.keys.filter { $0.hasPrefix(prefix) }.sorted()
    guard !below.isEmpty else { throw Failure(message: "\(folder): app path does not exist") }
    if let file = kustomization(in: folder) { return try kustomize(file, in: folder) }
    var objects: [Value] = []
    for path in below where !path.dropFirst(prefix.count).contains("/") && Self.isManifest(path) {
      objects += try parse(path)
    }
    return objects
  }

  /// Whether a folder is built by kustomize.
  func isKustomize(_ folder: String) -> Bool { kustomization(in: Self.normalized(folder)) != nil }

  private func kustomization(in folder: String) -> String? {
    ["kustomization.yaml", "kustomization.yml", "Kustomization"]
      .map { folder.isEmpty ? $0 : "\(folder)/\($0)" }.first { files[$0] != nil }
  }

  private static func isManifest(_ path: String) -> Bool {
    [".yaml", ".yml", ".json"].contains { path.hasSuffix($0) }
  }

  private func parse(_ path: String) throws(Failure) -> [Value] {
    let documents: [YAMLDocument]
    do {
      documents = try YAMLParser().parse(files[path] ?? "", file: path)
    } catch {
      throw Failure(message: "Failed to unmarshal \"\(path)\": \(error)")
    }
    return documents.filter { !$0.isEmpty }.map(\.value)
      .filter { $0["apiVersion"] != nil && $0["kind"] != nil }
  }

  private static let understood: Set<String> = [
    "apiVersion", "kind", "metadata", "resources", "namespace", "namePrefix", "labels",
    "commonLabels", "commonAnnotations", "images", "replicas",
  ]

  private func kustomize(_ file: String, in folder: String) throws(Failure) -> [Value] {
    guard let settings = try parse(file).first else { return [] }
    for key in (settings.object ?? [:]).keys.sorted() where !Self.understood.contains(key) {
      throw Failure(message: "`kustomize build \(folder)` failed: \(key) isn't supported here")
    }
    var objects: [Value] = []
    for entry in settings["resources"]?.array ?? [] {
      let path = Self.normalized(folder + "/" + (entry.string ?? ""))
      if files[path] != nil {
        objects += try parse(path)
      } else if files.keys.contains(where: { $0.hasPrefix(path + "/") }) {
        objects += try build(path)
      } else {
        throw Failure(
          message: "`kustomize build \(folder)` failed exit status 1: Error: accumulating "
            + "resources: accumulation err='accumulating resources from "
            + "'\(entry.string ?? "")': open \(path): no such file or directory'")
      }
    }
    return objects.map { transform($0, by: settings) }
  }

  private func transform(_ object: Value, by settings: Value) -> Value {
    var object = object
    if let prefix = settings["namePrefix"]?.string, object.objectKind != "Namespace" {
      object.set("metadata", "name", to: .string(prefix + object.objectName))
    }
    if let namespace = settings["namespace"]?.string {
      if object.objectKind == "Namespace" {
        object.set("metadata", "name", to: .string(namespace))
      } else if !Self.isClusterScoped(object) {
        object.set("metadata", "namespace", to: .string(namespace))
      }
    }
    for (key, value) in settings["commonLabels"]?.object ?? [:] {
      object.set("metadata", "labels", key, to: value)
      if object.at("spec", "template") != nil {
        object.set("spec", "template", "metadata", "labels", key, to: value)
        object.set("spec", "selector", "matchLabels", key, to: value)
      }
      if object.objectKind == "Service" { object.set("spec", "selector", key, to: value) }
    }
    for set in settings["labels"]?.array ?? [] {
      for (key, value) in set["pairs"]?.object ?? [:] {
        object.set("metadata", "labels", key, to: value)
        if set["includeTemplates"]?.bool == true, object.at("spec", "template") != nil {
          object.set("spec", "template", "metadata", "labels", key, to: value)
        }
      }
    }
    for (key, value) in settings["commonAnnotations"]?.object ?? [:] {
      object.set("metadata", "annotations", key, to: value)
    }
    for entry in settings["replicas"]?.array ?? []
    where entry["name"] == object.at("metadata", "name") {
      object.set("spec", "replicas", to: entry["count"])
    }
    return Self.withImages(object, settings["images"]?.array ?? [])
  }

  /// The object with the images of its containers as a kustomization or an Application gives them.
  static func withImages(_ object: Value, _ images: [Value]) -> Value {
    guard !images.isEmpty else { return object }
    switch object {
    case .object(var fields):
      for (key, value) in fields {
        if key == "containers" || key == "initContainers" {
          fields[key] = .array((value.array ?? []).map { replaceImage(of: $0, images) })
        } else {
          fields[key] = withImages(value, images)
        }
      }
      return .object(fields)
    case .array(let elements): return .array(elements.map { withImages($0, images) })
    default: return object
    }
  }

  private static func replaceImage(of container: Value, _ images: [Value]) -> Value {
    var container = container
    guard let image = container["image"]?.string else { return container }
    let name = ImageCatalog.parts(of: image).name
    guard let entry = images.first(where: { $0["name"]?.string == name }) else { return container }
    let tag = entry["newTag"]?.string.map { ":" + $0 } ?? String(image.dropFirst(name.utf8.count))
    container["image"] = .string((entry["newName"]?.string ?? name) + tag)
    return container
  }

  /// Kinds without a namespace that manifests have, so that `namespace` leaves them alone.
  static func isClusterScoped(_ object: Value) -> Bool {
    [
      "Namespace", "ClusterRole", "ClusterRoleBinding", "StorageClass", "PersistentVolume",
      "CustomResourceDefinition", "IngressClass", "PriorityClass",
    ].contains(object.objectKind)
  }

  /// A path without `.` and `..`.
  private static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
