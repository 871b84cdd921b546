/// How well one object is, and whose it is: the least that waiting and trees need of it.
public struct HealthRow: Row {
  /// Namespace and name.
  public var name: ObjectName
  /// Its identity.
  public var uid: String
  /// How often its specification has changed.
  public var generation: Int
  /// Its controller, if it has one.
  public var controller: Owner?
  /// The identity of its controller; empty if it has none.
  public var controllerUID: String
  /// When it was created, in seconds since 1970.
  public var created: Int64?
  /// Whether its deletion was asked for.
  public var isBeingDeleted: Bool
  /// How many pods it is to have; nil where it doesn't say.
  public var replicas: Int?
  /// How well it is; nil where it has no health.
  public var health: Health?
  /// Why, in its own words.
  public var message: String

  /// Makes a row.
  public init(
    name: ObjectName, uid: String = "", generation: Int = 0, controller: Owner? = nil,
    controllerUID: String = "", created: Int64? = nil, isBeingDeleted: Bool = false,
    replicas: Int? = nil, health: Health? = nil, message: String = ""
  ) {
    self.name = name
    self.uid = uid
    self.generation = generation
    self.controller = controller
    self.controllerUID = controllerUID
    self.created = created
    self.isBeingDeleted = isBeingDeleted
    self.replicas = replicas
    self.health = health
    self.message = message
  }
}
