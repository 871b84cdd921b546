/// What the server says of a request it didn't fulfil: `kind: Status`.
public struct Status: Hashable, Sendable {
  /// One thing that was wrong with the request, often with a field.
  public struct Cause: Hashable, Sendable {
    /// The kind of fault: `FieldValueInvalid`, `FieldManagerConflict`.
    public var reason: String
    /// What is wrong, for a person.
    public var message: String
    /// The field it is wrong with: `spec.replicas`; empty if it isn't one field.
    public var field: String

    /// Makes a cause.
    public init(reason: String, message: String, field: String = "") {
      self.reason = reason
      self.message = message
      self.field = field
    }
  }

  /// The HTTP status code.
  public var code: Int
  /// The kind of failure in one word: `NotFound`; empty if the server didn't say.
  public var reason: String
  /// What happened, for a person.
  public var message: String
  /// The group of the kind it is about.
  public var group: String
  /// The kind it is about; the server puts the plural here in most cases.
  public var kind: String
  /// The name of the object it is about.
  public var name: String
  /// All faults, where there may be several.
  public var causes: [Cause]
  /// How many seconds to wait before asking again; nil if the server doesn't say.
  public var retryAfterSeconds: Int?

  /// Makes a status.
  public init(
    code: Int, reason: String = "", message: String = "", group: String = "",
    kind: String = "", name: String = "", causes: [Cause] = [], retryAfterSeconds: Int? = nil
  ) {
    self.code = code
    self.reason = reason
    self.message = message
    self.group = group
    self.kind = kind
    self.name = name
    self.causes = causes
    self.retryAfterSeconds = retryAfterSeconds
  }
}
