/// Which proxy the environment asks for, by the rules of Go's `net/http`, which kubectl follows.
///
/// libcurl reads the same variables a little differently: no `HTTP_PROXY` in capitals, an
/// `ALL_PROXY` that Go doesn't know, and loopback through the proxy.
struct ProxyRules: Hashable, Sendable {
  private var http: String?
  private var https: String?
  private var exceptions: [String]

  /// Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in capitals first.
  init(environment: (String) -> String?) {
    func value(_ name: String) -> String? {
      for name in [name, name.lowercased()] {
        if let value = environment(name), !value.isEmpty { return value }
      }
      return nil
    }
    // A CGI script's client could set HTTP_PROXY with a `Proxy` field.
    http = environment("REQUEST_METHOD") == nil ? value("HTTP_PROXY") : nil
    https = value("HTTPS_PROXY")
    exceptions = (value("NO_PROXY") ?? "").split(separator: ",").map {
      $0.filter { $0 != " " && $0 != "\t" }.lowercased()
    }
  }

  /// The proxy for a server, or nil for none.
  func proxy(for address: ServerAddress) -> String? {
    guard let proxy = address.isSecure ? https : http, !address.isLoopback,
      !exceptions.contains(where: { Self.exception($0, covers: address) })
    else { return nil }
    return proxy
  }

  /// Whether an entry of `NO_PROXY` covers an address: `*`, a network, an address or a domain, the
  /// last two with or without a port.
  private static func exception(_ entry: String, covers address: ServerAddress) -> Bool {
    if entry == "*" { return true }
    let target = IPAddress(address.host)
    if let slash = entry.firstIndex(of: "/") {
      guard let target, let network = IPAddress(entry[..<slash]),
        let length = Int(entry[entry.index(after: slash)...])
      else { return false }
      return target.matches(network, prefix: length)
    }
    var name = entry[...]
    if let colon = entry.lastIndex(of: ":"), IPAddress(entry) == nil {
      guard entry[entry.index(after: colon)...] == String(address.port) else { return false }
      name = entry[..<colon]
    }
    if name.first == "[" && name.last == "]" { name = name.dropFirst().dropLast() }
    guard !name.isEmpty else { return false }
    if let own = IPAddress(name) { return own == target }
    let host = address.host.lowercased()
    if name.hasPrefix("*.") { name = name.dropFirst() }
    return name.hasPrefix(".")
      ? host.hasSuffix(name) : host == name || host.hasSuffix("." + name)
  }
}
