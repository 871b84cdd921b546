import Documents

/// A refusal, in the terms of the API: what becomes a `Status` object in the answer.
struct APIFailure: Error, Hashable, Sendable {
  /// One reason among several, with the field it is about.
  struct Cause: Hashable, Sendable {
    var reason: String
    var message: String
    var field: String
  }

  /// What the failure is about.
  struct Details: Hashable, Sendable {
    var name: String = ""
    var group: String = ""
    /// The resource's plural name, or its kind where the API says so.
    var kind: String = ""
    var uid: String = ""
    var causes: [Cause] = []
    var retryAfterSeconds: Int?
  }

  /// The HTTP status.
  var code: Int
  /// The machine-readable reason, such as `NotFound` or `Conflict`; empty where there is none.
  var reason: String
  var message: String
  var details: Details?
  /// Where a list that can't be continued consistently may be continued all the same.
  var nextToken: String?

  init(_ code: Int, _ reason: String, _ message: String, details: Details? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
  }
}

extension APIFailure {
  static func notFound(_ resource: ResourceID, _ name: String) -> APIFailure {
    APIFailure(
      404, "NotFound", "\(resource) \"\(name)\" not found",
      details: Details(name: name, group: resource.group, kind: resource.plural))
  }

  static func alreadyExists(_ resource: ResourceID, _ name: String) -> APIFailure {
    APIFailure(
      409, "AlreadyExists", "\(resource) \"\(name)\" already exists",
      details: Details(name: name, group: resource.group, kind: resource.plural))
  }

  static func conflict(_ resource: ResourceID, _ name: String, _ why: String) -> APIFailure {
    APIFailure(
      409, "Conflict", "Operation cannot be fulfilled on \(resource) \"\(name)\": \(why)",
      details: Details(name: name, group: resource.group, kind: resource.plural))
  }

  /// The conflict of a write that was made from an older version of the object.
  static func stale(_ resource: ResourceID, _ name: String) -> APIFailure {
    conflict(
      resource, name,
      "the object has been modified; please apply your changes to the latest version and try again")
  }

  static func forbidden(_ resource: ResourceID, _ name: String, _ why: String) -> APIFailure {
    let subject = name.isEmpty ? "\(resource)" : "\(resource) \"\(name)\""
    return APIFailure(
      403, "Forbidden", "\(subject) is forbidden: \(why)",
      details: Details(name: name, group: resource.group, kind: resource.plural))
  }

  static func badRequest(_ message: String) -> APIFailure {
    APIFailure(400, "BadRequest", message)
  }

  static func expired(_ message: String) -> APIFailure {
    APIFailure(410, "Expired", message)
  }

  static func methodNotAllowed() -> APIFailure {
    APIFailure(
      405, "MethodNotAllowed", "the server does not allow this method on the requested resource")
  }

  /// The answer to a path that nothing is at.
  static func noSuchPath() -> APIFailure {
    APIFailure(
      404, "NotFound", "the server could not find the requested resource", details: Details())
  }

  /// A refusal because of what the object says; several causes in one answer.
  static func invalid(
    _ type: ResourceType, _ name: String, _ causes: [Cause]
  ) -> APIFailure {
    let lines = causes.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
    let list = lines.count == 1 ? lines[0] : "[" + lines.joined(separator: ", ") + "]"
    let kind = type.id.group.isEmpty ? type.kind : type.kind + "." + type.id.group
    return APIFailure(
      422, "Invalid", "\(kind) \"\(name)\" is invalid: \(list)",
      details: Details(name: name, group: type.id.group, kind: type.kind, causes: causes))
  }
}

extension APIFailure {
  /// The `Status` object.
  var status: Value {
    var status: Value = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
      "message": .string(message), "code": .integer(Int64(code)),
    ]
    if !reason.isEmpty { status["reason"] = .string(reason) }
    if let nextToken { status["metadata"] = ["continue": .string(nextToken)] }
    if let details { status["details"] = details.value }
    return status
  }
}

extension APIFailure.Details {
  fileprivate var value: Value {
    var value: Value = [:]
    if !name.isEmpty { value["name"] = .string(name) }
    if !group.isEmpty { value["group"] = .string(group) }
    if !kind.isEmpty { value["kind"] = .string(kind) }
    if !uid.isEmpty { value["uid"] = .string(uid) }
    if !causes.isEmpty {
      value["causes"] = .array(
        causes.map { cause in
          var fields: Value = [
            "reason": .string(cause.reason), "message": .string(cause.message),
          ]
          if !cause.field.isEmpty { fields["field"] = .string(cause.field) }
          return fields
        })
    }
    if let retryAfterSeconds { value["retryAfterSeconds"] = .integer(Int64(retryAfterSeconds)) }
    return value
  }
}
