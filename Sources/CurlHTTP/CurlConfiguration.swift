/// How to reach one server: its address, what is trusted, who we are, and how patient to be.
///
/// Certificates and keys are PEM text held in memory; they never touch a file.
public struct CurlConfiguration: Hashable, Sendable {
  /// Scheme, host, port and path prefix: `https://10.0.0.1:6443/k8s/clusters/c1`.
  public var baseURL: String
  /// The authorities to trust, and no others; nil means the system's.
  public var caPEM: [UInt8]?
  /// Our certificate, followed by any intermediate ones.
  public var clientCertificatePEM: [UInt8]?
  /// The key of our certificate, unencrypted.
  public var clientKeyPEM: [UInt8]?
  /// Whether any certificate of the server will do.
  public var isInsecure: Bool
  /// The name the server's certificate has to be for, where it isn't the host's.
  ///
  /// It is also the one sent in the TLS greeting (SNI). The `Host` field stays the host's.
  public var serverName: String?
  /// `http://`, `https://` or `socks5://`, with a user and password if need be; nil means what
  /// `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say (as Go reads them).
  public var proxyURL: String?
  /// How long name lookup, connecting and the TLS greeting may take together.
  public var connectTimeout: Duration
  /// How long a response may take to begin, and pause, where the request doesn't say.
  public var idleTimeout: Duration
  /// Whether to let the server compress.
  ///
  /// It isn't asked to on loopback, where that only costs time.
  public var isCompressionAllowed: Bool
  /// What the `User-Agent` field says.
  public var userAgent: String

  /// Makes a configuration; only the address has no default.
  public init(
    baseURL: String, caPEM: [UInt8]? = nil, clientCertificatePEM: [UInt8]? = nil,
    clientKeyPEM: [UInt8]? = nil, isInsecure: Bool = false, serverName: String? = nil,
    proxyURL: String? = nil, connectTimeout: Duration = .seconds(10),
    idleTimeout: Duration = .seconds(30), isCompressionAllowed: Bool = true,
    userAgent: String = "duet"
  ) {
    self.baseURL = baseURL
    self.caPEM = caPEM
    self.clientCertificatePEM = clientCertificatePEM
    self.clientKeyPEM = clientKeyPEM
    self.isInsecure = isInsecure
    self.serverName = serverName
    self.proxyURL = proxyURL
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.isCompressionAllowed = isCompressionAllowed
    self.userAgent = userAgent
  }
}

extension CurlConfiguration: CustomStringConvertible, CustomReflectable {
  /// The server's scheme, host, port and prefix, and no secret.
  public var description: String {
    guard let address = ServerAddress(baseURL, assumesTLS: true) else { return "no address" }
    return "\(address.isSecure ? "https" : "http")://\(address.hostField)\(address.prefix)"
  }

  /// What `dump` and a debugger show: no key, and no password of a proxy either.
  public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
