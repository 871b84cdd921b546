import Glibc

/// What the configuration is read from: files and the environment.
public struct Surroundings: Sendable {
  /// The value of an environment variable.
  public var environment: @Sendable (String) -> String?
  /// The contents of a file.
  public var readFile: @Sendable (String) throws(FileError) -> [UInt8]

  /// Makes surroundings.
  public init(
    environment: @escaping @Sendable (String) -> String?,
    readFile: @escaping @Sendable (String) throws(FileError) -> [UInt8]
  ) {
    self.environment = environment
    self.readFile = readFile
  }

  /// The process' own.
  public static let current = Surroundings(
    environment: { getenv($0).map { String(cString: $0) } }, readFile: File.read)
}

/// What is said on the command line about whom to ask; nil leaves it to the kubeconfig.
public struct ConnectionChoice: Hashable, Sendable {
  /// The one kubeconfig to read, instead of `KUBECONFIG`'s or the user's.
  public var kubeconfig: String?
  /// The context.
  public var context: String?
  /// The cluster, instead of the context's.
  public var cluster: String?
  /// The user, instead of the context's.
  public var user: String?
  /// The namespace, instead of the context's.
  public var namespace: String?
  /// Whom to act as, instead of the user's own setting.
  public var impersonation: Impersonation?

  /// Makes a choice.
  public init(
    kubeconfig: String? = nil, context: String? = nil, cluster: String? = nil,
    user: String? = nil, namespace: String? = nil, impersonation: Impersonation? = nil
  ) {
    self.kubeconfig = kubeconfig
    self.context = context
    self.cluster = cluster
    self.user = user
    self.namespace = namespace
    self.impersonation = impersonation
  }
}
