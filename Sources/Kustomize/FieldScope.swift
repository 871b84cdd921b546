import Documents
import Files
import YAML

/// The kustomization that a field stands in, for what carries the field out.
///
/// Such a thing is a type with `apply(_ field: YAMLNode, to set: inout ResourceSet, in scope:
/// FieldScope) throws(KustomizeError)`; all that is wrong with the field is in the one error.
struct FieldScope {
  /// The kustomization's file, or that of the transformer's configuration.
  let file: String
  /// The folder that paths are relative to.
  let folder: String
  let sources: SourceFiles

  init(file: String, folder: String? = nil, sources: SourceFiles) {
    self.file = file
    self.folder = folder ?? Paths.folder(of: file)
    self.sources = sources
  }

  /// The documents of a file of the kustomization that one of its nodes names.
  func documents(at path: YAMLNode) throws(KustomizeError) -> [YAMLDocument] {
    try sources.documents(locate(path))
  }

  /// The bytes of a file of the kustomization that one of its nodes names.
  func bytes(at path: YAMLNode) throws(KustomizeError) -> [UInt8] {
    try sources.bytes(locate(path))
  }

  /// The place of a file that a node names.
  func locate(_ path: YAMLNode) throws(KustomizeError) -> String {
    try locate(path.value.string ?? "", namedBy: path)
  }

  func locate(_ path: String, namedBy node: YAMLNode) throws(KustomizeError) -> String {
    try sources.locate(path, from: folder) { problem($0, at: node) }
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
