import Documents

/// Which objects a list or watch is about.
struct ListQuery {
  /// What `resourceVersion` means.
  enum Match: String, Hashable, Sendable {
    case exact = "Exact"
    case notOlderThan = "NotOlderThan"
  }

  var namespace: String
  var labels: LabelSelector
  var fields: FieldSelector
  var limit: Int
  var token: ContinueToken?
  /// nil if it isn't given.
  var resourceVersion: UInt64?
  var match: Match?

  init(_ asked: ResourceRequest) throws(APIFailure) {
    let target = asked.target
    namespace = asked.namespace
    labels = try LabelSelector(target["labelSelector"])
    fields = try FieldSelector(target["fieldSelector"], for: asked.type)
    limit = Int(max(0, try target.number("limit") ?? 0))
    if let text = target["continue"] {
      guard let token = ContinueToken(text) else {
        throw .badRequest("continue key is not valid: illegal base64 or JSON")
      }
      self.token = token
    }
    if let text = target["resourceVersion"] {
      guard let version = UInt64(text) else {
        throw Self.invalid(
          "resourceVersion", "FieldValueInvalid", "Invalid value: \"\(text)\": invalid syntax")
      }
      resourceVersion = version
    }
    if let text = target["resourceVersionMatch"] {
      guard let match = Match(rawValue: text) else {
        throw Self.invalid(
          "resourceVersionMatch", "FieldValueNotSupported",
          "Unsupported value: \"\(text)\": supported values: \"Exact\", \"NotOlderThan\", \"\"")
      }
      self.match = match
    }
    try check(isWatch: asked.verb == .watch, sendInitialEvents: target["sendInitialEvents"] != nil)
  }

  private func check(isWatch: Bool, sendInitialEvents: Bool) throws(APIFailure) {
    if isWatch {
      guard match == nil || sendInitialEvents else {
        throw Self.invalid(
          "resourceVersionMatch", "FieldValueForbidden",
          "Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is "
            + "provided")
      }
      return
    }
    if sendInitialEvents {
      throw Self.invalid(
        "sendInitialEvents", "FieldValueForbidden",
        "Forbidden: sendInitialEvents is forbidden for list")
    }
    if match != nil, resourceVersion == nil {
      throw Self.invalid(
        "resourceVersionMatch", "FieldValueForbidden",
        "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided")
    }
    if match == .exact, resourceVersion == 0 {
      throw Self.invalid(
        "resourceVersionMatch", "FieldValueForbidden",
        "Forbidden: resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"")
    }
    if token != nil {
      if match != nil {
        throw Self.invalid(
          "resourceVersionMatch", "FieldValueForbidden",
          "Forbidden: resourceVersionMatch is forbidden when continue is provided")
      }
      if resourceVersion ?? 0 != 0 {
        throw .badRequest("specifying resource version is not allowed when using continue")
      }
    }
  }

  static func invalid(_ field: String, _ reason: String, _ message: String) -> APIFailure {
    APIFailure(
      422, "Invalid", "ListOptions.meta.k8s.io \"\" is invalid: \(field): \(message)",
      details: APIFailure.Details(
        group: "meta.k8s.io", kind: "ListOptions",
        causes: [APIFailure.Cause(reason: reason, message: message, field: field)]))
  }

  var selects: Bool { !labels.requirements.isEmpty || !fields.isEmpty }

  func matches(_ object: StoredObject) -> Bool {
    guard selects else { return true }
    let value = object.value
    return labels.matches(value) && fields.matches(value)
  }

  /// Whether an object with that key is in the namespace asked for.
  func covers(_ key: String) -> Bool {
    namespace.isEmpty || key.hasPrefix(namespace + "/")
  }
}

/// Where the next page of a list begins, and which state of the store it belongs to.
struct ContinueToken: Hashable, Sendable {
  /// nil for the state there is when the page is asked for.
  var resourceVersion: UInt64?
  /// The page begins behind this key.
  var after: String

  init(resourceVersion: UInt64?, after: String) {
    self.resourceVersion = resourceVersion
    self.after = after
  }

  init?(_ text: String) {
    guard let bytes = Base64.decode(text, .url), let value = try? Value(json: bytes),
      value["v"]?.string == "meta.k8s.io/v1", let version = value["rv"]?.integer,
      let after = value["start"]?.string
    else { return nil }
    resourceVersion = version < 0 ? nil : UInt64(version)
    self.after = after
  }

  var text: String {
    let version = resourceVersion.map { Int64(clamping: $0) } ?? -1
    let value: Value = ["v": "meta.k8s.io/v1", "rv": .integer(version), "start": .string(after)]
    return Base64.encode(JSONWriter().bytes(value), .url)
  }
}
