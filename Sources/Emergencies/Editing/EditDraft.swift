public import DeployEngine
public import Documents
public import GitOps
public import Kubernetes

/// Something that somebody wants to be done to one object, before it is known what it comes to.
///
/// Made from an editor's text, from a patch, or from a quick change such as scaling; all of them take
/// the same road from here: `EditPreparer` finds out what it comes to, `EmergencyDesk` does it.
public struct EditDraft: Hashable, Sendable {
  /// What is wanted.
  public enum Aim: Hashable, Sendable {
    /// That the object says this.
    case change(to: Value)
    /// That there are so many replicas, set by the object's scale: who may only do that may do it.
    case scale(to: Int)
    /// That there is this object, of this kind, where the draft's key says.
    case creation(of: Value)
    /// That there is no such object.
    case deletion(DeleteOptions.Propagation?)
  }

  /// Whose version of a field counts that two have changed.
  public enum Side: Hashable, Sendable {
    /// That of whoever edits.
    case mine
    /// That of whoever was faster.
    case theirs
  }

  /// The object; for a creation, the one that is to be.
  public var key: ObjectKey
  /// The object as it was when this was thought of; nil for a creation.
  public var opened: Value?
  /// What is wanted.
  public var aim: Aim
  /// What that is, in a few words: `edited`, `3 → 5 replicas`.
  public var action: String
  /// Whose version counts of fields that somebody else has changed since.
  public var choices: [FieldPath: Side] = [:]
  /// Whether nothing of it is for Git: a restart, a job that is started by hand, a pod that its
  /// controller makes anew.
  public var isPassing = false
  /// The emergency that this takes back.
  public var undoes: LedgerEntry.ID?

  /// Makes a draft of anything.
  public init(
    _ key: ObjectKey, opened: Value?, _ aim: Aim, action: String, undoes: LedgerEntry.ID? = nil
  ) {
    self.key = key
    self.opened = opened?.naming(key.kind)
    self.aim = aim
    self.action = action
    self.undoes = undoes
    if case .deletion = aim { isPassing = opened?.hasController ?? false }
  }

  /// Makes the draft of an edited object.
  public init(
    _ key: ObjectKey, opened: Value, edited: Value, action: String = "edited",
    undoes: LedgerEntry.ID? = nil
  ) {
    self.init(
      key, opened: opened, .change(to: edited.naming(key.kind)), action: action, undoes: undoes)
  }

  /// The fields that it changes of the object as it was opened; none for anything else than a change.
  public var edits: [FieldEdit] {
    guard let opened else { return [] }
    switch aim {
    case .change(let edited):
      return FieldEdit.edits(
        from: FoldedFields.fold(opened), to: FoldedFields.fold(edited), ListTypes(of: opened))
    case .scale(let replicas):
      return [
        FieldEdit(
          Self.replicas, before: Self.replicas.value(in: opened),
          after: .integer(Int64(replicas)))
      ]
    case .creation, .deletion: return []
    }
  }

  static let replicas: FieldPath = ["spec", "replicas"]

  /// Whether it comes to nothing.
  public var isEmpty: Bool {
    switch aim {
    case .change: edits.isEmpty
    case .scale, .creation, .deletion: false
    }
  }

  /// The identity of the object that was opened; nil for a creation.
  public var uid: String? { opened.map(\.uid) }

  // MARK: When the object isn't the one any more

  /// The same for another object that has taken the name of the one that was opened.
  public func adopting(_ object: Value) -> EditDraft {
    var draft = self
    if let uid = object["metadata"]?["uid"] { draft.opened?["metadata"]?["uid"] = uid }
    return draft
  }

  /// The draft that makes an object anew that was deleted meanwhile, with the edits; nil where that
  /// makes no sense, because a controller made it or because nothing was to be kept of it.
  public var remaking: EditDraft? {
    guard case .change(let edited) = aim else { return nil }
    guard !edited.hasController else { return nil }
    return EditDraft(
      key, opened: nil, .creation(of: Self.anew(edited)), action: "made anew", undoes: undoes)
  }

  /// The object as it can be created.
  static func anew(_ object: Value) -> Value {
    var new = FoldedFields.fold(object)
    // A claim is bound to its volume, and a service has its addresses, by the server's own choice.
    if new["kind"] == "Service", new["apiVersion"] == "v1" {
      if new["spec"]?["clusterIP"] != "None" {
        new["spec"]?["clusterIP"] = nil
        new["spec"]?["clusterIPs"] = nil
      }
    }
    if new["kind"] == "Pod", new["apiVersion"] == "v1" { new["spec"]?["nodeName"] = nil }
    return new
  }
}

extension EditDraft {
  /// What kind of change it is.
  public var kind: Emergency.Kind {
    switch aim {
    case .change, .scale: .change
    case .creation: .creation
    case .deletion: .deletion
    }
  }
}

extension Value {
  /// Whether a controller has made the object, and would make it again.
  fileprivate var hasController: Bool {
    (self["metadata"]?["ownerReferences"]?.array ?? []).contains { $0["controller"]?.bool == true }
  }
}
