internal import Glibc
internal import HTTP

/// A server as libcurl has to be told about it: the configuration, checked and worked out.
struct Server: Sendable {
  let configuration: CurlConfiguration
  let address: ServerAddress
  /// What every URL begins with.
  let origin: String
  /// `CURLOPT_CONNECT_TO`, where the URL has to name another host than the one to connect to.
  let connectTo: String?
  /// The `Host` field, where it isn't the URL's.
  let hostField: String?
  /// The proxy as libcurl wants it; empty for none.
  let proxy: String
  let isCompressed: Bool

  init(_ configuration: CurlConfiguration) throws(TransportError) {
    let hasMaterial =
      configuration.caPEM != nil || configuration.clientCertificatePEM != nil
      || configuration.isInsecure
    guard let address = ServerAddress(configuration.baseURL, assumesTLS: hasMaterial) else {
      throw TransportError(.other, detail: "the server's address isn't an http or https URL")
    }
    self.configuration = configuration
    self.address = address
    let scheme = address.isSecure ? "https" : "http"
    if let name = configuration.serverName, address.isSecure, !name.isEmpty, name != address.host {
      // libcurl takes the name to greet and to verify from the URL alone, so the URL gets it, and
      // the real host comes in by the back door.
      origin = "\(scheme)://\(name.contains(":") ? "[\(name)]" : name):\(address.port)"
      connectTo = "::\(address.bracketedHost):\(address.port)"
      hostField = address.hostField
    } else {
      origin = "\(scheme)://\(address.bracketedHost):\(address.port)"
      connectTo = nil
      hostField = nil
    }
    let rules = ProxyRules { name in getenv(name).map { String(cString: $0) } }
    proxy = try Self.proxy(configuration.proxyURL ?? rules.proxy(for: address))
    // Compressing and expanding costs more time than a fast line would take for the rest.
    isCompressed = configuration.isCompressionAllowed && !address.isLoopback
  }

  /// Checks a proxy's address, and says it in libcurl's words.
  private static func proxy(_ text: String?) throws(TransportError) -> String {
    guard let text, !text.isEmpty else { return "" }
    guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      throw TransportError(.other, detail: "the proxy's address isn't a URL")
    }
    guard let end = text.firstRange(of: "://") else { return "http://" + text }
    switch text[..<end.lowerBound].lowercased() {
    case "http", "https": return text
    // Go leaves the lookup of names to a SOCKS proxy, whichever way it is written.
    case "socks5", "socks5h": return "socks5h" + text[end.lowerBound...]
    default:
      throw TransportError(
        .other, detail: "the proxy's address has to begin with http://, https:// or socks5://")
    }
  }
}
