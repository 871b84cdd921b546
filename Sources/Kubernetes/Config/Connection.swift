/// Everything that is needed to reach one cluster as one user.
///
/// The server, the TLS material and the proxy are for a transport; the rest is for a `Client`.
public struct Connection: Hashable, Sendable {
  /// The context's name; empty inside a pod.
  public var context: String
  /// The cluster's name in the kubeconfig.
  public var cluster: String
  /// The user's name in the kubeconfig.
  public var user: String
  /// The namespace that is meant where none is named.
  public var namespace: String

  /// The server's address, with scheme: `https://10.0.0.1:6443`.
  ///
  /// A path in it precedes all others.
  public var server: String
  /// The authorities that may sign the server's certificate, in PEM; nil for the system's.
  public var certificateAuthority: [UInt8]?
  /// The name the server's certificate is to be for; nil for that in its address.
  public var tlsServerName: String?
  /// Whether the server's certificate isn't looked at; to be shown as a warning at all times.
  public var isInsecure = false
  /// The proxy to go through; nil for what the environment says.
  public var proxyURL: String?
  /// Whether answers shouldn't be compressed: faster where the network is.
  public var disablesCompression = false

  /// The client's certificate, in PEM.
  public var clientCertificate: [UInt8]?
  /// The certificate's key, in PEM.
  public var clientKey: SecretBytes?
  /// Until when the certificate is good, where that could be read.
  public var certificateExpires: Timestamp?
  /// What requests carry.
  public var credentials: CredentialSource = .none
  /// Who to act as.
  public var impersonation: Impersonation?

  /// Makes a connection with nothing but a server.
  public init(
    context: String = "", cluster: String = "", user: String = "", namespace: String = "default",
    server: String
  ) {
    self.context = context
    self.cluster = cluster
    self.user = user
    self.namespace = namespace
    self.server = server
  }
}
