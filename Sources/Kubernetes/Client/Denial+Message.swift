extension Denial {
  /// Takes the API server's sentence apart, where it is the one that its authorizer writes:
  /// `User "u" cannot v resource "r" in API group "g" in the namespace "n"`.
  ///
  /// Admission says no in other words; then there is only the Status.
  init(_ status: Status) {
    self.init(status: status)
    guard let start = status.message.firstRange(of: "User \"") else { return }
    var words = Words(rest: status.message[start.upperBound...])
    guard let user = words.upTo("\" cannot "), let verb = words.upTo(" ") else { return }
    guard words.skip("resource \""), let resource = words.upTo("\""),
      words.skip(" in API group \""), let group = words.upTo("\"")
    else {
      // A path that is no resource: `cannot get path "/metrics"`.
      guard words.skip("path \""), let path = words.upTo("\"") else { return }
      self.user = user
      self.verb = verb
      self.resource = path
      return
    }
    self.user = user
    self.verb = verb
    self.resource = resource
    self.group = group
    if words.skip(" in the namespace \"") { namespace = words.upTo("\"") }
  }

  private struct Words {
    var rest: Substring

    mutating func upTo(_ end: String) -> String? {
      guard let range = rest.firstRange(of: end) else { return nil }
      defer { rest = rest[range.upperBound...] }
      return String(rest[..<range.lowerBound])
    }

    mutating func skip(_ text: String) -> Bool {
      guard rest.hasPrefix(text) else { return false }
      rest = rest.dropFirst(text.count)
      return true
    }
  }
}
