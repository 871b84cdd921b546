/// Where the credentials come from that requests carry; client certificates are the transport's.
public enum CredentialSource: Hashable, Sendable {
  /// There are none, or none but a client certificate.
  case none
  /// A bearer token.
  case token(Secret)
  /// A file with a bearer token, which may be replaced at any time.
  case tokenFile(path: String)
  /// A name and a password.
  case password(user: String, password: Secret)
  /// A program that prints credentials.
  case plugin(ExecPlugin)
}

/// A program that prints credentials, as a kubeconfig describes it.
public struct ExecPlugin: Hashable, Sendable {
  /// Whether it may ask the user something.
  public enum InteractiveMode: String, Hashable, Sendable {
    /// It asks nothing.
    case never = "Never"
    /// It asks if there is a terminal, and does without otherwise.
    case ifAvailable = "IfAvailable"
    /// It can't do without; with a screen open, it isn't run.
    case always = "Always"
  }

  /// The API version it speaks: `client.authentication.k8s.io/v1` or `…/v1beta1`.
  public var apiVersion: String
  /// The program: a name to be found on `PATH`, or a path.
  public var command: String
  /// What it is called with.
  public var arguments: [String]
  /// What its environment has beyond ours.
  public var environment: [String: String]
  /// What to tell the user who doesn't have it.
  public var installHint: String
  /// Whether it may ask the user something.
  public var interactiveMode: InteractiveMode
  /// What it is told of the cluster, as JSON, where the kubeconfig wants that.
  public var clusterInfo: String?

  /// Makes a description of a plug-in.
  public init(
    apiVersion: String, command: String, arguments: [String] = [],
    environment: [String: String] = [:], installHint: String = "",
    interactiveMode: InteractiveMode = .ifAvailable, clusterInfo: String? = nil
  ) {
    self.apiVersion = apiVersion
    self.command = command
    self.arguments = arguments
    self.environment = environment
    self.installHint = installHint
    self.interactiveMode = interactiveMode
    self.clusterInfo = clusterInfo
  }
}
