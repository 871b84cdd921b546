import Documents
internal import Files
internal import Kustomize
import YAML

/// Builds the objects of a folder of a repository, as Argo CD's repository server does: with kustomize
/// where there is a kustomization, and as they are where there is none.
struct ManifestBuilder {
  /// Why a folder couldn't be built, in the words that an Application's condition has.
  struct Failure: Error, Hashable {
    var message: String
  }

  /// All files of the commit, by path.
  let files: [String: String]

  /// The objects of a folder, with an Application's `source.kustomize` on top.
  func build(_ folder: String, options: Value? = nil) throws(Failure) -> [Value] {
    let folder = Paths.normalize(folder) ?? folder
    let prefix = folder.isEmpty ? "" : folder + "/"
    let below = files.keys.filter { $0.hasPrefix(prefix) }.sorted()
    guard !below.isEmpty else { throw Failure(message: "\(folder): app path does not exist") }
    if isKustomize(folder) { return try kustomize(folder, options) }
    var objects: [Value] = []
    for path in below where !path.dropFirst(prefix.count).contains("/") && Self.isManifest(path) {
      objects += try parse(path)
    }
    return objects
  }

  /// Whether a folder is built by kustomize.
  func isKustomize(_ folder: String) -> Bool {
    let folder = Paths.normalize(folder) ?? folder
    return ["kustomization.yaml", "kustomization.yml", "Kustomization"]
      .contains { files[Paths.join(folder, $0)] != nil }
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

  private func kustomize(_ folder: String, _ options: Value?) throws(Failure) -> [Value] {
    do {
      return try KustomizeBuilder(tree: MemoryTree(files))
        .buildLocally(folder, overriding: Self.overrides(options)).resources.map(\.value)
    } catch {
      throw Failure(
        message: "`kustomize build \(folder)` failed exit status 1: Error: "
          + error.problems.map(\.description).joined(separator: "; "))
    }
  }

  private static func overrides(_ options: Value?) -> KustomizeOverrides {
    var overrides = KustomizeOverrides()
    guard let options else { return overrides }
    func texts(_ field: String) -> [String: String] {
      (options[field]?.object ?? [:]).compactMapValues(\.string)
    }
    overrides.namePrefix = options["namePrefix"]?.string
    overrides.nameSuffix = options["nameSuffix"]?.string
    overrides.namespace = options["namespace"]?.string
    overrides.images = (options["images"]?.array ?? []).compactMap(\.string)
    overrides.replicas = (options["replicas"]?.array ?? []).compactMap { entry in
      guard let name = entry["name"]?.string, let count = entry["count"]?.integer else {
        return nil
      }
      return .init(name: name, count: count)
    }
    overrides.commonLabels = texts("commonLabels")
    overrides.commonAnnotations = texts("commonAnnotations")
    overrides.patches = options["patches"]?.array ?? []
    return overrides
  }

  /// Kinds without a namespace that manifests have, where no server knows better.
  static func isClusterScoped(_ object: Value) -> Bool {
    [
      "Namespace", "ClusterRole", "ClusterRoleBinding", "StorageClass", "PersistentVolume",
      "CustomResourceDefinition", "IngressClass", "PriorityClass",
    ].contains(object.objectKind)
  }
}
