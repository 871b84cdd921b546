import Documents
import Files
import YAML

/// The kustomization that a field stands in, for what carries the field out.
///
/// Such a thing is a type with `apply(_ field: YAMLNode, to set: inout ResourceSet, in scope:
/// FieldScope) throws(KustomizeError)`; all that is wrong with the field is in the one error.
struct FieldScope {
  /// The kustomization's file, from the root of the tree.
  let file: String
  let sources: SourceFiles

  /// The documents of a file of the kustomization that one of its nodes names.
  func documents(at path: YAMLNode) throws(KustomizeError) -> [YAMLDocument] {
    let place = try sources.locate(path.value.string ?? "", from: Paths.folder(of: file)) {
      problem($0, at: path)
    }
    return try sources.documents(place)
  }

  /// The bytes of a file of the kustomization that one of its nodes names.
  func bytes(at path: YAMLNode) throws(KustomizeError) -> [UInt8] {
    let place = try sources.locate(path.value.string ?? "", from: Paths.folder(of: file)) {
      problem($0, at: path)
    }
    return try sources.bytes(place)
  }

  /// A problem of the kustomization, at one of its nodes.
  func problem(_ reason: String, at node: YAMLNode) -> KustomizeError.Problem {
    KustomizeError.Problem(file: file, line: node.position.line, reason: reason)
  }

  /// An error of one problem.
  func error(_ reason: String, at node: YAMLNode) -> KustomizeError {
    KustomizeError([problem(reason, at: node)])
  }
}
