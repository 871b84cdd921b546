public import Documents
public import Kubernetes

/// How one object in the cluster differs from Git.
public struct ObjectDrift: Hashable, Sendable, Identifiable {
  /// What the difference comes to.
  public enum State: Hashable, Sendable {
    /// None.
    case inSync
    /// It is there, and a deploy would change it.
    case changed
    /// It isn't there, and a deploy would create it.
    case missing
    /// It is there, belongs to the stack's inventory, and Git hasn't got it any more.
    case extra
    /// It differs as written, and the server is being asked whether that means anything.
    case checking
    /// It hasn't been looked at yet.
    case pending
    /// It can't be said, and why.
    case unknown(DeployError)
  }

  /// One place where live and Git differ.
  public struct Field: Hashable, Sendable {
    /// The place in words a person knows the elements by: `/spec/containers[web]/image`.
    public var label: String
    /// What is there now; nil for nothing, and for values of Secrets the masked form.
    public var live: Value?
    /// What a deploy would make of it.
    public var desired: Value?

    /// Makes a field.
    public init(label: String, live: Value? = nil, desired: Value? = nil) {
      self.label = label
      self.live = live
      self.desired = desired
    }
  }

  /// Which object.
  public var key: ObjectKey
  /// Its identity; empty while it isn't there.
  public var uid: String
  /// When it was created, in seconds since 1970; nil while it isn't there.
  public var created: Int64?
  /// What the difference comes to.
  public var state: State
  /// Where it differs, a few places at most.
  public var fields: [Field]
  /// How many places there are altogether.
  public var fieldCount: Int
  /// How well it is; nil where it isn't there or its kind has no health.
  public var health: Health?
  /// Why, in its own words.
  public var message: String

  /// Makes an object's drift.
  public init(
    key: ObjectKey, uid: String = "", created: Int64? = nil, state: State, fields: [Field] = [],
    fieldCount: Int? = nil, health: Health? = nil, message: String = ""
  ) {
    self.key = key
    self.uid = uid
    self.created = created
    self.state = state
    self.fields = fields
    self.fieldCount = fieldCount ?? fields.count
    self.health = health
    self.message = message
  }

  public var id: ObjectKey { key }
}
