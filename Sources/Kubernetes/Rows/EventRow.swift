/// An Event: something a controller said about an object.
public struct EventRow: Row {
  /// The namespace and name of the Event itself.
  public var name: ObjectName
  /// Whether it is a `Warning` rather than `Normal`.
  public var isWarning: Bool
  /// Why, in one word: `BackOff`.
  public var reason: String
  /// What happened, for a person.
  public var message: String
  /// The kind of the object it is about: `Pod`.
  public var objectKind: String
  /// The name of the object it is about.
  public var object: ObjectName
  /// Who said it: `kubelet`.
  public var source: String
  /// How often it happened.
  public var count: Int
  /// When it first happened, in seconds since 1970.
  public var firstSeen: Int64?
  /// When it last happened, in seconds since 1970.
  public var lastSeen: Int64?

  /// Makes an event's row.
  public init(
    name: ObjectName, isWarning: Bool = false, reason: String, message: String,
    objectKind: String = "", object: ObjectName, source: String = "", count: Int = 1,
    firstSeen: Int64? = nil, lastSeen: Int64? = nil
  ) {
    self.name = name
    self.isWarning = isWarning
    self.reason = reason
    self.message = message
    self.objectKind = objectKind
    self.object = object
    self.source = source
    self.count = count
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
  }
}
