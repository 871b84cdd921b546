public import Documents
public import Kubernetes

/// Which object something is, as Argo CD tells objects apart: whatever their version.
public struct ResourceIdentity: Hashable, Sendable {
  /// The API group; empty for the core group.
  public var group: String
  /// The kind: `Deployment`.
  public var kind: String
  /// Its namespace and name.
  public var name: ObjectName

  /// Names an object.
  public init(group: String = "", kind: String, name: ObjectName) {
    self.group = group
    self.kind = kind
    self.name = name
  }

  /// Names a resource of an application.
  public init(_ resource: ApplicationResource) {
    self.init(group: resource.group, kind: resource.kind, name: resource.name)
  }

  /// Names the object of a document.
  public init(_ document: Value) {
    let apiVersion = document.text("apiVersion")
    let metadata = document[objectAt: "metadata"]
    self.init(
      group: apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "",
      kind: document.text("kind"),
      name: ObjectName(namespace: metadata.text("namespace"), name: metadata.text("name")))
  }
}

extension ResourceIdentity: Comparable {
  /// By kind, then by group, namespace and name.
  public static func < (a: ResourceIdentity, b: ResourceIdentity) -> Bool {
    if a.kind != b.kind { return a.kind < b.kind }
    return a.group == b.group ? a.name < b.name : a.group < b.group
  }
}

extension ResourceIdentity: CustomStringConvertible {
  /// `apps/Deployment shop/web`.
  public var description: String { (group.isEmpty ? "" : "\(group)/") + "\(kind) \(name)" }
}
