import Documents
import YAML

/// Puts manifests into a cluster, as people do.
enum Manifests {
  /// Applies all documents of a text, in order, in the name of a field manager.
  static func apply(
    _ text: String, as manager: String = "kubectl", to server: isolated DemoAPIServer
  ) {
    let documents = (try? YAMLParser().parse(text)) ?? []
    apply(documents.filter { !$0.isEmpty }.map(\.value), as: manager, to: server)
  }

  static func apply(_ objects: [Value], as manager: String, to server: isolated DemoAPIServer) {
    for object in objects {
      guard let type = server.types.type(kind: object.objectKind, group: object.objectGroup) else {
        continue
      }
      _ = try? server.apply(type.id, object, as: manager)
    }
    server.drainChanges()
  }

  /// Deploys a folder of a repository, namespaces first.
  static func deploy(
    _ folder: String, of files: [String: String], as manager: String,
    to server: isolated DemoAPIServer
  ) {
    let objects = (try? ManifestBuilder(files: files).build(folder)) ?? []
    apply(
      objects.sorted { SyncOrder($0, phase: .sync) < SyncOrder($1, phase: .sync) }, as: manager,
      to: server)
  }
}
