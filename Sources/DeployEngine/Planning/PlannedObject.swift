public import Documents
public import GitOps
public import Kubernetes

/// One object of a plan: what would happen to it.
public struct PlannedObject: Hashable, Sendable, Identifiable {
  /// What would happen.
  public enum Verdict: Hashable, Sendable {
    /// It isn't there yet.
    case create
    /// It is there, and differs.
    case change
    /// It is as it should be.
    case unchanged
    /// It differs in fields that belong to others.
    case conflict([FieldConflict])
    /// It differs in fields that can't be changed: it has to be deleted and made anew.
    case recreate(fields: [String])
    /// It isn't rendered any more, and belongs to the stack: it would be deleted, if that is asked
    /// for.
    case prune
    /// The server would refuse it.
    case error(DeployError)
  }

  /// Something that has to be there before the server can say what it thinks of the object.
  public enum Prerequisite: Hashable, Sendable {
    /// A namespace that the same stack makes.
    case namespace(String)
    /// A definition of its kind that the same stack makes or changes, by name.
    case definition(String)
  }

  /// The object; the kind is a guess where the server doesn't know it.
  public var key: ObjectKey
  /// What it is and where it is written, with the namespace it goes to.
  public var object: StackObject
  /// Whether the file says no namespace, so that it goes to the context's.
  public var isNamespaceDefaulted: Bool
  /// What would happen to it.
  public var verdict: Verdict
  /// What comes first, so that the server couldn't be asked about this one; nil if it was.
  public var prerequisite: Prerequisite?
  /// The object as it is now, without what the server adds for itself; nil if it isn't there.
  public var before: Value?
  /// The object as it would be; as it is written, where the server couldn't be asked.
  ///
  /// The values of Secrets are masked, here and in `before`.
  public var after: Value
  /// What differs between the two; empty for a new object.
  public var differences: [Difference.Change]
  /// The same with what Git says beside it.
  public var fields: [FieldChange]
  /// How it becomes the stack's; nil for a new object, and for one that already is the stack's.
  public var adoption: Adoption?
  /// What the server had to remark: deprecated versions, unknown fields.
  public var warnings: [String]
  /// Whether applying it would change nothing at all, not even who owns which field.
  public var isSettled: Bool
  /// What is sent.
  var payload: Payload
  /// The version of the live object that it was compared with; nil if it isn't there.
  var version: String?
  /// The identity of the live object; nil if it isn't there.
  var uid: String?
  /// How often the specification of the live object has changed; 0 if it isn't there.
  var generation = 0
  /// What the server said would become of it, less what it keeps for itself; nil where it wasn't
  /// asked.
  var expected: Payload?
  /// Fields that somebody has changed by hand, and that are taken back.
  var takenBack: Set<String> = []
  /// Who owns which field of the live object, where that is to be migrated.
  var managedFields: ManagedFields?

  /// Makes an object of a plan whose payload is the `object` as it is.
  public init(
    key: ObjectKey, object: StackObject, isNamespaceDefaulted: Bool = false, verdict: Verdict,
    prerequisite: Prerequisite? = nil, before: Value? = nil, after: Value = .null,
    differences: [Difference.Change] = [], fields: [FieldChange] = [], adoption: Adoption? = nil,
    warnings: [String] = [], isSettled: Bool = false, sending payload: Value = .null
  ) {
    self.key = key
    self.object = object
    self.isNamespaceDefaulted = isNamespaceDefaulted
    self.verdict = verdict
    self.prerequisite = prerequisite
    self.before = before
    self.after = after
    self.differences = differences
    self.fields = fields
    self.adoption = adoption
    self.warnings = warnings
    self.isSettled = isSettled
    self.payload = Payload(object: payload)
  }

  public var id: ObjectKey { key }

  /// The step it is applied in.
  public var stage: KindOrder.Stage {
    KindOrder.stage(group: object.group, kind: object.kind)
  }
}

/// An object as it is sent, with the values of Secrets in it: it has no description but its size,
/// not even in a debugger.
struct Payload: Hashable, Sendable {
  var object: Value
}

extension Payload: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "•••" }
  var debugDescription: String { "•••" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
