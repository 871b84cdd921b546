import Documents
import Files
import Kustomize
import Testing
import YAML

/// Builds kustomizations of trees that are written down.
enum TreeBuild {
  /// A tree of texts, `== path` before each.
  static func tree(_ text: String) -> MemoryTree {
    var files: [String: String] = [:]
    var path = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("== ") {
        path = String(line.dropFirst(3))
        files[path] = ""
      } else {
        files[path, default: ""] += line + "\n"
      }
    }
    files[""] = nil
    return MemoryTree(files)
  }

  /// The objects that the kustomization of a folder comes to.
  static func objects(
    _ text: String, _ folder: String = "", overriding overrides: KustomizeOverrides = .none
  ) async throws -> [Value] {
    try await KustomizeBuilder(tree: tree(text)).build(folder, overriding: overrides)
      .resources.map(\.value)
  }

  /// Kinds and names of the objects, with namespaces where they have one.
  static func names(_ text: String, _ folder: String = "") async throws -> [String] {
    try await objects(text, folder).map { object in
      let namespace = object["metadata"]?["namespace"]?.string.map { "\($0)/" } ?? ""
      return "\(object["kind"]?.string ?? "") \(namespace)\(object.name)"
    }
  }

  /// What is wrong with the kustomization of a folder; nothing if it can be built.
  static func problems(_ text: String, _ folder: String = "") async -> [String] {
    do throws(KustomizeError) {
      _ = try await KustomizeBuilder(tree: tree(text)).build(folder)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  /// Values as YAML says them.
  static func values(_ yaml: String) throws -> [Value] {
    try YAMLParser().parse(yaml).filter { !$0.isEmpty }.map(\.value)
  }
}

extension Value {
  /// The name in an object's metadata.
  var name: String { self["metadata"]?["name"]?.string ?? "" }
}
