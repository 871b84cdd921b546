internal import Documents
internal import GitOps
internal import Kubernetes

/// An object as it is, with who has set its fields.
struct ObjectRow: Row {
  var name: ObjectName
  var document: Value

  init(_ document: Value) {
    name = ResourceIdentity(document).name
    self.document = document
  }

  /// Reads them whole: of those there are few of.
  static let decoder = DocumentRowDecoder<ObjectRow>(keepsManagers: true) { ObjectRow($0) }
}
