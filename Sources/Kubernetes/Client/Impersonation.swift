public import HTTP

/// Somebody else to act as, where the cluster allows that.
public struct Impersonation: Hashable, Sendable {
  /// The user's name.
  public var user: String
  /// The user's identity.
  public var uid: String?
  /// The groups to be in.
  public var groups: [String]
  /// What else is known about the user, by key.
  public var extra: [String: [String]]

  /// Makes an impersonation.
  public init(
    user: String, uid: String? = nil, groups: [String] = [], extra: [String: [String]] = [:]
  ) {
    self.user = user
    self.uid = uid
    self.groups = groups
    self.extra = extra
  }

  /// The header fields that ask for it.
  public func add(to headers: inout Headers) {
    headers.add("Impersonate-User", user)
    if let uid { headers.add("Impersonate-Uid", uid) }
    for group in groups { headers.add("Impersonate-Group", group) }
    for (key, values) in extra.sorted(by: { $0.key < $1.key }) {
      // A field's name has no room for most characters; the server decodes it.
      let name = "Impersonate-Extra-\(PercentEncoding.encode(key))"
      for value in values { headers.add(name, value) }
    }
  }
}
