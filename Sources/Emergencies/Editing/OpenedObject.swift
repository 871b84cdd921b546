public import Documents
public import Kubernetes

/// An object as it was when somebody opened it in an editor.
public struct OpenedObject: Hashable, Sendable {
  /// Which one.
  public var key: ObjectKey
  /// The whole of it, with what an editor doesn't show.
  public var document: Value
  /// Who looks after it, a line for each; shown above it.
  public var owners: [String]

  /// Describes an object; one whose server doesn't say what it is gets that from its key.
  public init(_ key: ObjectKey, _ document: Value, owners: [String] = []) {
    self.key = key
    self.document = document.naming(key.kind)
    self.owners = owners
  }

  /// What an editor shows of it.
  public var shown: Value {
    let folded = FoldedFields.fold(document)
    return SecretTexts.isSecret(folded) ? SecretTexts.show(folded) : folded
  }

  /// The whole object that was meant with what came back from an editor.
  func meant(by edited: Value) -> Value {
    var object = edited
    if SecretTexts.isSecret(document) { object = SecretTexts.hide(object, opened: document) }
    return FoldedFields.unfold(object.droppingNulls(except: document), with: document)
  }
}

extension Value {
  /// The object, saying of what kind it is.
  ///
  /// Objects of lists leave that out.
  func naming(_ kind: ResourceKind) -> Value {
    var object = self
    if object["apiVersion"] == nil { object["apiVersion"] = .string(kind.apiVersion) }
    if object["kind"] == nil { object["kind"] = .string(kind.kind) }
    return object
  }

  /// `metadata.uid`; empty where there is none.
  var uid: String { self["metadata"]?["uid"]?.string ?? "" }
}
