internal import Glibc

/// Where a server is: scheme, host, port and path prefix.
struct ServerAddress: Hashable, Sendable {
  /// Whether TLS is spoken.
  var isSecure: Bool
  /// A name or an address; IPv6 without brackets.
  var host: String
  var port: Int
  /// Begins with `/` and doesn't end with one, or is empty.
  var prefix: String

  /// Reads an address; one without a scheme gets TLS if `assumesTLS`.
  ///
  /// Returns nil if it isn't one. A user and password are left out: they have no meaning here.
  init?(_ text: String, assumesTLS: Bool) {
    var rest = text[...]
    isSecure = assumesTLS
    if let end = rest.firstRange(of: "://") {
      switch rest[..<end.lowerBound].lowercased() {
      case "https": isSecure = true
      case "http": isSecure = false
      default: return nil
      }
      rest = rest[end.upperBound...]
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    var path = rest[authority.endIndex...]
    guard !path.contains(where: { $0 == "?" || $0 == "#" }), Self.isPrintable(text) else {
      return nil
    }
    while path.last == "/" { path.removeLast() }
    prefix = String(path)

    var place = authority
    if let at = place.lastIndex(of: "@") { place = place[place.index(after: at)...] }
    var digits: Substring?
    if place.first == "[" {
      guard let bracket = place.firstIndex(of: "]") else { return nil }
      host = String(place[place.index(after: place.startIndex)..<bracket])
      let after = place[place.index(after: bracket)...]
      guard after.isEmpty || after.first == ":" else { return nil }
      digits = after.isEmpty ? nil : after.dropFirst()
    } else {
      let parts = place.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, let name = parts.first else { return nil }
      host = String(name)
      digits = parts.count == 2 ? parts[1] : nil
    }
    guard !host.isEmpty else { return nil }
    if let digits, !digits.isEmpty {
      guard let number = Int(digits), (1...65535).contains(number) else { return nil }
      port = number
    } else {
      port = isSecure ? 443 : 80
    }
  }

  /// The host as it stands in a URL.
  var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

  /// What the `Host` field says.
  var hostField: String {
    port == (isSecure ? 443 : 80) ? bracketedHost : "\(bracketedHost):\(port)"
  }

  /// Whether this is the machine itself.
  var isLoopback: Bool {
    if host.lowercased() == "localhost" { return true }
    return IPAddress(host)?.isLoopback ?? false
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }
}
