/// One object of a stack, and where it is written.
public struct StackObject: Hashable, Sendable {
  /// The API group; empty for the core group.
  public var group: String
  /// The version within the group.
  public var version: String
  /// The kind, as in the document: `Deployment`.
  public var kind: String
  /// The namespace it says; empty where it says none.
  public var namespace: String
  /// The name.
  public var name: String
  /// The file, from the root of the repository.
  public var file: String
  /// The line its document begins in, from 1.
  public var line: Int

  /// Makes an object.
  public init(
    group: String = "", version: String = "v1", kind: String, namespace: String = "",
    name: String, file: String = "", line: Int = 1
  ) {
    self.group = group
    self.version = version
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.file = file
    self.line = line
  }

  /// Group and version, as in documents: `apps/v1`.
  public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
}

extension StackObject: CustomStringConvertible {
  /// As people name objects: `Deployment monitoring/grafana`.
  public var description: String {
    namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)"
  }
}

extension StackObject {
  /// What the server tells objects apart by.
  struct Key: Hashable {
    var group: String
    var kind: String
    var namespace: String
    var name: String
  }

  /// The object's own; to say no namespace or `default` is the same to kustomize.
  var key: Key {
    Key(
      group: group, kind: kind, namespace: namespace == "default" ? "" : namespace, name: name)
  }
}
